package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code flow, whichever way the response takes. */
abstract class CodeFlowRequirements {

    private static final Story STORY = new Story();

    private static TestAccount account = TestAccount.BOB;
    private static Browser browser;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);

    @BeforeAll
    static void signIn() {
        account = STORY.newAccounts().withPassword();
        browser = STORY.browserOf(account);
    }

    /** A request whose answer comes in the mode of this plan. */
    abstract AuthorizationRequest request(TestClient client);

    /** The answer that the browser was left with. */
    abstract Redirect answer(Browser browser);

    private AuthorizationRequest request() {
        return request(TestClient.WEB).with("scope", "openid");
    }

    private Redirect answerTo(AuthorizationRequest request) {
        return answer(browser.open(request.url()));
    }

    private RelyingParty.Answer tokens(AuthorizationRequest request) {
        return web.redeem(answerTo(request).code());
    }

    private static JWTClaimsSet idToken(RelyingParty.Answer tokens) throws Exception {
        return SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet();
    }

    private void signInAgain() {
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    /** As if the person had signed in this long ago. */
    private void letTimePass(String interval) {
        STORY.server()
                .database()
                .sql("""
                        update browser_session set factors =
                          (select jsonb_object_agg(key, to_jsonb(cast(value #>> '{}' as timestamptz) - cast(:interval as interval)))
                           from jsonb_each(factors))
                        where account_id = :account
                        """)
                .param("interval", interval)
                .param("account", STORY.newAccounts().idOf(account))
                .update();
    }

    @Test
    @DisplayName("OpenID Connect Core §2, §3.1.3.6, §3.1.3.7: the ID token")
    void theIdTokenIsRight() throws Exception {
        RelyingParty.Answer tokens = tokens(request());
        SignedJWT idToken = SignedJWT.parse(tokens.text("id_token"));
        JWTClaimsSet claims = idToken.getJWTClaimsSet();
        JWKSet keys = JWKSet.load(URI.create(STORY.server().url("/oauth2/jwks")).toURL());

        assertThat(idToken.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        RSAKey key = keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey();
        assertThat(idToken.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(claims.getIssuer()).isEqualTo(STORY.server().issuer());
        assertThat(claims.getAudience()).containsExactly(TestClient.WEB.clientId());
        assertThat(claims.getSubject()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
        assertThat(claims.getExpirationTime().toInstant()).isAfter(Instant.now());
        assertThat(claims.getIssueTime().toInstant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
        assertThat(claims.getStringClaim("nonce")).isEqualTo(AuthorizationRequest.NONCE);
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(tokens.text("access_token").getBytes(StandardCharsets.US_ASCII));
        assertThat(claims.getStringClaim("at_hash"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)));
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.3.3: the token response")
    void theTokenResponseIsRight() {
        RelyingParty.Answer tokens = tokens(request());

        assertThat(tokens.text("token_type")).isEqualToIgnoringCase("Bearer");
        assertThat(tokens.body().get("expires_in")).isInstanceOf(Integer.class);
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        assertThat(tokens.header("Content-Type")).startsWith("application/json");
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: nonce is optional in the code flow")
    void needsNoNonce() throws Exception {
        assertThat(idToken(tokens(request().without("nonce"))).getClaim("nonce"))
                .isNull();
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2.1: state is returned, and none if none was sent")
    void returnsTheState() {
        assertThat(answerTo(request()).parameters()).containsEntry("state", AuthorizationRequest.STATE);
        assertThat(answerTo(request().without("state")).parameters()).doesNotContainKey("state");
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.6: response_type is required")
    void needsAResponseType() {
        assertThat(answerTo(request().without("response_type")).error()).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: the order of scopes means nothing")
    void takesScopesInAnyOrder() {
        assertThat(tokens(request().with("scope", "email openid")).body()).containsKey("id_token");
    }

    @ParameterizedTest
    @DisplayName("OpenID Connect Core §5.4: claims of a scope are at user info")
    @CsvSource({
        "openid, sub",
        "openid profile, sub name preferred_username updated_at",
        "openid email, sub email email_verified",
        "openid profile email, sub name preferred_username updated_at email email_verified"
    })
    void answersTheClaimsOfScopes(String scope, String claims) {
        RelyingParty.Answer tokens = tokens(request().with("scope", scope));

        assertThat(web.userInfo(tokens.text("access_token")).body()).containsOnlyKeys(claims.split(" "));
    }

    @Test
    @DisplayName("OpenID Connect Core §5.5.1: an essential claim is at user info")
    void answersAnEssentialClaim() {
        RelyingParty.Answer tokens = tokens(request().with("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));

        assertThat(web.userInfo(tokens.text("access_token")).body()).containsKey("name");
    }

    @Test
    @DisplayName("OpenID Connect Core §5.3.1: user info by GET, by POST with a header, by POST with a body")
    void answersUserInfoInEachWay() throws Exception {
        RelyingParty.Answer tokens = tokens(request());
        String token = tokens.text("access_token");
        String subject = idToken(tokens).getSubject();
        RelyingParty.Answer byHeader = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(STORY.server().url("/userinfo")))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody()));
        RelyingParty.Answer byBody = RelyingParty.postAnonymously(STORY.server(), "/userinfo", "access_token=" + token);

        for (RelyingParty.Answer answer : List.of(web.userInfo(token), byHeader, byBody)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).as("§5.3.2: the subject of the ID token").containsEntry("sub", subject);
        }
    }

    @ParameterizedTest
    @DisplayName("OpenID Connect Core §3.1.2.1: parameters that change nothing, or are not known, are no error")
    @CsvSource({
        "display, page",
        "display, popup",
        "ui_locales, se",
        "ui_locales, de en",
        "claims_locales, se",
        "acr_values, 1 2",
        "login_hint, somebody@example.test",
        "extra, foobar"
    })
    void acceptsWhatItMayIgnore(String name, String value) {
        assertThat(answerTo(request().with(name, value)).code()).isNotEmpty();
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: prompt=login signs in again")
    void asksAgainForPromptLogin() throws Exception {
        letTimePass("1 minute");
        JWTClaimsSet before = idToken(tokens(request()));
        browser.open(request().with("prompt", "login").url());
        assertThat(browser.at("/login")).isTrue();
        signInAgain();
        JWTClaimsSet after = idToken(web.redeem(answer(browser).code()));

        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getLongClaim("auth_time")).isGreaterThan(before.getLongClaim("auth_time"));
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: prompt=none without a session is login_required")
    void answersPromptNoneWithoutASession() {
        Browser stranger = STORY.browser();
        stranger.open(request().with("prompt", "none").url());

        assertThat(answer(stranger).error()).isEqualTo("login_required");
        assertThat(answer(stranger).parameters()).containsEntry("state", AuthorizationRequest.STATE);
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: prompt=none with a session, and with id_token_hint")
    void answersPromptNoneWithASession() throws Exception {
        JWTClaimsSet before = idToken(tokens(request()));
        RelyingParty.Answer tokens = tokens(request());
        JWTClaimsSet silent = idToken(tokens(request().with("prompt", "none")));
        JWTClaimsSet hinted =
                idToken(tokens(request().with("prompt", "none").with("id_token_hint", tokens.text("id_token"))));

        for (JWTClaimsSet claims : List.of(silent, hinted)) {
            assertThat(claims.getSubject()).isEqualTo(before.getSubject());
            assertThat(claims.getLongClaim("auth_time")).isEqualTo(before.getLongClaim("auth_time"));
        }
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: max_age=1 after more than a second signs in again, with auth_time")
    void asksAgainWhenTheSignInIsTooOld() throws Exception {
        long before = idToken(tokens(request())).getLongClaim("auth_time");
        letTimePass("2 seconds");
        browser.open(request().with("max_age", "1").url());
        assertThat(browser.at("/login")).isTrue();
        signInAgain();

        assertThat(idToken(web.redeem(answer(browser).code())).getLongClaim("auth_time"))
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: max_age=10000 is content, and auth_time says when")
    void isContentWithARecentSignIn() throws Exception {
        long first = idToken(tokens(request().with("max_age", "15000"))).getLongClaim("auth_time");
        long second = idToken(tokens(request().with("max_age", "10000"))).getLongClaim("auth_time");

        assertThat(second)
                .isEqualTo(first)
                .isBetween(Instant.now().getEpochSecond() - 3600, Instant.now().getEpochSecond());
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: a voluntary acr is told, whatever it is")
    void tellsTheAcr() throws Exception {
        assertThat(idToken(tokens(request().with("acr_values", "urn:latchkey:acr:2fa urn:latchkey:acr:1fa")))
                        .getStringClaim("acr"))
                .isEqualTo("urn:latchkey:acr:1fa");
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2: a code is used once, and its replay ends what came of it")
    void endsWhatCameOfACodeThatIsReplayed() {
        String code = answerTo(request()).code();
        RelyingParty.Answer tokens = web.redeem(code);

        assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        assertThat(web.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: redirect_uri is required and a registered one")
    void needsARegisteredRedirectUri() {
        for (AuthorizationRequest wrong : List.of(
                request().without("redirect_uri"),
                request().with("redirect_uri", TestClient.WEB.redirectUri() + "/extra"),
                request().with("redirect_uri", TestClient.WEB.redirectUri() + "?foo=bar"))) {
            assertThat(browser.openWithoutFollowing(wrong.url()).statusCode()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("RFC 6749 §3.1.2: a query in the redirect URI is kept, and has to be the registered one")
    void keepsTheQueryOfTheRedirectUri() {
        AuthorizationRequest request = request(TestClient.QUERY).with("scope", "openid");
        Redirect answer = answerTo(request);
        assertThat(answer.code()).isNotEmpty();
        assertThat(browser.page().body() + browser.page().headers().map()).contains("https://query.test/cb?tenant=a");

        assertThat(browser.openWithoutFollowing(request.with("redirect_uri", "https://query.test/cb?tenant=b")
                                .url())
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.openWithoutFollowing(request.with("redirect_uri", "https://query.test/cb")
                                .url())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("OpenID Connect Core §3.1.2.1: the request may be posted")
    void takesTheRequestByPost() {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : request().query().split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        browser.postRaw("/oauth2/authorize", form);

        assertThat(answer(browser).code()).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("OpenID Connect Core §6, §3.1.2.6: request objects are refused by name")
    @CsvSource({"request, request_not_supported", "request_uri, request_uri_not_supported"})
    void refusesRequestObjectsByName(String parameter, String error) {
        assertThat(answerTo(request().with(parameter, "eyJhbGciOiJub25lIn0.e30."))
                        .error())
                .isEqualTo(error);
    }

    @Test
    @DisplayName("OpenID Connect Core §12.2: the ID token of a refresh")
    void theIdTokenOfARefreshIsRight() throws Exception {
        RelyingParty.Answer first = tokens(request().with("scope", "openid offline_access"));
        JWTClaimsSet before = idToken(first);
        RelyingParty.Answer refreshed = web.refresh(first.text("refresh_token"));
        JWTClaimsSet after = idToken(refreshed);

        assertThat(after.getIssuer()).isEqualTo(before.getIssuer());
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getAudience()).isEqualTo(before.getAudience());
        assertThat(after.getLongClaim("auth_time")).isEqualTo(before.getLongClaim("auth_time"));
        assertThat(after.getClaim("azp")).isEqualTo(before.getClaim("azp"));
        assertThat(refreshed.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(STORY.relyingParty(TestClient.PARTNER)
                        .refresh(refreshed.text("refresh_token"))
                        .refusal())
                .as("of another client")
                .isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("RFC 9207 §2: iss in success and error")
    void namesTheIssuer() {
        assertThat(answerTo(request()).parameters())
                .containsEntry("iss", STORY.server().issuer());
        assertThat(answerTo(request().with("scope", "openid x")).parameters())
                .containsEntry("iss", STORY.server().issuer())
                .containsEntry("error", "invalid_scope");
    }
}
