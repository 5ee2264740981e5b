package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestPictures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NotesApiTest
class TrashTests {

    @Autowired
    Api api;

    @Autowired
    Trash trash;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aDeletedNoteCanBeHadBack() {
        Caller alice = api.someone();
        Answer note = alice.note("Came back", "text");
        alice.putImage(note.path() + "/image", "image/png", TestPictures.png(8, 8), "If-None-Match", "*")
                .hasStatus(201);
        alice.delete(note.path(), "*").hasStatus(204);
        alice.get(note.path() + "/image").isProblem(404);

        Answer listed = alice.get("/notes/trash").hasStatus(200);
        assertThat(listed.json().path("notes").get(0).path("title").asString()).isEqualTo("Came back");
        assertThat(listed.text()).contains("deletedAt", "removedAt").doesNotContain("next");

        Answer restored = alice.call("POST", "/notes/trash/" + note.id() + "/restore", null)
                .hasStatus(200);
        assertThat(restored.json().path("text").asString()).isEqualTo("text");
        assertThat(restored.etag())
                .as("no tag from before the deletion is good")
                .isEqualTo("\"4\"");
        alice.get(note.path() + "/image").hasStatus(200);
        assertThat(alice.get("/notes/trash").json().path("notes")).isEmpty();
        alice.call("POST", "/notes/trash/" + note.id() + "/restore", null).isProblem(404);
    }

    @Test
    void theTrashIsPagedNewestFirst() {
        Caller alice = api.someone();
        List<String> deleted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Answer note = alice.note("Note " + i, "");
            alice.delete(note.path(), "*");
            deleted.add(0, note.id());
        }
        Answer first = alice.get("/notes/trash?limit=3").hasStatus(200);
        String link = first.header("Link");
        Answer second = alice.get(link.substring(1, link.indexOf('>'))).hasStatus(200);

        List<String> read = new ArrayList<>();
        for (Answer page : List.of(first, second)) {
            page.json().path("notes").forEach(note -> read.add(note.path("id").asString()));
        }
        assertThat(read).isEqualTo(deleted);
        assertThat(second.header("Link")).isNull();
        String cursor = first.json().path("next").asString();
        alice.get("/notes?cursor=" + cursor).isProblem(400, "cursor");
        alice.get("/notes?q=trash&cursor=" + cursor).isProblem(400, "cursor");
        api.someone().get("/notes/trash?cursor=" + cursor).isProblem(400, "cursor");
    }

    @Test
    void rs11_nobodyElsesTrash() {
        Caller alice = api.someone();
        Caller bob = api.someone();
        Answer note = alice.note("Alice's", "");
        alice.delete(note.path(), "*");

        assertThat(bob.get("/notes/trash").json().path("notes")).isEmpty();
        bob.call("POST", "/notes/trash/" + note.id() + "/restore", null).isProblem(404);
        bob.call("DELETE", "/notes/trash/" + note.id(), null).isProblem(404);
        alice.call("POST", "/notes/trash/" + note.id() + "/restore", null).hasStatus(200);
    }

    @Test
    void onlyWhatIsInTheTrashIsRemovedForGood() {
        Caller alice = api.someone();
        Answer note = alice.note("t", "");
        alice.call("DELETE", "/notes/trash/" + note.id(), null).isProblem(404);
        alice.delete(note.path(), "*");
        alice.call("DELETE", "/notes/trash/" + note.id(), null).hasStatus(204);
        alice.call("POST", "/notes/trash/" + note.id() + "/restore", null).isProblem(404);
        assertThat(rows(note)).isZero();
    }

    @Test
    void thirtyDaysLaterItIsGoneWithItsPicture() {
        Caller alice = api.someone();
        Answer old = alice.note("Old", "");
        alice.putImage(old.path() + "/image", "image/png", TestPictures.png(8, 8), "If-None-Match", "*");
        Answer recent = alice.note("Recent", "");
        alice.delete(old.path(), "*");
        alice.delete(recent.path(), "*");
        String key = jdbc.sql("SELECT picture_key FROM note WHERE id = ?::uuid")
                .param(old.id())
                .query(String.class)
                .single();
        age(old, "30 days 1 minute");
        age(recent, "29 days");

        trash.sweep();

        assertThat(rows(old)).isZero();
        assertThat(rows(recent)).isOne();
        assertThat(jdbc.sql("SELECT count(*) FROM picture WHERE key = ?::uuid")
                        .param(key)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(usageOfOwnerOf(recent)).isEqualTo("1 notes, 0 bytes");
    }

    @Test
    void sweepsInSmallBatchesUntilNothingIsLeft() {
        String owner = "sweep-" + java.util.UUID.randomUUID();
        jdbc.sql(
                        "INSERT INTO note (id, owner_id, title, text, created_at, updated_at, deleted_at, version)"
                                + " SELECT gen_random_uuid(), ?, 't', '', now(), now(), now() - interval '40 days', 1 FROM generate_series(1, 1201)")
                .param(owner)
                .update();
        jdbc.sql("INSERT INTO account_usage VALUES (?, 1201, 0)").param(owner).update();

        trash.sweep();

        assertThat(jdbc.sql("SELECT count(*) FROM note WHERE owner_id = ?")
                        .param(owner)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT notes FROM account_usage WHERE owner_id = ?")
                        .param(owner)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void notesHaveAQuotaThatTheTrashCountsFor() {
        Caller alice = api.someone();
        Answer note = alice.note("t", "");
        alice.delete(note.path(), "*");
        jdbc.sql(
                        "UPDATE account_usage SET notes = 200000 WHERE owner_id = (SELECT owner_id FROM note WHERE id = ?::uuid)")
                .param(note.id())
                .update();

        alice.post("/notes", "{\"title\":\"one too many\"}").isProblem(409);
        assertThat(alice.get("/notes").json().path("notes")).isEmpty();
        alice.call("DELETE", "/notes/trash/" + note.id(), null).hasStatus(204);
        alice.post("/notes", "{\"title\":\"room again\"}").hasStatus(201);
    }

    private void age(Answer note, String interval) {
        jdbc.sql("UPDATE note SET deleted_at = now() - ?::interval WHERE id = ?::uuid")
                .params(interval, note.id())
                .update();
    }

    private long rows(Answer note) {
        return jdbc.sql("SELECT count(*) FROM note WHERE id = ?::uuid")
                .param(note.id())
                .query(Long.class)
                .single();
    }

    private String usageOfOwnerOf(Answer note) {
        return jdbc.sql("SELECT notes || ' notes, ' || picture_bytes || ' bytes' FROM account_usage"
                        + " WHERE owner_id = (SELECT owner_id FROM note WHERE id = ?::uuid)")
                .param(note.id())
                .query(String.class)
                .single();
    }
}
