package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.Browser;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BackChannelLogoutFlowTests extends BrowserTest {

    private static final Map<String, String> NO_HEADERS = Map.of();

    @Test
    void endsTheSessionThatTheTokenNames() {
        Grant grant = Grant.alice();
        browser.signIn(grant);
        Browser other = new Browser(port, authorizationServer);
        other.signIn(Grant.alice());

        Page answer = logout(authorizationServer.logoutToken(grant.sid(), claims -> {}));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        browser.leavesFor(browser.open("/notes"));
        assertThat(other.open("/notes").status())
                .as("another session of the same account")
                .isEqualTo(200);
    }

    @Test
    void endsEverySessionOfTheAccountWhenTheTokenNamesOnlyThat() {
        Grant grant = Grant.alice();
        browser.signIn(grant);
        Browser other = new Browser(port, authorizationServer);
        other.signIn(Grant.alice());
        Browser bob = new Browser(port, authorizationServer);
        bob.signIn(Grant.bob());

        logout(authorizationServer.logoutToken(
                grant.sid(), claims -> claims.claim("sid", null).subject(grant.subject())));

        browser.leavesFor(browser.open("/notes"));
        other.leavesFor(other.open("/notes"));
        assertThat(bob.open("/notes").status()).isEqualTo(200);
    }

    @Test
    void refusesAForgedToken() {
        refuses(grant -> authorizationServer.forgedLogoutToken(grant.sid()));
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        refuses(grant -> authorizationServer.logoutToken(grant.sid(), claims -> claims.issuer("https://evil.test")));
    }

    @Test
    void refusesATokenForAnotherClient() {
        refuses(grant -> authorizationServer.logoutToken(grant.sid(), claims -> claims.audience("demo-two")));
    }

    @Test
    void refusesATokenWithNonceWhichCouldBeAnIdToken() {
        refuses(grant -> authorizationServer.logoutToken(grant.sid(), claims -> claims.claim("nonce", "n")));
    }

    @Test
    void refusesATokenWithoutTheLogoutEvent() {
        refuses(grant -> authorizationServer.logoutToken(
                grant.sid(), claims -> claims.claim("events", Map.of("https://example.test/event", Map.of()))));
    }

    @Test
    void refusesAnExpiredToken() {
        refuses(grant -> authorizationServer.logoutToken(
                grant.sid(), claims -> claims.expirationTime(new Date(System.currentTimeMillis() - 120_000))));
    }

    @Test
    void refusesARequestWithoutToken() {
        assertThat(browser.post(endpoint(), Map.of(), NO_HEADERS).status()).isEqualTo(400);
    }

    @Test
    void acceptsATokenForASessionThatHasEndedAlready() {
        assertThat(logout(authorizationServer.logoutToken("long-gone", claims -> {}))
                        .status())
                .isEqualTo(200);
    }

    private void refuses(Function<Grant, String> token) {
        Grant grant = Grant.alice();
        browser.signIn(grant);

        Page answer = logout(token.apply(grant));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(browser.open("/notes").status()).as("still signed in").isEqualTo(200);
    }

    /** As the authorization server sends it: no cookie, no CSRF token. */
    private Page logout(String token) {
        return new Browser(port, authorizationServer).post(endpoint(), Map.of("logout_token", token), NO_HEADERS);
    }

    private URI endpoint() {
        return browser.url("/logout/connect/back-channel/latchkey");
    }
}
