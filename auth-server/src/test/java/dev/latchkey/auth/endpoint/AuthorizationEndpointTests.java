package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationEndpointTests {

    private static final Story STORY = new Story();
    private static Browser bob;

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static AuthorizationRequest web() {
        return new AuthorizationRequest(TestClient.WEB);
    }

    private static AuthorizationRequest nativeApp() {
        return new AuthorizationRequest(TestClient.NATIVE);
    }

    /** A page of ours with status 400, no way off the server, and nothing written. */
    private static void assertShownHere(AuthorizationRequest request) {
        Rows before = Rows.of(STORY.server());
        HttpResponse<String> answer = bob.openWithoutFollowing(request.url());
        assertThat(answer.statusCode()).as(request.query()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("text/html");
        assertThat(answer.body())
                .contains("invalid_request")
                .doesNotContain("//evil", "=\"javascript:", "http-equiv=\"refresh\"");
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    /** Sent to the registered address, with state and issuer, and nothing written. */
    private static void assertSentBack(AuthorizationRequest request, String error) {
        assertSentBack(bob, request, error);
    }

    private static void assertSentBack(Browser browser, AuthorizationRequest request, String error) {
        Rows before = Rows.of(STORY.server());
        HttpResponse<String> answer = browser.openWithoutFollowing(request.url());
        assertThat(answer.statusCode()).as(request.query()).isEqualTo(303);
        Redirect redirect = Redirect.of(browser.leftFor());
        assertThat(redirect.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(redirect.error()).as(request.query()).isEqualTo(error);
        assertThat(redirect.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", STORY.server().issuer())
                .doesNotContainKey("code");
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Nested
    class WhereTheAnswerGoes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://rp1.test/cb/",
                    "https://rp1.test/cb?x=1",
                    "https://rp1.test/cb#f",
                    "https://rp1.test/cb%23",
                    "https://rp1.test/cb;p=1",
                    "https://rp1.test/CB",
                    "HTTPS://RP1.TEST/cb",
                    "https://rp1.test:443/cb",
                    "https://rp1.test/cb/../evil",
                    "https://rp1.test/cb/%2e%2e/evil",
                    "https://rp1.test/./cb",
                    "https://rp1.test/cb%2f..%2f",
                    "https://rp1.test@evil.test/cb",
                    "https://evil.test\\@rp1.test/cb",
                    "https://rp1.test\\.evil.test/cb",
                    "https://rp1.test%252eevil.test/cb",
                    "//evil.test/cb",
                    "https://rp1.test.evil.test/cb",
                    "https://evilrp1.test/cb",
                    "https://rр1.test/cb",
                    "https://rp1．test/cb",
                    "http://rp1.test/cb",
                    "http://127.0.0.1/cb",
                    "https://rp1.test/cb ",
                    " https://rp1.test/cb",
                    "https://rp1.test/cb\u0000",
                    "javascript:alert(1)//https://rp1.test/cb",
                    "data:text/html,evil",
                    "vbscript:evil",
                    " javascript:alert(1)",
                    "\tjavascript:alert(1)",
                    "java\nscript:alert(1)"
                })
        void neverGoesToAnAddressThatIsNotRegisteredAsItStands(String redirectUri) {
            assertShownHere(web().with("redirect_uri", redirectUri));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://localhost:50123/cb",
                    "http://127.0.0.1.evil.test/cb",
                    "http://localhost.evil.test/cb",
                    "http://0.0.0.0/cb",
                    "http://127.1/cb",
                    "http://127.0.0.2/cb",
                    "http://[::1]/cb",
                    "http://[::ffff:127.0.0.1]/cb",
                    "http://user@127.0.0.1/cb",
                    "http://127.0.0.1:50123/evil",
                    "http://127.0.0.1:50123/cb?x=1",
                    "http://127.0.0.1:50123@evil.test/cb",
                    "http://127.0.0.1:/cb",
                    "http://127.0.0.1:80a/cb",
                    "https://127.0.0.1:50123/cb"
                })
        void variesNothingButThePortForNativeApplications(String redirectUri) {
            assertShownHere(nativeApp().with("redirect_uri", redirectUri));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://127.0.0.1/cb", "http://127.0.0.1:1/cb", "http://127.0.0.1:50123/cb"})
        void acceptsAnyPortOfTheLoopbackAddressOfANativeApplication(String redirectUri) {
            Redirect answer = STORY.authorize(bob, nativeApp().with("redirect_uri", redirectUri));

            assertThat(answer.uri()).isEqualTo(redirectUri);
            assertThat(answer.code()).isNotEmpty();
        }

        @Test
        void refusesTwoAddresses() {
            assertShownHere(web().and("redirect_uri", "https://evil.test/cb"));
            assertShownHere(
                    web().with("redirect_uri", "https://evil.test/cb").and("redirect_uri", "https://rp1.test/cb"));
        }

        @Test
        void refusesOneAddressInTheQueryAndOneInTheBody() {
            Rows before = Rows.of(STORY.server());
            bob.postRaw(web().url(), Map.of("redirect_uri", "https://evil.test/cb"));

            assertThat(bob.page().statusCode()).isEqualTo(400);
            assertThat(bob.page().headers().firstValue("Location")).isEmpty();
            assertThat(Rows.of(STORY.server())).isEqualTo(before);
        }

        @Test
        void needsAnAddressForOpenId() {
            assertShownHere(web().without("redirect_uri"));
        }

        @Test
        void needsAnAddressIfSeveralAreRegistered() {
            assertShownHere(new AuthorizationRequest(TestClient.PARTNER)
                    .without("redirect_uri")
                    .with("scope", "notes:read"));
        }

        @Test
        void takesTheOnlyAddressIfPlainOAuthLeavesItOut() {
            Redirect answer = STORY.authorize(bob, web().without("redirect_uri").with("scope", "notes:read"));

            assertThat(answer.uri()).isEqualTo("https://rp1.test/cb");
            RelyingParty web = STORY.relyingParty(TestClient.WEB);
            assertThat(web.redeem(answer.code(), Map.of("redirect_uri", "")).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody", "WEB", "web ", "ｗｅｂ", "web\u0000", "", "' or 1=1 --"})
        void sendsNothingToTheAddressOfAnUnknownClient(String clientId) {
            assertShownHere(web().with("client_id", clientId).with("redirect_uri", "https://evil.test/cb"));
            assertShownHere(web().with("client_id", clientId));
        }

        @Test
        void refusesTwoClients() {
            assertShownHere(web().and("client_id", "partner"));
        }

        @Test
        void doesNotListenToTheHostHeader() throws Exception {
            // java.net.http reserves Host; the forwarded ones say the same.
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(STORY.server()
                                            .url(web().with("prompt", "none").url())))
                                    .header("X-Forwarded-Host", "evil.test")
                                    .header("Forwarded", "host=evil.test;proto=https")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            Redirect redirect = Redirect.of(
                    URI.create(answer.headers().firstValue("Location").orElseThrow()));
            assertThat(redirect.parameters())
                    .containsEntry("iss", STORY.server().issuer())
                    .containsEntry("error", "login_required");
        }
    }

    @Nested
    class WhatIsAskedFor {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "state",
                    "scope",
                    "response_type",
                    "nonce",
                    "code_challenge",
                    "code_challenge_method",
                    "prompt",
                    "max_age",
                    "request_uri",
                    "something_else"
                })
        void refusesAnyParameterTwice(String name) {
            AuthorizationRequest request = web().and(name, "1").and(name, AuthorizationRequest.STATE);
            HttpResponse<String> answer = bob.openWithoutFollowing(request.url());

            assertThat(answer.statusCode()).isEqualTo(303);
            Redirect redirect = Redirect.of(bob.leftFor());
            assertThat(redirect.error()).isEqualTo("invalid_request");
            assertThat(redirect.parameters()).doesNotContainKey("code");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "token",
                    "id_token",
                    "id_token token",
                    "code token",
                    "code id_token",
                    "none",
                    "CODE",
                    "code code",
                    "code "
                })
        void knowsNoResponseTypeButCode(String responseType) {
            assertSentBack(web().with("response_type", responseType), "unsupported_response_type");
        }

        @Test
        void needsAResponseType() {
            assertSentBack(web().without("response_type"), "invalid_request");
            assertSentBack(web().with("response_type", ""), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "form_post ", "query.jwt", "jwt", "web_message", "QUERY", "form_post.jwt"})
        void knowsNoOtherResponseMode(String responseMode) {
            assertSentBack(web().with("response_mode", responseMode), "invalid_request");
        }

        @Test
        void acceptsResponseModeQueryByName() {
            assertThat(STORY.authorize(bob, web().with("response_mode", "query"))
                            .code())
                    .isNotEmpty();
        }

        @ParameterizedTest
        @CsvSource({"request,request_not_supported", "request_uri,request_uri_not_supported"})
        void refusesRequestObjects(String name, String error) {
            assertSentBack(web().with(name, "https://evil.test/object"), error);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "openid admin",
                    "openid NOTES:READ",
                    "openid  profile",
                    " openid",
                    "openid ",
                    "openid\nnotes:write",
                    "openid\tprofile",
                    "openid \"notes:read\"",
                    "openid users:read"
                })
        void refusesScopesThatAreMalformedOrNotRegistered(String scope) {
            String error = scope.contains("\n") || scope.contains("\t") ? "invalid_request" : "invalid_scope";
            assertSentBack(web().with("scope", scope), error);
        }

        @Test
        void refusesHundredsOfScopes() {
            String many = IntStream.range(0, 300).mapToObj(i -> "s" + i).collect(Collectors.joining(" "));
            assertSentBack(web().with("scope", many), "invalid_scope");
        }

        @Test
        void takesNoScopeForAllScopes() {
            assertSentBack(web().without("scope"), "invalid_scope");
            assertSentBack(web().with("scope", ""), "invalid_scope");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://other.test",
                    "https://notes.test#f",
                    "https://notes.test/",
                    "https://mail.test",
                    "notes",
                    ""
                })
        void refusesResourcesThatAreUnknownOrHaveNoneOfTheScopes(String resource) {
            assertSentBack(web().with("resource", resource), "invalid_target");
        }

        @Test
        void refusesAnUnknownResourceBesideAKnownOne() {
            assertSentBack(
                    web().with("resource", "https://notes.test").and("resource", "https://other.test"),
                    "invalid_target");
        }

        @Test
        void ignoresAudienceParameters() throws Exception {
            Redirect answer = STORY.authorize(bob, web().with("audience", "https://other.test"));
            RelyingParty.Answer tokens = STORY.relyingParty(TestClient.WEB).redeem(answer.code());

            assertThat(SignedJWT.parse(tokens.text("access_token"))
                            .getJWTClaimsSet()
                            .getAudience())
                    .containsExactly("https://notes.test");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1.5", "abc", "9999999999", " 1", "0x10", "1e3"})
        void refusesMaxAgeThatIsNoNumberOfSeconds(String maxAge) {
            assertSentBack(web().with("max_age", maxAge), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "none login",
                    "login none",
                    "create login",
                    "none create",
                    "LOGIN",
                    "login,consent",
                    "login  consent",
                    "x"
                })
        void refusesUnknownPromptsAndNoneBesideAnother(String prompt) {
            assertSentBack(web().with("prompt", prompt), "invalid_request");
        }

        @Test
        void givesNoCodeToAClientWithoutTheGrant() {
            // Such a client has no redirect URI either, so there is nowhere to send it.
            assertShownHere(web().with("client_id", TestClient.SERVICE.clientId()));
        }

        @Test
        void givesNothingToAClientThatInsistsOnPushedRequests() {
            Redirect answer = STORY.authorize(bob, new AuthorizationRequest(TestClient.PUSHING));

            assertThat(answer.uri()).isEqualTo("https://pushing.test/cb");
            assertThat(answer.error()).isEqualTo("invalid_request");
        }
    }

    @Nested
    class ProofKeyForCodeExchange {

        @Test
        void isRequiredOfConfidentialClients() {
            assertSentBack(web().without("code_challenge").without("code_challenge_method"), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"spa", "native"})
        void isRequiredOfPublicClients(String which) {
            TestClient client = which.equals("spa") ? TestClient.SPA : TestClient.NATIVE;
            Redirect answer = STORY.authorize(
                    bob,
                    new AuthorizationRequest(client).without("code_challenge").without("code_challenge_method"));

            assertThat(answer.uri()).isEqualTo(client.redirectUri());
            assertThat(answer.error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"plain", "s256", "S256 ", "S512", "none", "S256,plain", ""})
        void hasNoOtherMethod(String method) {
            assertSentBack(web().with("code_challenge_method", method), "invalid_request");
        }

        @Test
        void doesNotFallBackToPlainWithoutAMethod() {
            assertSentBack(web().without("code_challenge_method"), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw/cM",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw cM"
                })
        void hasChallengesOf43Base64UrlCharacters(String challenge) {
            assertSentBack(web().with("code_challenge", challenge), "invalid_request");
        }
    }

    @Nested
    class WhoIsAsked {

        @Test
        void nobodyIfPromptIsNoneAndNobodyIsSignedIn() {
            assertSentBack(STORY.browser(), web().with("prompt", "none"), "login_required");
        }

        @Test
        void nobodyIfPromptIsNoneAndTheSignInIsTooOld() {
            STORY.server()
                    .database()
                    .sql(
                            "update browser_session set factors = '{\"PASSWORD\": \"2026-01-01T00:00:00Z\"}' where id = (select session_id from oauth_grant where id = :grant)")
                    .param("grant", grantOf(STORY.authorize(bob, web()).code()))
                    .update();

            assertSentBack(web().with("prompt", "none").with("max_age", "60"), "login_required");
            assertThat(STORY.authorize(bob, web().with("prompt", "none")).code())
                    .isNotEmpty();
            bob = STORY.browserOf(TestAccount.BOB);
        }

        @Test
        void nobodyIfPromptIsNoneAndAFactorIsMissing() {
            Browser alice = STORY.browser().open("/login");
            alice.submit("/login", Map.of("username", "alice", "password", TestAccount.ALICE.password()));
            assertThat(alice.at("/mfa/totp")).isTrue();

            assertSentBack(alice, web().with("prompt", "none"), "interaction_required");
        }

        @Test
        void sendsASessionThatOwesAFactorToThatFactor() {
            Browser alice = STORY.browser().open("/login");
            alice.submit("/login", Map.of("username", "alice", "password", TestAccount.ALICE.password()));

            alice.open(web().url());

            assertThat(alice.at("/mfa/totp")).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"prompt,login", "max_age,0"})
        void onceForAFreshSignInAndNotAgain(String name, String value) {
            Browser browser = STORY.browserOf(TestAccount.BOB);

            browser.open(web().with(name, value).url());
            assertThat(browser.at("/login")).isTrue();
            browser.submit("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));

            assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
            assertThat(browser.open(web().with(name, value).url()).at("/login")).isTrue();
        }

        @Test
        void nobodyGetsAroundAFreshSignInByGoingBack() {
            Browser browser = STORY.browserOf(TestAccount.BOB);
            HttpResponse<String> toLogin =
                    browser.openWithoutFollowing(web().with("prompt", "login").url());
            String location = toLogin.headers().firstValue("Location").orElseThrow();

            browser.open("/oauth2/authorize/resume" + location.substring(location.indexOf('?')));

            assertThat(browser.at("/login")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?continue=", "?continue=x", "?continue=a.b", "?continue=%F0%9F%98%80.YQ"})
        void resumesNothingThatWasNotSignedHere(String query) {
            Rows before = Rows.of(STORY.server());
            HttpResponse<String> answer = bob.openWithoutFollowing("/oauth2/authorize/resume" + query);

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
            assertThat(Rows.of(STORY.server())).isEqualTo(before);
        }

        @Test
        void aDisabledAccountIsSignedInNoLonger() {
            Browser carol = STORY.browserOf(TestAccount.CAROL);
            enable("carol", false);
            try {
                carol.open(web().url());
                assertThat(carol.at("/login")).isTrue();
            } finally {
                enable("carol", true);
            }
        }

        private static void enable(String username, boolean enabled) {
            STORY.server()
                    .database()
                    .sql("update account set enabled = :enabled where username = :username")
                    .param("enabled", enabled)
                    .param("username", username)
                    .update();
        }

        private static java.util.UUID grantOf(String code) {
            return STORY.server()
                    .database()
                    .sql("select grant_id from one_time_token where value_hash = sha256(cast(:code as bytea))")
                    .param("code", code.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .query(java.util.UUID.class)
                    .single();
        }
    }

    @Nested
    class WhomTheClientMeans {

        private final Browser carol = STORY.browserOf(TestAccount.CAROL);
        private final String bobsIdToken =
                STORY.tokens(bob, TestClient.WEB, "openid").text("id_token");

        private AuthorizationRequest hinted() {
            return web().with("id_token_hint", bobsIdToken);
        }

        @Test
        void isTheOneWhoIsSignedIn() {
            assertThat(STORY.authorize(bob, hinted().with("prompt", "none")).code())
                    .isNotEmpty();
        }

        @Test
        void isNeverSomebodyElse() {
            assertSentBack(carol, hinted().with("prompt", "none"), "login_required");
        }

        @Test
        void mayStillSignIn() {
            carol.open(hinted().url());
            assertThat(carol.at("/login")).isTrue();
            carol.submit("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));

            assertThat(Redirect.of(carol.leftFor()).code()).isNotEmpty();
        }

        @Test
        void isNotAskedForEver() {
            carol.open(hinted().url());
            carol.submit("/login", Map.of("username", "carol", "password", TestAccount.CAROL.password()));

            Redirect answer = Redirect.of(carol.leftFor());
            assertThat(answer.error()).isEqualTo("login_required");
            assertThat(answer.parameters()).doesNotContainKey("code").containsKey("iss");
        }

        @Test
        void cannotBeForged() {
            String[] parts = bobsIdToken.split("\\.");
            RelyingParty.Answer partners = STORY.tokens(bob, TestClient.PARTNER, "openid");

            for (String hint : List.of(
                    "x",
                    parts[0] + "." + parts[1] + ".",
                    parts[0] + "." + parts[1] + "." + parts[2].substring(2) + "AA",
                    STORY.tokens(bob, TestClient.WEB, "openid").text("access_token"),
                    partners.text("id_token"))) {
                assertSentBack(web().with("id_token_hint", hint), "invalid_request");
            }
        }
    }

    @Nested
    class Responses {

        @Test
        void carryStateAndIssuerOnSuccess() {
            Redirect answer = STORY.authorize(bob, web());

            assertThat(answer.parameters()).containsOnlyKeys("code", "state", "iss");
            assertThat(answer.parameters())
                    .containsEntry("state", AuthorizationRequest.STATE)
                    .containsEntry("iss", STORY.server().issuer());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<img src=x onerror=alert(1)>",
                    "\"><script>",
                    "a&error=x&code=y",
                    "a b+c%20",
                    "\u202Eevil",
                    "😀",
                    "{x}",
                    "ünï"
                })
        void returnTheStateAsItWas(String state) {
            Redirect answer = STORY.authorize(bob, web().with("state", state));

            assertThat(answer.parameters())
                    .containsOnlyKeys("code", "state", "iss")
                    .containsEntry("state", state);
        }

        @Test
        void returnALongState() {
            String state = "s".repeat(4000);
            assertThat(STORY.authorize(bob, web().with("state", state)).parameters())
                    .containsEntry("state", state);

            Browser stranger = STORY.browser();
            stranger.open(web().with("state", state).url());
            assertThat(stranger.at("/login")).isTrue();
            stranger.submit("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));
            assertThat(Redirect.of(stranger.leftFor()).parameters()).containsEntry("state", state);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u0000", "a\r\nSet-Cookie: a=b", "\u007f"})
        void refuseControlCharactersInTheState(String state) {
            HttpResponse<String> answer =
                    bob.openWithoutFollowing(web().with("state", state).url());

            assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).doesNotContain("a=b");
            assertThat(Redirect.of(bob.leftFor()).error()).isEqualTo("invalid_request");
        }

        @Test
        void leaveOutAStateThatWasNotSent() {
            assertThat(STORY.authorize(bob, web().without("state")).parameters())
                    .containsOnlyKeys("code", "iss");
        }

        @Test
        void neverRepeatACode() {
            List<String> codes = IntStream.range(0, 50)
                    .mapToObj(i -> STORY.authorize(bob, web()).code())
                    .toList();

            assertThat(codes)
                    .doesNotHaveDuplicates()
                    .allSatisfy(code -> assertThat(code).hasSize(43));
            assertThat(codes.stream().map(code -> code.substring(0, 6))).doesNotHaveDuplicates();
        }

        @Test
        void arePagesThatMayNotBeFramedOrReadByOthers() throws Exception {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(STORY.server()
                                            .url(web().with("redirect_uri", "https://evil.test/")
                                                    .url())))
                                    .header("Origin", "https://evil.test")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(answer.headers().firstValue("Referrer-Policy").orElse(""))
                    .isEqualTo("no-referrer");
        }
    }

    @Nested
    class Transport {

        @Test
        void treatsPostLikeGet() {
            Map<String, String> form = new LinkedHashMap<>();
            for (String pair : web().query().split("&")) {
                String[] parts = pair.split("=", 2);
                form.put(parts[0], java.net.URLDecoder.decode(parts[1], java.nio.charset.StandardCharsets.UTF_8));
            }
            bob.postRaw("/oauth2/authorize", form);
            assertThat(Redirect.of(bob.leftFor()).code()).isNotEmpty();

            form.put("redirect_uri", "https://evil.test/cb");
            bob.postRaw("/oauth2/authorize", form);
            assertThat(bob.page().statusCode()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"})
        void hasNoOtherMethods(String method) throws Exception {
            Rows before = Rows.of(STORY.server());
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .cookieHandler(bob.cookies())
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(STORY.server().url(web().url())))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());

            // Spring's firewall answers TRACE itself; an unsafe method without our token never comes as far.
            assertThat(answer.statusCode()).isIn(400, 403, 405);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(Rows.of(STORY.server())).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"HEAD", "OPTIONS"})
        void refusesWhatSpringWouldAnswerItself(String method) throws Exception {
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .cookieHandler(bob.cookies())
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(STORY.server().url(web().url())))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .header("Origin", "https://spa.test")
                                    .header("Access-Control-Request-Method", "GET")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }

        @ParameterizedTest
        @ValueSource(ints = {8 * 1024, 64 * 1024, 1024 * 1024})
        void refusesGiants(int length) {
            bob.postRaw(
                    "/oauth2/authorize",
                    Map.of("client_id", "web", "redirect_uri", "https://rp1.test/cb", "state", "s".repeat(length)));

            assertThat(bob.page().statusCode()).isIn(400, 413);
            assertThat(bob.page().headers().firstValue("Location")).isEmpty();
        }

        @Test
        void refusesThousandsOfParameters() {
            Map<String, String> form = new LinkedHashMap<>();
            IntStream.range(0, 2000).forEach(i -> form.put("p" + i, "v"));
            bob.postRaw("/oauth2/authorize", form);

            assertThat(bob.page().statusCode()).isIn(400, 413);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%c0%af", "%ff%fe", "%00", "%"})
        void refusesWhatIsNoText(String garbage) throws Exception {
            try (java.net.Socket socket = new java.net.Socket(
                    "localhost", URI.create(STORY.server().issuer()).getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("GET /oauth2/authorize?client_id=web" + garbage
                                        + "&redirect_uri=https://rp1.test/cb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                String head =
                        new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(head).startsWith("HTTP/1.1 400");
                assertThat(head).doesNotContain("Location:");
            }
        }
    }
}
