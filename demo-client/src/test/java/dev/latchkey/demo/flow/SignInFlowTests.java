package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.Browser;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInFlowTests extends BrowserTest {

    @Test
    void asksForACodeWithStateNonceAndPkce() {
        Map<String, String> request = AuthorizationServer.query(browser.startSignIn());

        assertThat(request)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "demo")
                .containsEntry("scope", Grant.EVERYTHING)
                .containsEntry(
                        "redirect_uri",
                        browser.url("/login/oauth2/code/latchkey").toString())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("ui_locales", "en")
                .doesNotContainKeys("acr_values", "max_age", "prompt");
        assertThat(request.get("state")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(request.get("nonce")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(request.get("code_challenge")).hasSize(43);
    }

    @Test
    void beginsASignInThatTheAuthorizationServerInitiates() {
        String issuer = java.net.URLEncoder.encode(authorizationServer.issuer(), StandardCharsets.UTF_8);

        Page start = browser.open("/sign-in/start?iss=" + issuer + "&target_link_uri=https%3A%2F%2Felsewhere.test%2F");
        Page elsewhere = browser.open("/sign-in/start?iss=https%3A%2F%2Felsewhere.test");

        assertThat(start.location().toString()).startsWith(authorizationServer.issuer());
        assertThat(elsewhere.uri().getPath()).isEqualTo("/");
    }

    @Test
    void asksAnewEachTime() {
        Map<String, String> first = AuthorizationServer.query(browser.startSignIn());
        Map<String, String> second = AuthorizationServer.query(browser.startSignIn());

        assertThat(second.get("state")).isNotEqualTo(first.get("state"));
        assertThat(second.get("nonce")).isNotEqualTo(first.get("nonce"));
        assertThat(second.get("code_challenge")).isNotEqualTo(first.get("code_challenge"));
    }

    @Test
    void redeemsTheCodeWithTheVerifierAndTheSecretAndSignsIn() throws Exception {
        URI request = browser.startSignIn();

        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("Good to see you, Alice Liddell");
        var tokenRequests = authorizationServer.tokenRequests("authorization_code");
        assertThat(tokenRequests).hasSize(1);
        assertThat(tokenRequests.get(0).getHeader("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString(("demo:" + AuthorizationServer.CLIENT_SECRET)
                                        .getBytes(StandardCharsets.UTF_8)));
        String verifier =
                tokenRequests.get(0).getFormParameters().get("code_verifier").firstValue();
        assertThat(s256(verifier)).isEqualTo(AuthorizationServer.query(request).get("code_challenge"));
        assertThat(URLDecoder.decode(tokenRequests.get(0).getBodyAsString(), StandardCharsets.UTF_8))
                .contains("redirect_uri=" + browser.url("/login/oauth2/code/latchkey"))
                .doesNotContain(AuthorizationServer.CLIENT_SECRET);
    }

    @Test
    void leadsBackToThePageThatWasAskedFor() {
        URI request = browser.leavesFor(browser.open("/notes?q=milk"));

        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.uri().getPath()).isEqualTo("/notes");
        assertThat(page.document().select("#q").val()).isEqualTo("milk");
    }

    @Test
    void changesTheSessionIdAtSignIn() {
        URI request = browser.startSignIn();
        String before = browser.sessionCookie().getValue();

        browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(browser.sessionCookie().getValue()).isNotEqualTo(before);
    }

    @Test
    void keepsTokensFromTheBrowser() {
        Page page = browser.signIn(Grant.alice());

        assertThat(browser.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.getName()).isEqualTo("demo_session");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
        for (String path : new String[] {"/", "/who-am-i", "/what-just-happened", "/notes"}) {
            assertThat(browser.open(path).body()).as(path).doesNotContain("eyJ").doesNotContain("refresh-");
        }
        assertThat(page.body()).doesNotContain("eyJ");
    }

    @Test
    void setsTheCookieHttpOnlyAndSameSite() {
        Page page = browser.open("/oauth2/authorization/latchkey");

        assertThat(page.header("Set-Cookie"))
                .startsWith("demo_session=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void refusesATamperedState() {
        URI callback = authorizationServer.allow(browser.startSignIn(), Grant.alice());

        Page page = browser.open(URI.create(callback.toString().replace("state=", "state=x")));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.heading()).isEqualTo("This sign-in is over");
        assertThat(authorizationServer.tokenRequests("authorization_code")).isEmpty();
        assertNotSignedIn();
    }

    @Test
    void refusesAnAnswerToSomebodyElsesRequest() {
        URI callback = authorizationServer.allow(new Browser(port, authorizationServer).startSignIn(), Grant.bob());

        Page page = browser.open(callback);

        assertThat(page.status()).isEqualTo(400);
        assertThat(authorizationServer.tokenRequests("authorization_code")).isEmpty();
        assertNotSignedIn();
    }

    @Test
    void acceptsAnAnswerOnce() {
        URI callback = authorizationServer.allow(browser.startSignIn(), Grant.alice());
        browser.open(callback);

        Page second = browser.open(callback);

        assertThat(second.status()).isEqualTo(400);
        assertThat(authorizationServer.tokenRequests("authorization_code")).hasSize(1);
    }

    @Test
    void refusesAnAnswerOfAnotherIssuerBeforeTheCodeIsSent() {
        URI callback = authorizationServer.allow(browser.startSignIn(), Grant.alice());

        Page page = browser.open(URI.create(callback.toString().replaceFirst("iss=.*", "iss=https%3A%2F%2Fevil.test")));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.heading()).isEqualTo("The sign-in could not be trusted");
        assertThat(authorizationServer.tokenRequests("authorization_code")).isEmpty();
        assertNotSignedIn();
    }

    @Test
    void refusesAnAnswerWithoutIssuer() {
        URI callback = authorizationServer.allow(browser.startSignIn(), Grant.alice());

        Page page = browser.open(URI.create(callback.toString().replaceFirst("&iss=.*", "")));

        assertThat(page.status()).isEqualTo(403);
        assertNotSignedIn();
    }

    @Test
    void refusesAWrongNonce() {
        refuses(Grant.alice().withIdToken(claims -> claims.claim("nonce", "another")));
    }

    @Test
    void refusesAMissingNonce() {
        refuses(Grant.alice().withIdToken(claims -> claims.claim("nonce", null)));
    }

    @Test
    void refusesAnIdTokenOfAnotherIssuer() {
        refuses(Grant.alice().withIdToken(claims -> claims.issuer("https://evil.test")));
    }

    @Test
    void refusesAnIdTokenForAnotherClient() {
        refuses(Grant.alice().withIdToken(claims -> claims.audience("demo-two")));
    }

    @Test
    void refusesAnExpiredIdToken() {
        refuses(Grant.alice()
                .withIdToken(
                        claims -> claims.issueTime(new java.util.Date(0)).expirationTime(new java.util.Date(1000))));
    }

    @Test
    void refusesAnIdTokenSignedWithAnotherKey() {
        refuses(Grant.alice().signedBySomebodyElse());
    }

    @Test
    void saysSoWhenAccessIsDenied() {
        Page page = browser.open(authorizationServer.deny(browser.startSignIn(), "access_denied"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.heading()).isEqualTo("You are not signed in");
        assertThat(page.uri().getQuery())
                .as("nothing of the answer stays in the address")
                .isNull();
        assertThat(page.document().select("a.button").attr("href")).isEqualTo("/oauth2/authorization/latchkey?resume");
        assertNotSignedIn();
    }

    @Test
    void saysSoWhenTheTokenEndpointDoesNotAnswer() {
        URI callback = authorizationServer.allow(browser.startSignIn(), Grant.alice());
        authorizationServer.fail();

        Page page = browser.open(callback);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.heading()).isEqualTo("The sign-in server does not answer");
    }

    @Test
    void doesNotSendTheBrowserToAServerThatDoesNotAnswer() {
        authorizationServer.fail();

        Page page = browser.open("/oauth2/authorization/latchkey");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.heading()).isEqualTo("The sign-in server does not answer");
    }

    private void refuses(Grant grant) {
        Page page = browser.signIn(grant);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.heading()).isEqualTo("The sign-in could not be trusted");
        assertThat(page.document().select("code").text()).as("reference").hasSize(36);
        assertNotSignedIn();
    }

    private void assertNotSignedIn() {
        browser.leavesFor(browser.open("/notes"));
    }

    private static String s256(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
