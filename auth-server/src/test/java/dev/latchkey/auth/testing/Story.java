package dev.latchkey.auth.testing;

import java.util.Map;

/** What most stories begin with. */
public final class Story {

    private final AuthServer server = AuthServer.running();

    public AuthServer server() {
        return server;
    }

    public Browser browser() {
        return new Browser(server);
    }

    /** A browser in which this person has signed in, second factor included. */
    public Browser browserOf(TestAccount account) {
        return browser().signIn(account);
    }

    public NewAccounts newAccounts() {
        return new NewAccounts(server);
    }

    public RelyingParty relyingParty(TestClient client) {
        return new RelyingParty(server, client);
    }

    /** Bob authorizes a first-party client: no page is shown on the way. */
    public Redirect authorize(Browser browser, AuthorizationRequest request) {
        return Redirect.of(browser.open(request.url()).leftFor());
    }

    /** The tokens of a whole code flow of Bob with this client. */
    public RelyingParty.Answer tokens(TestClient client) {
        return tokens(client, "openid profile notes:read");
    }

    public RelyingParty.Answer tokens(TestClient client, String scope) {
        return tokens(browserOf(TestAccount.BOB), client, scope);
    }

    public RelyingParty.Answer tokens(Browser browser, TestClient client, String scope) {
        browser.open(new AuthorizationRequest(client).with("scope", scope).url());
        if (browser.at("/oauth2/consent")) {
            browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        return relyingParty(client).redeem(Redirect.of(browser.leftFor()).code());
    }
}
