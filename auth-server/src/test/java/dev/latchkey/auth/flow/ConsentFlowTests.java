package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentFlowTests {

    private static final String CONSENT = "/oauth2/consent";
    private static final Story STORY = new Story();

    private final RelyingParty partner = STORY.relyingParty(TestClient.PARTNER);
    private Browser carol;

    @BeforeEach
    void forget() {
        STORY.server().database().sql("delete from oauth_consent").update();
        carol = STORY.browserOf(TestAccount.CAROL);
    }

    private static AuthorizationRequest request(String scope) {
        return new AuthorizationRequest(TestClient.PARTNER).with("scope", scope);
    }

    private Set<String> remembered() {
        return Set.copyOf(STORY.server()
                .database()
                .sql("select unnest(scopes) from oauth_consent")
                .query(String.class)
                .list());
    }

    @Test
    void asksForThirdPartiesAndSaysWhatForInWords() {
        carol.open(request("openid notes:read").url());

        assertThat(carol.at(CONSENT)).isTrue();
        assertThat(carol.page().body())
                .contains("Partner &lt;b&gt;App&lt;/b&gt;")
                .doesNotContain("<b>App</b>")
                .contains("Read your notes", "See the notes you wrote.")
                .contains("Carol Example", "carol@example.test")
                .contains("partner.test")
                .doesNotContain("Write notes");
        assertThat(carol.page().headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' https://partner.test;");
        assertThat(carol.page().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }

    @Test
    void grantsWhatWasAllowedAndRemembersIt() {
        carol.open(request("openid notes:read").url()).submit(CONSENT, Map.of("decision", "allow"));

        Redirect answer = Redirect.of(carol.leftFor());
        assertThat(answer.uri()).isEqualTo("https://partner.test/cb");
        assertThat(answer.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", STORY.server().issuer());
        assertThat(partner.redeem(answer.code()).text("scope")).isEqualTo("openid notes:read");
        assertThat(remembered()).containsExactlyInAnyOrder("openid", "notes:read");

        carol.open(request("openid notes:read").url());
        assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
        carol.open(request("openid").with("prompt", "none").url());
        assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
    }

    @Test
    void takesATickForWhatItSaysAndNotForAListOfScopes() {
        carol.open(request("openid notes:read notes:write").url());
        carol.postRaw(
                CONSENT,
                Map.of(
                        "request",
                        carol.hiddenField("request"),
                        "_csrf",
                        carol.hiddenField("_csrf"),
                        "scope",
                        "notes:read,notes:write",
                        "decision",
                        "allow"));

        assertThat(partner.redeem(Redirect.of(carol.leftFor()).code()).text("scope"))
                .isEqualTo("openid");
    }

    @Test
    void asksAgainOnlyForWhatIsNew() {
        carol.open(request("openid notes:read").url()).submit(CONSENT, Map.of("decision", "allow"));

        carol.open(request("openid notes:read notes:write").url());

        assertThat(carol.at(CONSENT)).isTrue();
        assertThat(carol.page().body())
                .containsPattern("type=\"checkbox\"[^>]*value=\"notes:write\"")
                .doesNotContainPattern("type=\"checkbox\"[^>]*value=\"notes:read\"");
        carol.submit(CONSENT, Map.of("decision", "allow"));
        assertThat(partner.redeem(Redirect.of(carol.leftFor()).code()).text("scope"))
                .isEqualTo("openid notes:read notes:write");
    }

    @Test
    void doesNotGrantWhatWasUnticked() {
        carol.open(request("openid notes:read notes:write").url());
        carol.submitWithout("scope", CONSENT, Map.of("decision", "allow", "scope", "notes:read"));

        assertThat(partner.redeem(Redirect.of(carol.leftFor()).code()).text("scope"))
                .isEqualTo("openid notes:read");
        assertThat(remembered()).doesNotContain("notes:write");

        carol.open(
                request("openid notes:read notes:write").with("prompt", "none").url());
        assertThat(Redirect.of(carol.leftFor()).error()).isEqualTo("consent_required");
    }

    @Test
    void grantsNothingWithoutAnythingTicked() {
        carol.open(request("notes:read").url()).submitWithout("scope", CONSENT, Map.of("decision", "allow"));

        assertThat(Redirect.of(carol.leftFor()).error()).isEqualTo("access_denied");
        assertThat(remembered()).isEmpty();
    }

    @Test
    void dropsScopesThatWereAdded() {
        carol.open(request("openid notes:read").url());
        carol.submitWithout("scope", CONSENT, Map.of("decision", "allow", "scope", "notes:write"));

        assertThat(partner.redeem(Redirect.of(carol.leftFor()).code()).text("scope"))
                .isEqualTo("openid");
        assertThat(remembered()).doesNotContain("notes:write");
    }

    @Test
    void takesNothingElseFromTheForm() {
        carol.open(request("openid notes:read").url());
        carol.submit(
                CONSENT,
                Map.of(
                        "decision", "allow",
                        "client_id", "web",
                        "redirect_uri", "https://partner.test/other",
                        "state", "of-somebody-else"));

        Redirect answer = Redirect.of(carol.leftFor());
        assertThat(answer.uri()).isEqualTo("https://partner.test/cb");
        assertThat(answer.parameters()).containsEntry("state", AuthorizationRequest.STATE);
        assertThat(partner.redeem(answer.code()).isOk()).isTrue();
    }

    @Test
    void tellsTheApplicationThatItWasDenied() {
        carol.open(request("openid notes:read").url()).submit(CONSENT, Map.of("decision", "deny"));

        Redirect answer = Redirect.of(carol.leftFor());
        assertThat(answer.uri()).isEqualTo("https://partner.test/cb");
        assertThat(answer.error()).isEqualTo("access_denied");
        assertThat(answer.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", STORY.server().issuer())
                .doesNotContainKey("code");
        assertThat(remembered()).isEmpty();
    }

    @Test
    void isFinal() {
        carol.open(request("openid notes:read").url());
        Map<String, String> form = Map.of(
                "request", carol.hiddenField("request"), "_csrf", carol.hiddenField("_csrf"), "scope", "notes:read");
        carol.submit(CONSENT, Map.of("decision", "deny"));
        assertThat(Redirect.of(carol.leftFor()).error()).isEqualTo("access_denied");
        Rows before = Rows.of(STORY.server());

        carol.postRaw(CONSENT, with(form, "decision", "allow"));
        assertThat(carol.page().statusCode()).isEqualTo(400);
        carol.open(CONSENT + "?request=" + form.get("request"));
        assertThat(carol.page().statusCode()).isEqualTo(400);

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void asksNobodyIfPromptIsNone() {
        Rows before = Rows.of(STORY.server());
        carol.open(request("openid notes:read").with("prompt", "none").url());

        Redirect answer = Redirect.of(carol.leftFor());
        assertThat(answer.error()).isEqualTo("consent_required");
        assertThat(answer.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", STORY.server().issuer());
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void asksAgainIfPromptIsConsent() {
        carol.open(request("openid notes:read").url()).submit(CONSENT, Map.of("decision", "allow"));

        carol.open(request("openid notes:read").with("prompt", "consent").url());

        assertThat(carol.at(CONSENT)).isTrue();
    }

    @Test
    void belongsToTheSessionThatWasAsked() {
        carol.open(request("openid notes:read").url());
        String handle = carol.hiddenField("request");
        Browser bob = STORY.browserOf(TestAccount.BOB);
        Browser carolElsewhere = STORY.browserOf(TestAccount.CAROL);
        Rows before = Rows.of(STORY.server());

        for (Browser other : new Browser[] {bob, carolElsewhere}) {
            assertThat(other.open(CONSENT + "?request=" + handle).page().statusCode())
                    .isEqualTo(400);
            other.open("/account");
            other.postRaw(
                    CONSENT,
                    Map.of("request", handle, "scope", "notes:read", "decision", "allow", "_csrf", csrf(other)));
            assertThat(other.page().statusCode()).isEqualTo(400);
        }

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
        carol.submit(CONSENT, Map.of("decision", "allow"));
        assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
    }

    @Test
    void needsTheTokenOfOurOwnPage() {
        carol.open(request("openid notes:read").url());
        String handle = carol.hiddenField("request");
        Browser attacker = STORY.browserOf(TestAccount.BOB);
        attacker.open(request("openid").with("prompt", "consent").url());
        String attackersToken = attacker.hiddenField("_csrf");
        Rows before = Rows.of(STORY.server());
        Map<String, String> form = Map.of("request", handle, "scope", "notes:read", "decision", "allow");

        carol.postRaw(CONSENT, form);
        assertThat(carol.page().statusCode()).isEqualTo(403);
        carol.postRaw(CONSENT, with(form, "_csrf", attackersToken));
        assertThat(carol.page().statusCode()).isEqualTo(403);
        carol.postRaw(CONSENT, with(form, "_method", "GET"));
        assertThat(carol.page().statusCode()).isEqualTo(403);
        carol.open(CONSENT + "?request=" + handle + "&scope=notes:read&decision=allow");
        assertThat(carol.at(CONSENT))
                .as("a link shows the page and answers nothing")
                .isTrue();

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
        assertThat(remembered()).isEmpty();
    }

    @Test
    void needsASignInThatIsComplete() {
        Browser stranger = STORY.browser();
        stranger.open(CONSENT + "?request=x");
        assertThat(stranger.at("/login")).isTrue();

        Browser alice = STORY.browser().open("/login");
        alice.submit("/login", Map.of("username", "alice", "password", TestAccount.ALICE.password()));
        alice.open(CONSENT + "?request=x");
        assertThat(alice.at("/mfa/totp")).isTrue();
    }

    @Test
    void answersNothingButAllowAndDeny() {
        carol.open(request("openid notes:read").url());
        carol.submit(CONSENT, Map.of("decision", "maybe"));

        assertThat(carol.page().statusCode()).isEqualTo(400);
        assertThat(remembered()).isEmpty();
    }

    @Test
    void isNotSharedBetweenPeople() {
        carol.open(request("openid notes:read").url()).submit(CONSENT, Map.of("decision", "allow"));

        Browser bob = STORY.browserOf(TestAccount.BOB);
        bob.open(request("openid notes:read").url());

        assertThat(bob.at(CONSENT)).isTrue();
    }

    private static String csrf(Browser browser) {
        browser.open("/connect/logout");
        return browser.hiddenField("_csrf");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> more = new java.util.LinkedHashMap<>(form);
        more.put(name, value);
        return more;
    }
}
