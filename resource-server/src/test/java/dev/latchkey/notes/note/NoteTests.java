package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.Json;
import dev.latchkey.notes.testing.NotesApiTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class NoteTests {

    @Autowired
    Api api;

    @Test
    void createsANoteAndSaysWhereItIs() {
        Caller alice = api.someone();

        Answer created = alice.post("/notes", Json.object("title", "Shopping", "text", "Oat milk\nrye bread"));

        created.hasStatus(201);
        assertThat(created.header("Location")).isEqualTo(created.path());
        assertThat(created.etag()).isEqualTo("\"1\"");
        assertThat(created.json().propertyNames())
                .containsExactlyInAnyOrder("id", "title", "text", "createdAt", "updatedAt", "version");
        assertThat(alice.get(created.path()).hasStatus(200).json()).isEqualTo(created.json());
    }

    @Test
    void anAnswerComesInOnePieceWithItsLength() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        assertThat(alice.get(note.path()).header("Content-Length"))
                .isEqualTo(String.valueOf(note.json().toString().length()));
        assertThat(alice.get("/notes").header("Content-Length")).isNotNull();
    }

    @Test
    void textMayBeLeftOut() {
        Answer created =
                api.someone().post("/notes", "{\"title\":\"Only a title\"}").hasStatus(201);
        assertThat(created.json().path("text").asString()).isEmpty();
    }

    @Test
    void keepsEveryCharacterOfTheLongestNote() {
        String title = "🗝".repeat(200);
        String text = "𝔏ä\t\r\n".repeat(20_000);
        Caller alice = api.someone();

        Answer note = alice.get(alice.note(title, text).path());

        assertThat(note.json().path("title").asString()).isEqualTo(title);
        assertThat(note.json().path("text").asString()).isEqualTo(text);
    }

    @Test
    void limitsCountCodePoints() {
        Caller alice = api.someone();
        alice.post("/notes", Json.object("title", "🗝".repeat(201))).isProblem(400, "title");
        alice.post("/notes", Json.object("title", "t", "text", "🗝".repeat(100_001)))
                .isProblem(400, "text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u0000", "a\nb", "\u001b[31m", "a\u0085b"})
    void refusesTitlesThatAreNoTitle(String title) {
        api.someone().post("/notes", Json.object("title", title)).isProblem(400, "title");
    }

    @Test
    void refusesTextNoDatabaseCanKeep() {
        Caller alice = api.someone();
        alice.post("/notes", "{\"title\":\"t\",\"text\":\"\\u0000\"}").isProblem(400, "text");
        alice.post("/notes", "{\"title\":\"t\",\"text\":\"\\ud83d alone\"}").isProblem(400, "text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ownerId", "owner_id", "id", "createdAt", "version", "shared", "search", "deletedAt"})
    void rs12_fieldsThatAreNotTheClientsCannotBeSet(String field) {
        Caller alice = api.someone();
        Answer note = alice.note("Mine", "text");
        String body =
                Json.object("title", "t", "text", "x", field, UUID.randomUUID().toString());

        alice.post("/notes", body).isProblem(400, field);
        alice.put(note.path(), note.etag(), body).isProblem(400, field);
        alice.patch(note.path(), note.etag(), Json.object(field, "x")).isProblem(400, field);

        assertThat(alice.get(note.path()).json()).isEqualTo(note.json());
    }

    @Test
    void replacesTheWholeNote() {
        Caller alice = api.someone();
        Answer note = alice.note("Before", "text");

        Answer replaced =
                alice.put(note.path(), note.etag(), "{\"title\":\"After\"}").hasStatus(200);

        assertThat(replaced.etag()).isEqualTo("\"2\"");
        assertThat(replaced.json().path("title").asString()).isEqualTo("After");
        assertThat(replaced.json().path("text").asString()).isEmpty();
        assertThat(replaced.json().path("createdAt")).isEqualTo(note.json().path("createdAt"));
        assertThat(alice.get(note.path()).json()).isEqualTo(replaced.json());
    }

    @Test
    void patchesOnlyWhatThePatchNames() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");

        Answer patched =
                alice.patch(note.path(), note.etag(), "{\"text\":\"other\"}").hasStatus(200);
        assertThat(patched.json().path("title").asString()).isEqualTo("Title");
        assertThat(patched.json().path("text").asString()).isEqualTo("other");

        Answer removed =
                alice.patch(note.path(), patched.etag(), "{\"text\":null}").hasStatus(200);
        assertThat(removed.json().path("text").asString()).isEmpty();
        alice.patch(note.path(), removed.etag(), "{\"title\":null}").isProblem(400, "title");
        alice.patch(note.path(), removed.etag(), "[1]").isProblem(400);
        alice.patch(note.path(), removed.etag(), "{\"title\":{\"a\":1}}").isProblem(400, "title");
    }

    @Test
    void aPatchIsNoPlainJson() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        Answer refused =
                alice.call("PATCH", note.path(), "{}", "Content-Type", "application/json", "If-Match", note.etag());
        refused.isProblem(415);
        assertThat(refused.header("Accept-Patch")).isEqualTo("application/merge-patch+json");
    }

    @Test
    void deletesForGoodAsFarAsAnyoneCanSee() {
        Caller alice = api.someone();
        Answer note = alice.note("Gone soon", "xylophone");

        assertThat(alice.delete(note.path(), note.etag()).hasStatus(204).bytes())
                .isEmpty();

        alice.get(note.path()).isProblem(404);
        alice.put(note.path(), "*", "{\"title\":\"Back\"}").isProblem(404);
        alice.delete(note.path(), "*").isProblem(404);
        assertThat(alice.get("/notes").json().path("notes")).isEmpty();
        assertThat(alice.get("/notes?q=xylophone").json().path("notes")).isEmpty();
    }

    @Test
    void anUnchangedNoteIsNotSentAgain() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");

        Answer unchanged = alice.get(note.path(), "If-None-Match", note.etag()).hasStatus(304);

        assertThat(unchanged.bytes()).isEmpty();
        assertThat(unchanged.etag()).isEqualTo(note.etag());
        alice.get(note.path(), "If-None-Match", "\"7\"").hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/notes/1",
                "/notes/..%2fnotes",
                "/notes/00000000-0000-4000-8000-000000000000",
                "/notes/'%20or%201=1"
            })
    void whatIsNoNoteIsNotFound(String path) {
        Answer answer = api.someone().get(path);
        assertThat(answer.status()).isIn(400, 404);
        answer.isProblem(answer.status());
    }
}
