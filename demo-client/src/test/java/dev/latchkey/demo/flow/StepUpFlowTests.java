package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepUpFlowTests extends BrowserTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void confirmsWhoItIsAndRepeatsTheAction() {
        Form form = deletionOfANoteForWhichTheApiDemands("acr_values=\"urn:latchkey:acr:2fa\", max_age=\"300\"");

        URI request = browser.leavesFor(browser.submit(form, Map.of()));
        assertThat(AuthorizationServer.query(request))
                .containsEntry("acr_values", "urn:latchkey:acr:2fa")
                .containsEntry("max_age", "300");
        notes.deletes(id);
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.uri().getPath()).isEqualTo("/notes");
        assertThat(page.document().select("[role=status]").text()).isEqualTo("The note is deleted.");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id)).hasSize(2);
    }

    @Test
    void asksForNothingMoreAtTheNextSignIn() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        browser.leavesFor(browser.submit(form, Map.of()));

        assertThat(AuthorizationServer.query(browser.startSignIn())).doesNotContainKeys("acr_values", "max_age");
    }

    @Test
    void passesOnOnlyWhatTheStandardNames() {
        Form form = deletionOfANoteForWhichTheApiDemands(
                "max_age=\"300\", redirect_uri=\"https://evil.test/\", prompt=\"none\"");

        URI request = browser.leavesFor(browser.submit(form, Map.of()));

        assertThat(AuthorizationServer.query(request))
                .containsEntry(
                        "redirect_uri",
                        browser.url("/login/oauth2/code/latchkey").toString())
                .doesNotContainKeys("prompt", "error", "resource_metadata");
    }

    @Test
    void doesNothingWhenThePersonCallsItOff() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        URI request = browser.leavesFor(browser.submit(form, Map.of()));
        notes.deletes(id);

        Page page = browser.open(authorizationServer.deny(request, "access_denied"));

        assertThat(page.heading()).isEqualTo("Nothing was done");
        assertThat(browser.open("/notes").status()).as("still signed in").isEqualTo(200);
        browser.open(authorizationServer.allow(
                browser.leavesFor(browser.open("/oauth2/authorization/latchkey?resume")), Grant.alice()));
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id))
                .as("only the attempt that was refused")
                .hasSize(1);
    }

    @Test
    void doesNothingLaterWhenThePersonWalksAway() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        browser.leavesFor(browser.submit(form, Map.of()));
        notes.deletes(id);

        Page page = browser.signIn(Grant.alice());

        assertThat(page.uri().getPath()).isEqualTo("/");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id)).hasSize(1);
    }

    @Test
    void doesNothingWhenAnotherSiteTakesUpTheSignIn() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        browser.leavesFor(browser.submit(form, Map.of()));
        notes.deletes(id);

        URI request = browser.leavesFor(
                browser.open("/oauth2/authorization/latchkey?resume", Map.of("Sec-Fetch-Site", "cross-site")));
        browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id)).hasSize(1);
    }

    @Test
    void doesNothingWhenSomebodyElseConfirms() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        URI request = browser.leavesFor(browser.submit(form, Map.of()));
        notes.deletes(id);

        Page page = browser.open(authorizationServer.allow(request, Grant.bob()));

        assertThat(page.heading()).isEqualTo("Good to see you, Bob Builder");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes/" + id)).hasSize(1);
    }

    @Test
    void doesNotGoInCirclesWhenTheConfirmationIsNeverEnough() {
        Form form = deletionOfANoteForWhichTheApiDemands("max_age=\"300\"");
        URI request = browser.leavesFor(browser.submit(form, Map.of()));

        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.heading()).isEqualTo("A stronger sign-in is needed");
    }

    private Form deletionOfANoteForWhichTheApiDemands(String requirements) {
        notes.has(id, "Milk", "and eggs", "\"1\"");
        notes.demands(RequestMethod.DELETE, "/notes/" + id, requirements);
        browser.signIn(Grant.alice());
        return browser.open("/notes/" + id + "/delete").form("/notes/" + id + "/delete");
    }
}
