package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.AccessToken;
import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import dev.latchkey.notes.testing.TestPictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NotesApiTest
class BulkTests {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void rs19_deletingOrExportingEverythingNeedsARecentStrongSignIn() {
        long now = Instant.now().getEpochSecond();
        for (AccessToken weak : List.of(
                strong().with("acr", "urn:latchkey:acr:1fa"),
                strong().without("acr"),
                strong().with("acr", List.of("urn:latchkey:acr:2fa")),
                strong().with("auth_time", now - 301),
                strong().without("auth_time"),
                strong().with("auth_time", "now"))) {
            Caller alice = api.as(weak.sign());
            Answer note = alice.note("Still here", "");
            for (Answer refused : List.of(
                    alice.call("DELETE", "/notes", null),
                    alice.call("DELETE", "/notes?id=" + note.id(), null),
                    alice.get("/notes/export"))) {
                refused.isProblem(401);
                assertThat(refused.headers("WWW-Authenticate"))
                        .singleElement()
                        .asString()
                        .startsWith("Bearer error=\"insufficient_user_authentication\"")
                        .contains("acr_values=\"urn:latchkey:acr:2fa\"", "max_age=\"300\"", "resource_metadata=");
            }
            alice.get(note.path()).hasStatus(200);
        }
    }

    @Test
    void rs09_theScopeIsAskedForFirst() {
        String token = strong().with("scope", "notes:read").with("acr", "weak").sign();
        assertThat(api.as(token).call("DELETE", "/notes", null).isProblem(403).header("WWW-Authenticate"))
                .contains("insufficient_scope");
        String writer = strong().with("scope", "notes:write").sign();
        api.as(writer).get("/notes/export").isProblem(403);
        api.as(strong().with("sub", "demo").sign())
                .call("DELETE", "/notes", null)
                .isProblem(403);
    }

    @Test
    void deletesEverythingOfThisAccountAndNothingElse() {
        Caller alice = api.as(strong().sign());
        Caller bob = api.someone();
        Answer bobs = bob.note("Bob's", "");
        for (int i = 0; i < 3; i++) {
            alice.note("Note " + i, "");
        }

        Answer deleted = alice.call("DELETE", "/notes", null).hasStatus(200);

        assertThat(deleted.text()).isEqualTo("{\"deleted\":3}");
        assertThat(alice.get("/notes").json().path("notes")).isEmpty();
        assertThat(alice.get("/notes/trash").json().path("notes").size()).isEqualTo(3);
        bob.get(bobs.path()).hasStatus(200);
    }

    @Test
    void deletesManyInBatches() {
        String owner = UUID.randomUUID().toString();
        Caller alice = api.as(strong().with("sub", owner).sign());
        alice.note("First", "");
        jdbc.sql("INSERT INTO note (id, owner_id, title, text, created_at, updated_at, version)"
                        + " SELECT gen_random_uuid(), ?, 't', '', now(), now(), 1 FROM generate_series(1, 2000)")
                .param(owner)
                .update();
        assertThat(alice.call("DELETE", "/notes", null).text()).isEqualTo("{\"deleted\":2001}");
    }

    @Test
    void deletesTheNotesThatAreNamed() {
        Caller alice = api.as(strong().sign());
        Answer first = alice.note("First", "");
        Answer second = alice.note("Second", "");
        Answer third = alice.note("Third", "");
        Answer bobs = api.someone().note("Bob's", "");

        String path = "/notes?id=" + first.id() + "&id=" + third.id() + "&id=" + bobs.id() + "&id=" + UUID.randomUUID();
        assertThat(alice.call("DELETE", path, null).text()).isEqualTo("{\"deleted\":2}");

        alice.get(first.path()).isProblem(404);
        alice.get(second.path()).hasStatus(200);
        alice.call("DELETE", "/notes?id=", null).isProblem(400, "id");
        alice.call("DELETE", "/notes?id=x", null).isProblem(400, "id");
        alice.call("DELETE", "/notes?id=" + String.join(",", java.util.Collections.nCopies(101, first.id())), null)
                .isProblem(400, "id");
        alice.get(second.path()).hasStatus(200);
    }

    @Test
    void rs22_exportsEverythingOfThisAccountAndNothingElse() throws IOException {
        Caller alice = api.as(strong().sign());
        api.someone().note("Bob's", "not for alice");
        for (int i = 0; i < 205; i++) {
            alice.note("Note " + i, "text");
        }
        Answer pictured = alice.note("With a picture", "🗝 text");
        alice.putImage(pictured.path() + "/image", "image/jpeg", TestPictures.jpeg(16, 16), "If-None-Match", "*")
                .hasStatus(201);
        alice.delete(alice.note("Deleted", "gone").path(), "*");

        Answer export = alice.get("/notes/export").hasStatus(200);

        assertThat(export.header("Content-Type")).isEqualTo("application/zip");
        assertThat(export.header("Content-Disposition")).isEqualTo("attachment; filename=\"notes.zip\"");
        Map<String, byte[]> files = unzipped(export.bytes());
        assertThat(files.keySet()).containsExactly("notes.json", "images/" + pictured.id() + ".jpg");
        assertThat(files.get("images/" + pictured.id() + ".jpg"))
                .isEqualTo(alice.get(pictured.path() + "/image").bytes());
        JsonNode notes = JsonMapper.shared().readTree(files.get("notes.json")).path("notes");
        assertThat(notes.size()).isEqualTo(206);
        assertThat(notes.get(0).path("title").asString()).isEqualTo("With a picture");
        assertThat(notes.get(0).path("text").asString()).isEqualTo("🗝 text");
        assertThat(notes.get(0).path("imageFile").asString()).isEqualTo("images/" + pictured.id() + ".jpg");
        assertThat(notes.toString()).doesNotContain("not for alice", "gone");
    }

    @Test
    void administratorsSeeCountsButNoContents() {
        Caller alice = api.someone();
        Answer note = alice.note("Private", "private");
        Caller admin = api.as(strong().with("roles", List.of("USER", "ADMIN")).sign());

        Answer counts = admin.get("/admin/statistics").hasStatus(200);

        assertThat(counts.json().propertyNames())
                .containsExactlyInAnyOrder("accounts", "notes", "notesInTrash", "pictureBytes");
        assertThat(counts.json().path("notes").asLong()).isPositive();
        admin.get(note.path()).isProblem(404);
        admin.put(note.path(), "*", "{\"title\":\"t\"}").isProblem(404);
        assertThat(admin.get("/notes?q=private").json().path("notes")).isEmpty();
        alice.get("/admin/statistics").isProblem(403);
        api.anonymous().get("/admin/statistics").isProblem(401);
        api.as(strong().with("roles", List.of("USER")).sign())
                .get("/admin/statistics")
                .isProblem(403);
        api.as(strong().with("roles", "ADMIN").sign()).get("/admin/statistics").isProblem(403);
        api.as(strong().with("roles", List.of("ADMIN")).with("sub", "demo").sign())
                .get("/admin/statistics")
                .isProblem(403);
    }

    private static AccessToken strong() {
        return TestIssuer.shared().token().with("acr", "urn:latchkey:acr:2fa");
    }

    private static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
