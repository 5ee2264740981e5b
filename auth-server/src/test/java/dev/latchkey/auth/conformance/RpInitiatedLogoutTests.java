package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the OpenID Foundation's plan "RP-Initiated Logout OP" tries, by the sections of OpenID Connect RP-Initiated Logout 1.0. */
class RpInitiatedLogoutTests {

    private static final String BYE = "https://rp1.test/bye";

    private final Story story = new Story();
    private Browser browser;
    private String idToken;

    @BeforeEach
    void signIn() {
        browser = story.browserOf(TestAccount.BOB);
        idToken = story.tokens(browser, TestClient.WEB, "openid").text("id_token");
    }

    private Browser logout(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return browser.open("/connect/logout?" + RelyingParty.encode(parameters));
    }

    private boolean isSignedIn() {
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "none").url());
        return Redirect.of(browser.leftFor()).error().isEmpty();
    }

    private void assertAsksFirst() {
        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.at("/connect/logout")).isTrue();
        assertThat(isSignedIn()).isTrue();
    }

    private void assertRefused() {
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().headers().firstValue("Location")).isEmpty();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    @DisplayName("§2.1 end_session_endpoint is in the discovery document, on this issuer")
    void endSessionEndpointIsDiscovered() {
        RelyingParty.Answer metadata = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/.well-known/openid-configuration"))));

        assertThat(metadata.text("end_session_endpoint"))
                .isEqualTo(story.server().url("/connect/logout"));
    }

    @Test
    @DisplayName("§2, §3 with hint, address and state: signed out, and back with the state")
    void goesBackWithState() {
        logout("id_token_hint", idToken, "post_logout_redirect_uri", BYE, "state", "a b+c&d=e");

        Redirect answer = Redirect.of(browser.leftFor());
        assertThat(answer.uri()).isEqualTo(BYE);
        assertThat(answer.parameters()).isEqualTo(Map.of("state", "a b+c&d=e"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("§3 without state there is none on the way back")
    void addsNoState() {
        logout("id_token_hint", idToken, "post_logout_redirect_uri", BYE);

        Redirect answer = Redirect.of(browser.leftFor());
        assertThat(answer.uri()).isEqualTo(BYE);
        assertThat(answer.parameters()).isEmpty();
    }

    @Test
    @DisplayName("§2 without an address the person is told here")
    void tellsThePersonWithoutAnAddress() {
        logout("id_token_hint", idToken, "state", "x");

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state=x", "logout_hint=bob", "ui_locales=de", "client_id=web"})
    @DisplayName("§2, §6 without a hint the person is asked")
    void asksWithoutAHint(String query) {
        browser.open("/connect/logout?" + query);

        assertAsksFirst();
    }

    @Test
    @DisplayName("§2 ui_locales chooses the language of the page")
    void asksInTheLanguageThatIsAskedFor() {
        String english = browser.open("/connect/logout").page().body();
        String german = logout("ui_locales", "de").page().body();

        assertThat(english).contains("lang=\"en\"");
        assertThat(german).contains("lang=\"de\"");
    }

    @Test
    @DisplayName("§3 an address without a hint or client is not gone to")
    void goesNowhereForNobody() {
        logout("post_logout_redirect_uri", BYE);

        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rp1.test/bye?foo=bar",
                "https://rp1.test/bye#x",
                "https://rp1.test/other",
                "https://partner.test/bye",
                "javascript:alert(1)",
                "//rp1.test/bye"
            })
    @DisplayName("§3 an address that is not exactly registered is not gone to")
    void goesNowhereElse(String address) {
        logout("id_token_hint", idToken, "post_logout_redirect_uri", address);

        assertRefused();
    }

    @Test
    @DisplayName("§4 a hint that was changed is refused")
    void refusesAChangedHint() {
        int signature = idToken.lastIndexOf('.') + 1;
        char first = idToken.charAt(signature) == 'A' ? 'B' : 'A';
        logout(
                "id_token_hint",
                idToken.substring(0, signature) + first + idToken.substring(signature + 1),
                "post_logout_redirect_uri",
                BYE);

        assertRefused();
    }

    @Test
    @DisplayName("§4 a hint that is no token is refused")
    void refusesNonsense() {
        logout("id_token_hint", "nonsense", "post_logout_redirect_uri", BYE, "state", "x");

        assertRefused();
    }

    @Test
    @DisplayName("§2 client_id must be the audience of the hint")
    void refusesAnotherClient() {
        logout("id_token_hint", idToken, "client_id", "partner");

        assertRefused();
    }

    @Test
    @DisplayName("§2 works by POST")
    void worksByPost() {
        browser.postRaw(
                "/connect/logout", Map.of("id_token_hint", idToken, "post_logout_redirect_uri", BYE, "state", "s"));

        assertThat(Redirect.of(browser.leftFor()).parameters()).isEqualTo(Map.of("state", "s"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("§2 logout_hint decides nothing: whose session ends is the browser's")
    void doesNotBelieveALogoutHint() {
        logout("id_token_hint", idToken, "logout_hint", "somebody-else");

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(isSignedIn()).isFalse();
    }
}
