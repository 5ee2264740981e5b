package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OAuth 2.0 Form Post Response Mode §2")
class FormPostResponseTests {

    private static final Story STORY = new Story();
    private static Browser bob;

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(TestClient.WEB).with("response_mode", "form_post");
    }

    @Test
    void postsTheCodeToTheRedirectUri() {
        bob.open(request().url());
        Redirect answer = bob.formPost();

        assertThat(bob.page().statusCode()).isEqualTo(200);
        assertThat(answer.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(answer.parameters())
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", STORY.server().issuer());
        assertThat(STORY.relyingParty(TestClient.WEB).redeem(answer.code()).isOk())
                .isTrue();
    }

    @Test
    void postsErrorsToo() {
        bob.open(request().with("scope", "openid admin").url());

        assertThat(bob.formPost().uri()).isEqualTo("https://rp1.test/cb");
        assertThat(bob.formPost().parameters())
                .containsKeys("error", "error_description", "state", "iss")
                .doesNotContainKey("code")
                .containsEntry("error", "invalid_scope");
        Browser nobody = STORY.browser().open(request().with("prompt", "none").url());
        assertThat(nobody.formPost().error()).isEqualTo("login_required");
    }

    @ParameterizedTest
    @DisplayName("OpenID Connect Core §6.1: a request object is refused where its client listens")
    @CsvSource({
        "'{\"response_mode\":\"form_post\"}', true",
        "'{\"response_mode\":\"fragment\"}', false",
        "'{\"response_mode\":[\"form_post\"]}', false",
        "'[]', false",
        "'no JSON', false"
    })
    void postsTheRefusalOfARequestObjectThatAskedForIt(String claims, boolean posted) {
        String object = "eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
        bob.open(
                new AuthorizationRequest(TestClient.WEB).with("request", object).url());

        Redirect answer = posted ? bob.formPost() : Redirect.of(bob.leftFor());
        assertThat(answer.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(answer.error()).isEqualTo("request_not_supported");
    }

    @Test
    void postsWhatComesOfASignInAndOfConsent() {
        Browser browser = STORY.browserOf(STORY.newAccounts().withPassword());
        browser.open(new AuthorizationRequest(TestClient.PARTNER)
                .with("response_mode", "form_post")
                .url());
        browser.submit("/oauth2/consent", Map.of("decision", "allow"));

        assertThat(browser.formPost().uri()).isEqualTo("https://partner.test/cb");
        assertThat(browser.formPost().code()).isNotEmpty();
    }

    @Test
    void leadsToThatOneOriginAndRunsOurScriptAlone() {
        bob.open(request().url());
        String policy =
                bob.page().headers().firstValue("Content-Security-Policy").orElse("");

        assertThat(policy)
                .contains("form-action 'self' https://rp1.test;")
                .contains("script-src 'nonce-")
                .doesNotContain("unsafe-inline");
        assertThat(bob.page().body()).contains("<button", "/js/form-post").doesNotContain("_csrf", "onload");
        assertThat(bob.page().headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @ParameterizedTest(name = "AZ-18 [{index}]")
    @ValueSource(
            strings = {
                "\"><script>alert(1)</script>",
                "'onload=alert(1) x='",
                "</form><form action=//evil>",
                "a&amp;b",
                "ü😀"
            })
    void keepsTheStateATextWhateverIsInIt(String state) {
        bob.open(request().with("state", state).url());

        assertThat(bob.formPost().parameters())
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", state);
        assertThat(bob.page().body()).doesNotContain("<script>alert", "//evil>");
    }

    @Test
    void isNotForRedirectUrisThatAreNotOnTheWeb() {
        bob.open(request().and("response_mode", "form_post").url());
        assertThat(Redirect.of(bob.leftFor()).error()).isEqualTo("invalid_request");
    }
}
