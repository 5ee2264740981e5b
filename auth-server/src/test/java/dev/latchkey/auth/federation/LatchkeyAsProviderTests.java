package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.bootstrap.ImportedIdentityProvider;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** This server signs people in with itself: a whole provider, with discovery, keys, consent and user info as they are. */
class LatchkeyAsProviderTests {

    private static final String NAME = "latchkey";
    private static final String CLIENT = "latchkey-at-latchkey";
    private static final String SECRET = "secret-of-latchkey-at-latchkey-0000000000000";

    private final Story story = new Story();
    private final AuthServer server = story.server();

    @Test
    void signsInWithALatchkeyThatTheBootstrapFileNames() {
        SigningClient.register(
                server,
                CLIENT,
                Map.of(
                        "client_name",
                        "Latchkey",
                        "redirect_uris",
                        List.of(server.url("/login/federated/" + NAME + "/callback")),
                        "grant_types",
                        List.of("authorization_code"),
                        "scope",
                        "openid profile email",
                        "token_endpoint_auth_method",
                        "client_secret_basic"),
                SECRET);
        DeclaredProviders declared = server.bean(DeclaredProviders.class);
        List<ImportedIdentityProvider> entry = List.of(new ImportedIdentityProvider(
                NAME, "Latchkey", "oidc", server.issuer(), CLIENT, SECRET, List.of("openid", "profile", "email")));
        declared.importProviders(entry);
        Providers providers = server.bean(Providers.class);
        long version = providers.byName(NAME).orElseThrow().version();
        declared.importProviders(entry);
        assertThat(providers.byName(NAME).orElseThrow().version())
                .as("twice changes nothing")
                .isEqualTo(version);
        try {
            TestAccount there = story.newAccounts().withPassword();
            Browser browser = story.browser();

            browser.open(answerFor(there, browser));
            assertThat(browser.at("/signup/federated"))
                    .as(browser.page().body())
                    .isTrue();
            assertThat(browser.page().body()).contains(there.username() + "@example.test", "Sign in and link");
            browser.open("/account/identities/new")
                    .submit("/login", Map.of("username", there.username(), "password", there.password()));
            browser.submit("/account/identities/new", Map.of());

            Browser again = story.browser();
            again.open(answerFor(there, again));
            assertThat(again.open("/account/profile").page().body()).contains(there.username());
        } finally {
            providers.change(providers.byName(NAME).orElseThrow().switched(false), null);
        }
    }

    /** Where the provider sends the browser back to, as the person's browser there sees it: here it gets nowhere with it. */
    private String answerFor(TestAccount there, Browser browser) {
        browser.open("/login").submit("/login/federated/" + NAME, Map.of());
        Browser upstream = story.browserOf(there);
        upstream.open(StubProvider.address(browser));
        if (upstream.at("/oauth2/consent")) {
            upstream.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        assertThat(upstream.page().statusCode())
                .as("another browser than the one that was sent")
                .isEqualTo(400);
        return upstream.page().uri().toString();
    }
}
