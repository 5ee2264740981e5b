package dev.latchkey.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.Browser;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracePageTests extends BrowserTest {

    @Test
    void showsEachStepOfTheSignInWithItsParametersMasked() {
        Grant grant = Grant.alice();
        URI request = browser.startSignIn();
        URI callback = authorizationServer.allow(request, grant);
        browser.open(callback);
        browser.open("/notes");

        Page page = browser.open("/what-just-happened");

        assertThat(page.document().select("ol.steps > li > h2").eachText())
                .startsWith("Authorization request", "Authorization response", "Token request")
                .contains("User info", "ID token accepted");
        assertThat(page.document().select(".calls summary > b").eachText()).containsExactly("Call of the notes API");
        assertThat(page.document().select("dt").eachText())
                .contains("code_challenge", "state", "code", "code_verifier", "id_token", "refresh_token", "nonce");
        Map<String, String> sent = AuthorizationServer.query(request);
        String verifier = authorizationServer
                .tokenRequests("authorization_code")
                .get(0)
                .getFormParameters()
                .get("code_verifier")
                .firstValue();
        assertThat(page.body())
                .doesNotContain(
                        sent.get("state"),
                        sent.get("nonce"),
                        sent.get("code_challenge"),
                        AuthorizationServer.query(callback).get("code"),
                        verifier,
                        grant.refreshToken(),
                        AuthorizationServer.CLIENT_SECRET,
                        "eyJ",
                        "alice@example.test")
                .contains(sent.get("state").substring(0, 6) + "…");
    }

    @Test
    void explainsEveryParameterOfTheSignIn() {
        browser.signIn(Grant.alice());

        Page page = browser.open("/what-just-happened");

        assertThat(page.document().select(".steps dd"))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.select("small").text())
                        .as(value.text())
                        .isNotBlank());
    }

    @Test
    void showsARenewalToo() {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        authorizationServer.tokensFor(grant.refreshToken(), grant.renewed());
        browser.open("/notes");

        assertThat(browser.open("/what-just-happened")
                        .document()
                        .select(".calls summary > b")
                        .eachText())
                .contains("Access token renewed", "Call of the notes API");
    }

    @Test
    void showsWhyASignInFailed() {
        browser.open(authorizationServer.deny(browser.startSignIn(), "access_denied"));

        assertThat(browser.open("/what-just-happened").text()).contains("access_denied");
    }

    @Test
    void showsNothingOfSomebodyElsesSignIn() {
        new Browser(port, authorizationServer).signIn(Grant.alice());

        assertThat(browser.open("/what-just-happened").text()).contains("No sign-in yet");
    }
}
