package dev.latchkey.demo.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrashPagesTests extends BrowserTest {

    @BeforeEach
    void throwANoteAway() {
        notes.hasTrash(id, "Old plans");
    }

    private final UUID id = UUID.randomUUID();

    @Test
    void showsWhatWasDeletedAndUntilWhenItIsKept() {
        browser.signIn(Grant.alice());

        Page page = browser.open("/notes/trash");

        assertThat(page.document().select(".notes h2").eachText()).containsExactly("Old plans");
        assertThat(page.document().select(".notes time").attr("datetime")).isEqualTo("2026-12-21T11:30:00Z");
        browser.open(page.document().select("a[rel=next]").attr("href"));
        assertThat(notes.requests(RequestMethod.GET, "/notes/trash")
                        .get(1)
                        .queryParameter("cursor")
                        .firstValue())
                .isEqualTo("older");
    }

    @Test
    void putsANoteBack() {
        notes.has(id, "Old plans", "", "\"3\"");
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/trash").form("/notes/trash/" + id + "/restore");

        Page page = browser.submit(form, Map.of());

        assertThat(page.uri().getPath()).isEqualTo("/notes/" + id);
        assertThat(page.document().select("[role=status]").text()).isEqualTo("The note is back.");
    }

    @Test
    void removesANoteForGood() {
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/trash").form("/notes/trash/" + id + "/remove");

        Page page = browser.submit(form, Map.of());

        assertThat(page.document().select("[role=status]").text()).isEqualTo("The note is gone for good.");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/trash/" + id)).hasSize(1);
    }

    @Test
    void saysSoWhenThereIsNoRoomForMoreNotes() {
        notes.answers(RequestMethod.POST, "/notes", 409, "{}");
        browser.signIn(Grant.alice());

        Page page = browser.submit(browser.open("/notes/new").form("/notes"), Map.of("title", "One more", "text", "x"));

        assertThat(page.document().select("main [role=alert]").text()).contains("You keep as many notes as you may");
        assertThat(page.document().select("#text").val()).isEqualTo("x");
    }
}
