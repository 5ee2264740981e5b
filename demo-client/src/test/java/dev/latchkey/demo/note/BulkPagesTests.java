package dev.latchkey.demo.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkPagesTests extends BrowserTest {

    private static final String CHALLENGE = "acr_values=\"urn:latchkey:acr:2fa\", max_age=\"300\"";

    private static final String FILE = "/notes/export/notes.zip";

    private static final byte[] ARCHIVE = {'P', 'K', 3, 4, (byte) 0xff, 0};

    @Test
    void deletesAllAfterTheBoxIsTickedAndTheSignInConfirmed() {
        notes.demands(RequestMethod.DELETE, "/notes", CHALLENGE);
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/delete-all").form("/notes/delete-all");

        Page unsure = browser.submit(form, Map.of());
        assertThat(unsure.document().select("[role=alert]").text()).isEqualTo("Please tick the box if you are sure.");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes")).isEmpty();
        URI request = browser.leavesFor(browser.submit(form, Map.of("sure", "true")));
        assertThat(AuthorizationServer.query(request))
                .containsEntry("acr_values", "urn:latchkey:acr:2fa")
                .containsEntry("max_age", "300");
        notes.answers(RequestMethod.DELETE, "/notes", 200, "{\"deleted\":23}");
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.document().select("[role=status]").text()).isEqualTo("Notes moved to the trash: 23");
        assertThat(notes.requests(RequestMethod.DELETE, "/notes")).hasSize(2);
    }

    @Test
    void saysSoWhenThePersonHasNoSecondFactorToGive() {
        notes.demands(RequestMethod.DELETE, "/notes", CHALLENGE);
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/delete-all").form("/notes/delete-all");

        URI request = browser.leavesFor(browser.submit(form, Map.of("sure", "true")));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.heading()).isEqualTo("A stronger sign-in is needed");
        assertThat(page.document().select("main a").eachAttr("href"))
                .contains(authorizationServer.issuer() + "/account/security");
    }

    @Test
    void passesTheArchiveOn() {
        notes.exports(ARCHIVE);
        browser.signIn(Grant.alice());
        assertThat(browser.open("/notes/export")
                        .document()
                        .select("main a.button")
                        .attr("href"))
                .isEqualTo(FILE);

        var answer = browser.download(FILE);

        assertThat(answer.body()).isEqualTo(ARCHIVE);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"notes.zip\"");
    }

    @Test
    void startsTheDownloadFromAPageWhenTheSignInHadToBeConfirmed() {
        notes.demands(RequestMethod.GET, "/notes/export", CHALLENGE);
        browser.signIn(Grant.alice());

        URI request = browser.leavesFor(browser.open(FILE));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.heading()).isEqualTo("Your notes as a file");
        assertThat(page.document().select("[role=status]").text()).startsWith("Thank you.");
        assertThat(page.header("Refresh")).isEqualTo("1; url=" + FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=https://elsewhere.example/",
                "=//elsewhere.example",
                "=%2Flogout",
                "=javascript:1&continue=2"
            })
    void leadsNowhereElseWhateverTheMarkOfAReturnSays(String value) {
        browser.signIn(Grant.alice());

        Page page = browser.open(FILE + "?continue" + value);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.uri()).isEqualTo(browser.url("/notes/export?ready"));
        assertThat(page.header("Refresh")).isEqualTo("1; url=" + FILE);

        URI other = browser.url("/who-am-i?continue" + value);
        assertThat(browser.open(other).uri()).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void saysSoWhenTheArchiveCannotBeMade(int status) {
        notes.answers(RequestMethod.GET, "/notes/export", status, "{}");
        browser.signIn(Grant.alice());

        assertThat(browser.open(FILE).heading()).isEqualTo("Your notes are out of reach");
    }
}
