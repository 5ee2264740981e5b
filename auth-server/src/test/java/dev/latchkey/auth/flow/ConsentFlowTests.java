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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "shown",
                        carol.hiddenField("shown"),
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
    @DisplayName("AZ-53: with prompt=login there is nothing to allow before the sign-in")
    void asksForTheSignInBeforeTheAnswer() {
        carol.open(request("openid notes:read").url());
        String earlier = carol.hiddenField("request");
        String csrf = carol.hiddenField("_csrf");

        carol.open(request("openid profile").with("prompt", "login").url());

        assertThat(carol.at(CONSENT)).isFalse();
        assertThat(carol.page().uri().getPath()).isIn("/login", "/reauthenticate", "/login/accounts");
        assertThat(carol.page().body()).doesNotContain("name=\"request\"");
        carol.open(CONSENT + "?request=" + earlier);
        assertThat(carol.page().body())
                .as("going back leads to what was asked then")
                .doesNotContain("profile\"");
        assertThat(carol.postRaw(CONSENT, Map.of("_csrf", csrf, "decision", "allow", "request", "none"))
                        .page()
                        .statusCode())
                .isEqualTo(400);
        assertThat(remembered()).isEmpty();
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
        Map<String, String> more = new LinkedHashMap<>(form);
        more.put(name, value);
        return more;
    }

    @Test
    @DisplayName("PT-13: says who asks, for what by resource, and where the browser goes next")
    void saysEverythingThatIsToBeDecidedOn() {
        carol.open(request("openid notes:read offline_access").url());

        assertThat(carol.page().body())
                .contains("Partner &lt;b&gt;App&lt;/b&gt;", "partner.test", "https://notes.test", "Your account here")
                .contains("Read your notes", "Verified", "(today)", "until you remove it")
                .doesNotContain("Nobody has verified");
    }

    @Test
    void warnsOfAnApplicationThatRegisteredItself() {
        TestClient application = application("Registered itself");
        STORY.server().database().sql("""
                        insert into client_registration (client_id, token_hash, scopes, redirect_hosts, changed_at)
                        select id, '\\x00', '{}', '{}', now() from client where client_id = :id
                        """).param("id", application.clientId()).update();

        carol.open(new AuthorizationRequest(application).with("scope", "openid").url());

        assertThat(carol.page().body()).contains("Nobody has verified").doesNotContain(">Verified<");
    }

    @Test
    void belongsToTheResourceItWasGivenFor() {
        TestClient application = application("Two resources");
        AuthorizationRequest request = new AuthorizationRequest(application)
                .with("scope", "openid notes:read")
                .with("resource", "https://notes.test");
        carol.open(request.url()).submit(CONSENT, Map.of("decision", "allow"));
        assertThat(STORY.server()
                        .database()
                        .sql("select resource || ' ' || array_to_string(scopes, ' ') from oauth_consent")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(" openid", "https://notes.test notes:read");

        STORY.server()
                .database()
                .sql("update oauth_consent set resource = 'https://mail.test' where resource <> ''")
                .update();
        carol.open(request.with("prompt", "none").url());

        assertThat(Redirect.of(carol.leftFor()).error()).isEqualTo("consent_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonb_set(metadata, '{client_name}', '\"Another name\"')",
                "jsonb_set(metadata, '{redirect_uris}', metadata -> 'redirect_uris' || '[\"https://elsewhere.test/cb\"]')",
                "jsonb_set(metadata, '{scope}', '\"openid profile notes:read notes:write email\"')"
            })
    void asksAgainWhenTheApplicationBecameAnother(String change) {
        TestClient application = application("Changing");
        AuthorizationRequest request = new AuthorizationRequest(application).with("scope", "openid notes:read");
        carol.open(request.url()).submit(CONSENT, Map.of("decision", "allow"));

        change(application, change);
        carol.open(request.url());

        assertThat(carol.at(CONSENT)).isTrue();
        assertThat(carol.page().body()).contains("This application has changed").contains("value=\"notes:read\"");
        carol.submit(CONSENT, Map.of("decision", "allow"));
        carol.open(request.with("prompt", "none").url());
        assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
    }

    @Test
    void takesNoAnswerAboutAnApplicationThatBecameAnotherWhileThePageWasOpen() {
        TestClient application = application("Turncoat");
        carol.open(new AuthorizationRequest(application)
                .with("scope", "openid notes:read")
                .url());

        change(application, "jsonb_set(metadata, '{client_name}', '\"Your bank\"')");
        carol.submit(CONSENT, Map.of("decision", "allow"));

        assertThat(carol.at(CONSENT)).as("shown again, as it is now").isTrue();
        assertThat(carol.page().body()).contains("Your bank");
        assertThat(remembered()).isEmpty();
        carol.submit(CONSENT, Map.of("decision", "allow"));
        assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
    }

    @Test
    @DisplayName("AZ-51: who registers under the name of a deleted application inherits nothing")
    void isNotInheritedByAnotherApplicationOfTheSameName() {
        TestClient application = application("Impostor");
        AuthorizationRequest request = new AuthorizationRequest(application).with("scope", "openid notes:read");
        carol.open(request.url()).submit(CONSENT, Map.of("decision", "allow"));

        STORY.server()
                .database()
                .sql("delete from client where client_id = :id")
                .param("id", application.clientId())
                .update();
        assertThat(remembered()).isEmpty();
        register(application, "Impostor");

        carol.open(request.with("prompt", "none").url());
        assertThat(Redirect.of(carol.leftFor()).error()).isEqualTo("consent_required");
    }

    @Test
    @DisplayName("AZ-44: the page cannot be framed, and its button rests until the page has been in front")
    void cannotBeClickedThroughAFrame() {
        carol.open(request("openid notes:read").url());

        assertThat(carol.page().headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
        assertThat(carol.page()
                        .headers()
                        .firstValue("Cross-Origin-Opener-Policy")
                        .orElseThrow())
                .isEqualTo("same-origin");
        assertThat(carol.page().body()).contains("data-after-focus");
    }

    /** A third-party application that only this test knows. */
    private static TestClient application(String name) {
        TestClient application = new TestClient(
                "app-" + UUID.randomUUID(), TestClient.PARTNER.secret(), TestClient.PARTNER.redirectUri());
        register(application, name);
        return application;
    }

    private static void register(TestClient application, String name) {
        STORY.server()
                .database()
                .sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select gen_random_uuid(), :id, jsonb_set(metadata, '{client_name}', to_jsonb(cast(:name as text))), policy,
                               false, true, now(), now(), 0
                        from client where client_id = 'partner'
                        """)
                .param("id", application.clientId())
                .param("name", name)
                .update();
        forget(application);
    }

    private static void change(TestClient application, String metadata) {
        STORY.server()
                .database()
                .sql("update client set metadata = " + metadata + " where client_id = :id")
                .param("id", application.clientId())
                .update();
        forget(application);
    }

    /** What a change by the server itself would do. */
    private static void forget(TestClient application) {
        STORY.server().forgetClient(application.clientId());
    }

    @Test
    @DisplayName("LG-20: whoever is only kept signed in confirms who they are before an application gets access")
    void asksWhoIsKeptSignedInToConfirmItFirst() {
        TestAccount account = STORY.newAccounts().withPassword();
        Browser kept = keptSignedIn(account);
        kept.open(request("openid notes:read").url());
        assertThat(kept.at(CONSENT)).as("signed in just now").isTrue();
        STORY.newAccounts().letFactorsAge(account, Duration.ofHours(13));

        kept.open(request("openid notes:read").with("prompt", "none").url());
        assertThat(Redirect.of(kept.leftFor()).parameters()).containsEntry("error", "consent_required");
        kept.open(request("openid notes:read").url());
        assertThat(kept.at("/reauthenticate")).isTrue();
        assertThat(kept.page().body()).contains("Before you let an application into your account");
        kept.submit("/reauthenticate", Map.of("password", "wrong"));
        assertThat(kept.open(request("openid notes:read").url()).at("/reauthenticate"))
                .isTrue();
        kept.submit("/reauthenticate", Map.of("password", account.password()));
        assertThat(kept.at(CONSENT)).isTrue();
        kept.submit(CONSENT, Map.of("decision", "allow"));
        assertThat(Redirect.of(kept.leftFor()).code()).isNotEmpty();

        STORY.newAccounts().letFactorsAge(account, Duration.ofHours(13));
        kept.open(request("openid notes:read").url());
        assertThat(Redirect.of(kept.leftFor()).code())
                .as("what was allowed before is not asked again")
                .isNotEmpty();
    }

    @Test
    @DisplayName("LG-20: and whoever has a second factor shows that one")
    void asksWhoHasASecondFactorForThat() {
        TestAccount account = STORY.newAccounts().withTotp();
        Browser kept = keptSignedIn(account).submit("/mfa/totp", Map.of("code", account.nextCode()));
        STORY.newAccounts().letFactorsAge(account, Duration.ofHours(13));

        kept.open(request("openid notes:read").url());
        assertThat(kept.at("/mfa/totp")).isTrue();
        kept.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(kept.at(CONSENT)).isTrue();
    }

    private static Browser keptSignedIn(TestAccount account) {
        return STORY.browser()
                .open("/login")
                .submit(
                        "/login",
                        Map.of("username", account.username(), "password", account.password(), "remember", "true"));
    }
}
