package dev.latchkey.demo.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.NotesServer;
import dev.latchkey.demo.testing.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotesPagesTests extends BrowserTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void listsNotesNewestFirstAndLeadsToOlderOnes() {
        notes.lists(List.of(NotesServer.note(id, "Milk", "and eggs")), "cursor+/=");
        browser.signIn(Grant.alice());

        Page page = browser.open("/notes?q=m%26m");

        assertThat(page.document().select(".notes h2").eachText()).containsExactly("Milk");
        assertThat(page.document().select(".notes p").eachText()).containsExactly("and eggs");
        var request = notes.requests(RequestMethod.GET, "/notes").get(0);
        assertThat(request.queryParameter("q").firstValue()).isEqualTo("m&m");
        assertThat(request.queryParameter("limit").firstValue()).isEqualTo("20");
        String older = page.document().select("a[rel=next]").attr("href");
        browser.open(older);
        var next = notes.requests(RequestMethod.GET, "/notes").get(1);
        assertThat(next.queryParameter("cursor").firstValue()).isEqualTo("cursor+/=");
        assertThat(next.queryParameter("q").firstValue()).isEqualTo("m&m");
    }

    @Test
    void rs20_escapesWhatANoteSays() {
        notes.has(id, "<script>alert(1)</script>", "</div><img src=x onerror=alert(2)>", "\"1\"");
        browser.signIn(Grant.alice());

        Page page = browser.open("/notes/" + id);

        assertThat(page.heading()).isEqualTo("<script>alert(1)</script>");
        assertThat(page.document().select("main script, main img")).isEmpty();
    }

    @Test
    void createsANote() {
        notes.creates(id, "Milk", "one\ntwo");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/new").form("/notes");

        Page page = browser.submit(form, Map.of("title", " Milk ", "text", "one\r\ntwo"));

        assertThat(page.uri().getPath()).isEqualTo("/notes/" + id);
        assertThat(page.document().select("[role=status]").text()).isEqualTo("The note is saved.");
        assertThat(notes.requests(RequestMethod.POST, "/notes").get(0).getBodyAsString())
                .isEqualTo("{\"title\":\"Milk\",\"text\":\"one\\ntwo\"}");
    }

    @Test
    void keepsTheTextWhenTheTitleIsMissing() {
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/new").form("/notes");

        Page page = browser.submit(form, Map.of("title", " ", "text", "kept"));

        assertThat(page.document().select("#text").val()).isEqualTo("kept");
        assertThat(page.document().select("#title").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.document().select("[autofocus]").attr("id")).isEqualTo("title");
        assertThat(page.document().select("#title-problem").text()).isEqualTo("A note needs a title.");
        assertThat(page.document().select("#title").attr("aria-describedby")).isEqualTo("title-problem");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).isEmpty();
    }

    @Test
    void showsWhichFieldTheApiRefuses() {
        notes.answers(
                RequestMethod.POST,
                "/notes",
                400,
                "{\"status\":400,\"errors\":[{\"field\":\"text\",\"message\":\"no\"}]}");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/new").form("/notes");

        Page page = browser.submit(form, Map.of("title", "Milk", "text", "refused"));

        assertThat(page.document().select("#text-problem").text()).startsWith("A note has at most 100,000");
        assertThat(page.document().select("#text").val()).isEqualTo("refused");
    }

    @Test
    void savesTheVersionThatWasEdited() {
        notes.has(id, "Milk", "old", "\"7\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/" + id + "/edit").form("/notes/" + id);
        assertThat(form.fields()).containsEntry("title", "Milk").containsEntry("text", "old");
        notes.replaces(id, "Milk", "new");

        Page page = browser.submit(form, Map.of("text", "new"));

        assertThat(page.document().select(".prose").text()).isEqualTo("new");
        assertThat(notes.requests(RequestMethod.PUT, "/notes/" + id).get(0).getHeader("If-Match"))
                .isEqualTo("\"7\"");
    }

    @Test
    void showsBothVersionsOfAConflictAndLetsThePersonDecide() {
        notes.has(id, "Milk", "old", "\"7\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/" + id + "/edit").form("/notes/" + id);
        notes.has(id, "Milk", "theirs", "\"8\"");
        notes.answers(RequestMethod.PUT, "/notes/" + id, 412, "{}");

        Page page = browser.submit(form, Map.of("text", "mine"));

        assertThat(page.heading()).isEqualTo("This note has two versions");
        assertThat(page.document().select(".prose").text()).isEqualTo("theirs");
        assertThat(page.document().select("#text").val()).isEqualTo("mine");
        notes.replaces(id, "Milk", "mine");
        browser.submit(page.form("/notes/" + id), Map.of());
        assertThat(notes.requests(RequestMethod.PUT, "/notes/" + id).get(1).getHeader("If-Match"))
                .as("replaces exactly the version that was shown")
                .isEqualTo("\"8\"");
    }

    @Test
    void offersToSaveANoteThatWasDeletedMeanwhileAsANewOne() {
        notes.has(id, "Milk", "old", "\"7\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/" + id + "/edit").form("/notes/" + id);
        notes.answers(RequestMethod.PUT, "/notes/" + id, 404, "{}");

        Page page = browser.submit(form, Map.of("text", "mine"));

        assertThat(page.text()).contains("This note is gone");
        assertThat(page.form("/notes").fields()).containsEntry("text", "mine");
    }

    @Test
    void keepsTheTextWhenTheNotesApiIsDown() {
        notes.has(id, "Milk", "old", "\"7\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/" + id + "/edit").form("/notes/" + id);
        notes.answers(503);

        Page page = browser.submit(form, Map.of("text", "mine"));

        assertThat(page.text()).contains("Not saved: the notes are out of reach");
        assertThat(page.form("/notes/" + id).fields())
                .containsEntry("text", "mine")
                .containsEntry("etag", "\"7\"");
    }

    @Test
    void asksBeforeItDeletes() {
        notes.has(id, "Milk", "old", "\"7\"");
        notes.deletes(id);
        browser.signIn(Grant.alice());

        Page confirmation = browser.open("/notes/" + id + "/delete");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id)).isEmpty();
        Page page = browser.submit(confirmation.form("/notes/" + id + "/delete"), Map.of());

        assertThat(page.uri().getPath()).isEqualTo("/notes");
        assertThat(page.document().select("[role=status]").text()).isEqualTo("The note is deleted.");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id).get(0).getHeader("If-Match"))
                .isEqualTo("\"7\"");
    }

    @Test
    void asksAgainWhenTheNoteChangedBeforeItWasDeleted() {
        notes.has(id, "Milk", "old", "\"7\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/" + id + "/delete").form("/notes/" + id + "/delete");
        notes.has(id, "Milk", "new", "\"8\"");
        notes.answers(RequestMethod.DELETE, "/notes/" + id, 412, "{}");

        Page page = browser.submit(form, Map.of());

        assertThat(page.text()).contains("The note was changed");
        assertThat(page.form("/notes/" + id + "/delete").fields()).containsEntry("etag", "\"8\"");
    }

    @Test
    void saysThatNotesAreOutOfReachWhenTheNotesApiIsDown() {
        browser.signIn(Grant.alice());
        notes.answers(503);

        Page page = browser.open("/notes");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.heading()).isEqualTo("Your notes are out of reach");
    }

    @Test
    void letsThePersonDecideAgainWhenTheScopeIsMissing() {
        browser.signIn(Grant.alice());
        notes.answers(403);

        Page page = browser.open("/notes");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.document().select("a.button").attr("href")).isEqualTo("/oauth2/authorization/latchkey");
    }

    @Test
    void answers404ForANoteThatIsNotThereOrSomebodyElses() {
        browser.signIn(Grant.alice());
        notes.answers(404);

        assertThat(browser.open("/notes/" + id).heading()).isEqualTo("There is nothing here");
    }

    @Test
    void answers400ForACursorThatTheApiRefuses() {
        browser.signIn(Grant.alice());
        notes.answers(400);

        Page page = browser.open("/notes?cursor=made-up");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.heading()).isEqualTo("That did not work");
    }

    @Test
    void answers4xxForAnAddressThatIsNoNote() {
        browser.signIn(Grant.alice());

        Page page = browser.open("/notes/../../etc%00");

        assertThat(page.status()).isBetween(400, 404);
    }
}
