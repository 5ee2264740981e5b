package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** RS-11: bob knows the id of alice's note and has a good token. */
@NotesApiTest
class ForeignNoteTests {

    @Autowired
    Api api;

    @Test
    void nobodyElsesNoteExists() {
        Caller alice = api.someone();
        Caller bob = api.someone();
        Answer note = alice.note("Alice's secret", "quetzalcoatl");

        bob.get(note.path()).isProblem(404);
        bob.put(note.path(), note.etag(), "{\"title\":\"Bob's\"}").isProblem(404);
        bob.put(note.path(), "*", "{\"title\":\"Bob's\"}").isProblem(404);
        bob.patch(note.path(), note.etag(), "{\"title\":\"Bob's\"}").isProblem(404);
        bob.delete(note.path(), note.etag()).isProblem(404);
        bob.delete(note.path(), "*").isProblem(404);

        assertThat(alice.get(note.path()).json()).isEqualTo(note.json());
    }

    @Test
    void theAnswerIsTheSameAsForANoteThatNeverWas() {
        Caller bob = api.someone();
        Answer foreign = bob.get(api.someone().note("Alice's", "").path()).isProblem(404);
        Answer never = bob.get("/notes/00000000-0000-4000-8000-000000000000").isProblem(404);
        assertThat(foreign.json().path("detail")).isEqualTo(never.json().path("detail"));
    }

    @Test
    void listAndSearchShowOnlyOnesOwn() {
        Caller alice = api.someone();
        Caller bob = api.someone();
        alice.note("Alice's quetzalcoatl", "quetzalcoatl");
        Answer own = bob.note("Bob's quetzalcoatl", "");

        for (String path :
                new String[] {"/notes", "/notes?q=quetzalcoatl", "/notes?q=quetz&ownerId=alice&owner_id=alice"}) {
            assertThat(bob.get(path)
                            .json()
                            .path("notes")
                            .valueStream()
                            .map(note -> note.path("id").asString()))
                    .containsExactly(own.id());
        }
    }

    @Test
    void aCursorOfSomebodyElseOpensNothing() {
        Caller alice = api.someone();
        for (int i = 0; i < 3; i++) {
            alice.note("Note " + i, "");
        }
        String cursor = alice.get("/notes?limit=1").json().path("next").asString();

        alice.get("/notes?limit=1&cursor=" + cursor).hasStatus(200);
        api.someone().get("/notes?limit=1&cursor=" + cursor).isProblem(400, "cursor");
    }
}
