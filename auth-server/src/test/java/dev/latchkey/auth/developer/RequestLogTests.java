package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.requestlog.Endpoint;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.requestlog.RequestLog;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;

/** What an application asked for and did not get, as its owner sees it. */
class RequestLogTests {

    private final Story story = new Story();
    private final Portal portal = new Portal(story);
    private final NewAccounts accounts = story.newAccounts();
    private final TestAccount developer = accounts.withTotp();
    private final Browser browser = story.browserOf(developer);
    private TestClient client;

    @BeforeEach
    void registers() {
        client = portal.registered(browser);
    }

    @Test
    void showsAnUnregisteredRedirectUriBesideTheRegisteredOne() {
        String sent = "https://portal.test/cb/?token=s3cret";
        browser.open(request().with("redirect_uri", sent).url());
        assertThat(browser.page().statusCode()).isEqualTo(400);
        String id = idIn(browser.page().body());

        String page = requests();

        assertThat(page)
                .contains(id, "/oauth2/authorize", "redirect_uri has to be one of those that are registered")
                .contains("<code>https://portal.test/cb</code>", "<code>https://portal.test/cb/?token=…</code>")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "response_type | token          | unsupported_response_type | response_type has to be code | token",
                "scope         | openid admin   | invalid_scope             | has to be registered for the client | openid admin",
                "code_challenge_method | plain  | invalid_request           | PKCE is required | code_challenge_method=plain, code_challenge: 43",
                "resource      | https://x.test | invalid_target            | resource has to be a known one | https://x.test",
                "max_age       | -1             | invalid_request           | max_age has to be a number | -1",
                "prompt        | sometimes      | invalid_request           | prompt has a value that is not offered | sometimes",
                "id_token_hint | e30.e30.e30    | invalid_request           | id_token_hint has to be an ID token | ",
            })
    void namesTheRuleThatAnAuthorizationRequestBroke(
            String parameter, String value, String error, String rule, String received) {
        Redirect answer =
                Redirect.of(browser.open(request().with(parameter, value).url()).leftFor());

        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.parameters().get("error_uri"))
                .startsWith(story.server().issuer() + "/errors/");
        String page = requests();
        assertThat(page).contains(error, rule, idOf(answer.parameters().get("error_uri")));
        if (received == null) {
            assertThat(page).doesNotContain(value);
        } else {
            assertThat(page).contains("<code>" + received + "</code>");
        }
    }

    @Test
    void namesTheRuleThatATokenRequestBroke() {
        RelyingParty relyingParty = story.relyingParty(client);
        TestClient stranger = new TestClient(client.clientId(), "another-secret", client.redirectUri());

        assertExplained(
                relyingParty.redeem(code(), Map.of("code_verifier", "x".repeat(43))),
                "invalid_grant",
                "code_verifier does not belong");
        assertExplained(
                relyingParty.redeem(code(), Map.of("redirect_uri", "https://portal.test/")),
                "invalid_grant",
                "redirect_uri has to be the same");
        assertExplained(relyingParty.redeem("A".repeat(43)), "invalid_grant", "The code is unknown or has expired");
        String code = code();
        assertThat(relyingParty.redeem(code).isOk()).isTrue();
        assertExplained(relyingParty.redeem(code), "invalid_grant", "The code was used before");
        assertExplained(relyingParty.refresh("B".repeat(43)), "invalid_grant", "The refresh token is unknown");
        assertExplained(
                relyingParty.clientCredentials("openid"), "unauthorized_client", "<code>client_credentials</code>");
        assertExplained(
                story.relyingParty(stranger).redeem(code()),
                "invalid_client",
                "The client secret has to be one of those");
        assertExplained(
                relyingParty.post("/oauth2/token", Map.of("grant_type", "password")),
                "unsupported_grant_type",
                "<code>password</code>");
        assertExplained(
                relyingParty.post("/oauth2/par", Map.of("response_type", "code")),
                "invalid_request",
                "PKCE is required");
        assertExplained(
                relyingParty.post("/oauth2/device_authorization", Map.of("scope", "openid")),
                "unauthorized_client",
                "/oauth2/device_authorization");
    }

    @Test
    @DisplayName("Nothing secret is kept, whatever was sent where")
    void keepsNothingSecret() {
        String marked = "m4rked";
        RelyingParty relyingParty = story.relyingParty(client);
        String code = code();
        relyingParty.redeem(code, Map.of("code_verifier", marked + "x".repeat(43)));
        relyingParty.redeem(marked + "-code");
        relyingParty.refresh(marked + "-refresh");
        story.relyingParty(new TestClient(client.clientId(), marked + "-secret", client.redirectUri()))
                .clientCredentials("openid");
        browser.open(request()
                .with("state", marked + "-state")
                .with("nonce", marked + "-nonce")
                .with("login_hint", marked + "@example.test")
                .with("id_token_hint", marked + ".a.b")
                .with("code_challenge", marked)
                .url());
        browser.open(request()
                .with(
                        "redirect_uri",
                        "https://" + marked + ":" + marked + "@portal.test/cb?a=" + marked + "#b=" + marked)
                .url());

        assertThat(rows())
                .hasSizeGreaterThan(4)
                .noneMatch(row -> row.contains(marked))
                .noneMatch(row -> row.contains(code));
    }

    @Test
    @DisplayName("AD-06, O5: what came is shown as text, readable and cut")
    void showsWhatCameAsText() {
        String nasty = "<img/src=x/onerror=alert(1)>\u202e${7*7}";
        browser.open(request().with("response_type", nasty + "y".repeat(1_000)).url());

        String page = requests();

        assertThat(page)
                .contains("&lt;img/src=x/onerror=alert(1)&gt;")
                .doesNotContain("<img/", "\u202e", "y".repeat(400));
        assertThat(page).contains("${7*7}");
    }

    @Test
    @DisplayName("PT-01: another developer sees nothing of it, everybody who has the id reads the rule")
    void isItsOwnersOnly() {
        browser.open(request().with("redirect_uri", "https://portal.test/other").url());
        String id = idIn(browser.page().body());
        Browser other = story.browserOf(accounts.withTotp());

        assertThat(other.open(portal.pathOf(client) + "/requests").page().statusCode())
                .isEqualTo(404);
        assertThat(other.open("/developer/requests?request=" + id).page().statusCode())
                .isEqualTo(404);
        TestClient own = portal.registered(other);
        assertThat(other.open(portal.pathOf(own) + "/requests?request=" + id)
                        .page()
                        .body())
                .contains("There is no refusal with this ID")
                .doesNotContain("portal.test/other");
        assertThat(story.browser().open("/errors/" + id).page().body())
                .contains(id, "redirect_uri has to be one of those")
                .doesNotContain("portal.test");
        assertThat(browser.open("/developer/requests?request=" + id)
                        .page()
                        .uri()
                        .toString())
                .endsWith("/requests?request=" + id);
        assertThat(browser.page().body()).contains("https://portal.test/other");
        assertThat(story.browser().open("/errors/" + "A".repeat(16)).page().statusCode())
                .isEqualTo(404);
        assertThat(story.browser().open("/errors/%27%22").page().statusCode()).isEqualTo(404);
    }

    @Test
    void isForAdministratorsToo() {
        browser.open(request().with("redirect_uri", "https://portal.test/typo").url());

        assertThat(story.browserOf(accounts.administrator())
                        .open("/admin/applications/" + portal.idOf(client) + "/requests")
                        .page()
                        .body())
                .contains("https://portal.test/typo");
    }

    @Test
    void doesNotCallADeviceThatWaitsAFailure() {
        RelyingParty television = story.relyingParty(TestClient.TELEVISION);
        Map<String, String> poll = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                television
                        .post("/oauth2/device_authorization", Map.of("scope", "openid"))
                        .text("device_code"));

        RelyingParty.Answer waits = television.post("/oauth2/token", poll);
        RelyingParty.Answer tooSoon = television.post("/oauth2/token", poll);

        assertThat(waits.refusal()).isEqualTo("400 authorization_pending");
        assertThat(tooSoon.refusal()).isEqualTo("400 slow_down");
        assertThat(waits.body()).doesNotContainKey("error_uri");
        assertThat(tooSoon.body()).doesNotContainKey("error_uri");
    }

    @Test
    void showsTheNewestFirstAPageAtATime() {
        RequestLog log = story.server().bean(RequestLog.class);
        for (int i = 0; i < 28; i++) {
            log.refused(
                    portal.idOf(client),
                    Endpoint.TOKEN,
                    "invalid_grant",
                    Failure.of(FailedRule.FORM, "", "number " + i + "."));
        }

        assertThat(requests())
                .contains("number 27.", "number 3.", "rel=\"next\"")
                .doesNotContain("number 2.");
        assertThat(browser.open(portal.pathOf(client) + "/requests?page=2")
                        .page()
                        .body())
                .contains("number 2.", "number 0.", "rel=\"prev\"")
                .doesNotContain("number 3.", "rel=\"next\"");
    }

    private void assertExplained(RelyingParty.Answer answer, String error, String onThePage) {
        assertThat(answer.text("error")).isEqualTo(error);
        String id = idOf(answer.text("error_uri"));
        assertThat(HtmlUtils.htmlUnescape(browser.open(portal.pathOf(client) + "/requests?request=" + id)
                        .page()
                        .body()))
                .contains(error, onThePage);
    }

    private AuthorizationRequest request() {
        return new AuthorizationRequest(client).with("scope", "openid profile");
    }

    private String code() {
        portal.asksFor(browser, client);
        if (browser.at("/oauth2/consent")) {
            browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        return Redirect.of(browser.leftFor()).code();
    }

    private List<String> rows() {
        return story.server()
                .database()
                .sql("select f::text from request_failure f where client_id = :id")
                .param("id", portal.idOf(client))
                .query(String.class)
                .list();
    }

    private String requests() {
        return browser.open(portal.pathOf(client) + "/requests").page().body();
    }

    private static String idIn(String page) {
        return page.replaceAll("(?s).*href=\"/errors/([A-Za-z0-9_-]{16})\".*", "$1");
    }

    private static String idOf(String errorUri) {
        return errorUri.substring(errorUri.lastIndexOf('/') + 1);
    }
}
