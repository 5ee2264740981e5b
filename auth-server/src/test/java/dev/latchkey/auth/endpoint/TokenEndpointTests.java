package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTests {

    private static final String TOKEN = "/oauth2/token";
    private static final Story STORY = new Story();
    private static Browser bob;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty partner = STORY.relyingParty(TestClient.PARTNER);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static String code() {
        return code(TestClient.WEB);
    }

    private static String code(TestClient client) {
        return STORY.authorize(bob, new AuthorizationRequest(client)).code();
    }

    private static RelyingParty.Answer post(String form, String... headers) {
        return RelyingParty.postAnonymously(STORY.server(), TOKEN, form, headers);
    }

    private static String basic(TestClient client) {
        return RelyingParty.basic(client.clientId(), client.secret());
    }

    @Nested
    class Codes {

        @Test
        void areRedeemedOnce() {
            String code = code();

            assertThat(web.redeem(code).isOk()).isTrue();
            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void takeTheirTokensWithThemWhenTheirClientShowsThemAgain() {
            String code = code();
            RelyingParty.Answer tokens = web.redeem(code);
            assertThat(web.isActive(tokens.text("access_token"))).isTrue();

            web.redeem(code);

            assertThat(web.isActive(tokens.text("access_token"))).isFalse();
            assertThat(web.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
        }

        @Test
        void doNotLetAnotherClientEndTheTokens() {
            String code = code();
            RelyingParty.Answer tokens = web.redeem(code);

            assertThat(partner.redeem(code).refusal()).isEqualTo("400 invalid_grant");

            assertThat(web.isActive(tokens.text("access_token"))).isTrue();
        }

        @Test
        void areBurnedByAnotherClient() {
            String code = code();

            assertThat(partner.redeem(code, Map.of("redirect_uri", TestClient.WEB.redirectUri()))
                            .refusal())
                    .isEqualTo("400 invalid_grant");
            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "https://rp1.test/cb/", "https://evil.test/cb", "HTTPS://rp1.test/cb"})
        void areBoundToTheRedirectUri(String redirectUri) {
            String code = code();

            assertThat(web.redeem(code, Map.of("redirect_uri", redirectUri)).refusal())
                    .isEqualTo("400 invalid_grant");
            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "short",
                    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXx",
                    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                })
        void areBurnedByAWrongVerifier(String verifier) {
            String code = code();

            assertThat(web.redeem(code, Map.of("code_verifier", verifier)).refusal())
                    .isEqualTo("400 invalid_grant");
            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void expire() {
            String code = code();
            STORY.server()
                    .database()
                    .sql("update one_time_token set expires_at = now() where value_hash = sha256(cast(:code as bytea))")
                    .param("code", code.getBytes(StandardCharsets.US_ASCII))
                    .update();

            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void expireWithinAMinute() {
            String code = code();

            assertThat(STORY.server()
                            .database()
                            .sql(
                                    "select extract(epoch from expires_at - issued_at) from one_time_token where value_hash = sha256(cast(:code as bytea))")
                            .param("code", code.getBytes(StandardCharsets.US_ASCII))
                            .query(Integer.class)
                            .single())
                    .isLessThanOrEqualTo(60);
        }

        @Test
        void areNothingOnceTheAccountIsDisabled() {
            Browser carol = STORY.browserOf(TestAccount.CAROL);
            String code = STORY.authorize(carol, new AuthorizationRequest(TestClient.WEB))
                    .code();
            enable("carol", false);
            try {
                assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
            } finally {
                enable("carol", true);
            }
        }

        @Test
        void giveNoMoreThanWasGrantedWhateverTheTokenRequestSays() {
            RelyingParty.Answer tokens = web.redeem(code(), Map.of("scope", "openid notes:read notes:write mail:read"));

            assertThat(tokens.text("scope")).isEqualTo("openid profile notes:read");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "%", "A-Za-z", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"})
        void areNothingIfTheyAreMadeUp(String code) {
            assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void areNoRefreshTokensAndRefreshTokensAreNoCodes() {
            String code = code();
            assertThat(web.refresh(code).refusal()).isEqualTo("400 invalid_grant");
            RelyingParty.Answer tokens = web.redeem(code);
            assertThat(tokens.isOk()).isTrue();
            assertThat(web.redeem(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.refresh(tokens.text("refresh_token")).isOk()).isTrue();
        }

        @Test
        void giveTokensForTheResourceThatIsNamed() throws Exception {
            String code = STORY.authorize(
                            bob, new AuthorizationRequest(TestClient.WEB).with("scope", "openid notes:read mail:read"))
                    .code();

            RelyingParty.Answer tokens = web.redeem(code, Map.of("resource", "https://mail.test"));

            JWTClaimsSet claims = SignedJWT.parse(tokens.text("access_token")).getJWTClaimsSet();
            assertThat(claims.getAudience()).containsExactly("https://mail.test");
            assertThat(claims.getStringClaim("scope")).isEqualTo("openid mail:read");
        }

        @Test
        void areNotUsedUpForAResourceThatDoesNotExist() {
            String code = code();

            assertThat(web.redeem(code, Map.of("resource", "https://other.test"))
                            .refusal())
                    .isEqualTo("400 invalid_target");
            assertThat(web.redeem(code).isOk()).isTrue();
        }

        private static void enable(String username, boolean enabled) {
            STORY.server()
                    .database()
                    .sql("update account set enabled = :enabled where username = :username")
                    .param("enabled", enabled)
                    .param("username", username)
                    .update();
        }
    }

    @Nested
    class ClientCredentials {

        private final RelyingParty service = STORY.relyingParty(TestClient.SERVICE);

        @Test
        void giveATokenOfTheClientItself() throws Exception {
            RelyingParty.Answer tokens = service.clientCredentials("notes:read");

            assertThat(tokens.body()).doesNotContainKeys("refresh_token", "id_token");
            JWTClaimsSet claims = SignedJWT.parse(tokens.text("access_token")).getJWTClaimsSet();
            assertThat(claims.getSubject()).isEqualTo("service");
            assertThat(claims.getStringClaim("client_id")).isEqualTo("service");
            assertThat(claims.getAudience()).containsExactly("https://notes.test");
            assertThat(claims.getClaims()).doesNotContainKeys("auth_time", "acr", "amr", "grant_id");
        }

        @Test
        void leaveNoRow() {
            Rows before = Rows.of(STORY.server());
            service.clientCredentials("notes:read");

            assertThat(Rows.of(STORY.server())).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"notes:write", "openid", "notes:read notes:write", "notes:read  notes:read", "NOTES:READ"})
        void giveOnlyRegisteredScopes(String scope) {
            assertThat(service.clientCredentials(scope).refusal()).isEqualTo("400 invalid_scope");
        }

        @Test
        void giveNoScopesThatAreAboutAPerson() {
            assertThat(web.clientCredentials("openid").refusal()).isEqualTo("400 invalid_scope");
            assertThat(web.clientCredentials("").text("scope")).doesNotContain("openid", "profile", "email");
        }

        @Test
        void giveNothingForAnUnknownResource() {
            assertThat(service.post(TOKEN, Map.of("grant_type", "client_credentials", "resource", "https://mail.test"))
                            .refusal())
                    .isEqualTo("400 invalid_target");
        }

        @Test
        void areForRegisteredClientsOnly() {
            assertThat(partner.clientCredentials("notes:read").refusal()).isEqualTo("400 unauthorized_client");
            assertThat(STORY.relyingParty(TestClient.SPA)
                            .clientCredentials("notes:read")
                            .refusal())
                    .isEqualTo("400 unauthorized_client");
        }

        @Test
        void giveNoBearerTokenToAClientOfBoundTokens() {
            assertThat(STORY.relyingParty(TestClient.BOUND)
                            .clientCredentials("notes:read")
                            .refusal())
                    .isEqualTo("400 invalid_dpop_proof");
        }
    }

    @Nested
    class Grants {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "password",
                    "implicit",
                    "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    "CLIENT_CREDENTIALS",
                    "client_credentials "
                })
        void thatAreNotOfferedAreUnsupported(String grantType) {
            RelyingParty.Answer answer = web.post(
                    TOKEN,
                    Map.of(
                            "grant_type", grantType,
                            "username", "bob",
                            "password", TestAccount.BOB.password(),
                            "device_code", "x",
                            "subject_token", "x",
                            "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));

            assertThat(answer.refusal()).isEqualTo("400 unsupported_grant_type");
        }

        @Test
        void haveToBeNamed() {
            assertThat(web.post(TOKEN, Map.of("scope", "notes:read")).refusal()).isEqualTo("400 invalid_request");
        }

        @Test
        void areRefusedToClientsWithoutThem() {
            assertThat(STORY.relyingParty(TestClient.SERVICE).redeem(code()).refusal())
                    .isEqualTo("400 unauthorized_client");
            assertThat(STORY.relyingParty(TestClient.NATIVE).refresh("x").refusal())
                    .isEqualTo("400 unauthorized_client");
        }
    }

    @Nested
    class ClientAuthentication {

        private static final String GRANT = "grant_type=client_credentials&scope=notes:read";

        @Test
        void isByTheMethodThatIsRegistered() {
            assertThat(post(GRANT, "Authorization", basic(TestClient.SERVICE)).isOk())
                    .isTrue();
            assertThat(post(GRANT + "&client_id=posting&client_secret=" + TestClient.POSTING.secret())
                            .isOk())
                    .isTrue();
        }

        @Test
        void isByNoOther() {
            assertThat(post(GRANT, "Authorization", basic(TestClient.POSTING)).refusal())
                    .isEqualTo("401 invalid_client");
            assertThat(post(GRANT + "&client_id=service&client_secret=" + TestClient.SERVICE.secret())
                            .refusal())
                    .isEqualTo("401 invalid_client");
        }

        @Test
        void readsPercentEncodedCredentials() {
            assertThat(STORY.relyingParty(TestClient.ODD)
                            .clientCredentials("notes:read")
                            .isOk())
                    .isTrue();
        }

        @Test
        void doesNotReadCredentialsThatAreNotPercentEncoded() {
            String raw = Base64.getEncoder()
                    .encodeToString(("odd:" + TestClient.ODD.secret()).getBytes(StandardCharsets.UTF_8));

            assertThat(post(GRANT, "Authorization", "Basic " + raw).refusal()).isEqualTo("401 invalid_client");
        }

        @Test
        void challengesWithBasic() {
            RelyingParty.Answer answer = post(GRANT, "Authorization", RelyingParty.basic("service", "wrong"));

            assertThat(answer.refusal()).isEqualTo("401 invalid_client");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
        }

        @Test
        void saysTheSameOfAnUnknownClientAndAWrongSecret() {
            RelyingParty.Answer unknown = post(GRANT, "Authorization", RelyingParty.basic("nobody", "wrong"));
            RelyingParty.Answer wrong = post(GRANT, "Authorization", RelyingParty.basic("service", "wrong"));

            assertThat(unknown.refusal()).isEqualTo("401 invalid_client");
            // The owner of a client that there is finds the refusal there. Who a client is, is no secret (decision
            // 0132).
            assertThat(wrong.response().body().replaceAll(",\"error_uri\":\"[^\"]+\"", ""))
                    .isEqualTo(unknown.response().body());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "&client_id=service",
                    "&client_id=service&client_secret=",
                    "&client_id=web",
                    "&client_id=spa&client_secret=x",
                    "&client_id=nobody",
                    "&client_secret=x"
                })
        void isNeeded(String credentials) {
            assertThat(post(GRANT + credentials).refusal()).isEqualTo("401 invalid_client");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "&client_id=service&client_secret=service-secret-000000000000000000000000000000",
                    "&client_assertion=x&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "&client_assertion_type=x",
                    "&client_id=web",
                    "&client_id=service&client_id=service",
                    "&client_id="
                })
        void isByOneMethodAndForOneClient(String more) {
            assertThat(post(GRANT + more, "Authorization", basic(TestClient.SERVICE))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @Test
        void refusesASecretBesideAnAssertion() {
            assertThat(post(GRANT + "&client_id=posting&client_secret=" + TestClient.POSTING.secret()
                                    + "&client_assertion=x")
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @Test
        @DisplayName("CA-01: two Authorization headers are two ways, also if one of them is right")
        void refusesTwoHeaders() {
            String right = basic(TestClient.SERVICE);
            assertThat(post(GRANT, "Authorization", right, "Authorization", "Basic eDp5")
                            .refusal())
                    .isEqualTo("400 invalid_request");
            assertThat(post(GRANT, "Authorization", "Basic eDp5", "Authorization", right)
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @ParameterizedTest
        @DisplayName("CA-06: malformed credentials, and an empty secret")
        @ValueSource(
                strings = {
                    "Basic",
                    "Basic x y",
                    "Basic !!!",
                    "Basic c2VydmljZQ==",
                    "Basic OnNlY3JldA==",
                    "Basic c2VydmljZTo="
                })
        void refusesMalformedHeaders(String header) {
            RelyingParty.Answer answer = post(GRANT, "Authorization", header);
            assertThat(answer.refusal()).isEqualTo("401 invalid_client");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
        }

        @Test
        void isNotByBearerTokens() {
            assertThat(post(GRANT, "Authorization", "Bearer x").refusal()).isEqualTo("401 invalid_client");
        }
    }

    @Nested
    class Requests {

        private static final String GRANT = "grant_type=client_credentials&scope=notes:read";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "grant_type=client_credentials",
                    "scope=notes:read",
                    "client_id=service",
                    "something=else&something=else"
                })
        void haveNoParameterTwice(String again) {
            assertThat(post(GRANT + "&client_id=service&" + again, "Authorization", basic(TestClient.SERVICE))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "redirect_uri", "code_verifier"})
        void haveNoParameterOfTheCodeGrantTwice(String name) {
            String code = code();
            String form = "grant_type=authorization_code&code=" + code
                    + "&redirect_uri=https://rp1.test/cb&code_verifier=" + AuthorizationRequest.VERIFIER;

            assertThat(post(form + "&" + name + "=x", "Authorization", basic(TestClient.WEB))
                            .refusal())
                    .isEqualTo("400 invalid_request");
            assertThat(web.redeem(code).isOk()).as("nothing was used up").isTrue();
        }

        @Test
        void maySendResourceTwice() {
            assertThat(post(
                                    GRANT + "&resource=https://notes.test&resource=https://notes.test",
                                    "Authorization",
                                    basic(TestClient.SERVICE))
                            .isOk())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "client_secret=x",
                    "client%5Fsecret=x",
                    "code_verifier=x",
                    "grant_type=client_credentials",
                    "x"
                })
        void haveNothingInTheQuery(String query) {
            assertThat(RelyingParty.postAnonymously(
                                    STORY.server(),
                                    TOKEN + "?" + query,
                                    GRANT,
                                    "Authorization",
                                    basic(TestClient.SERVICE))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/xml",
                    "nonsense",
                    "application/x-www-form-urlencodedx"
                })
        void areForms(String contentType) {
            RelyingParty.Answer answer = RelyingParty.send(
                    HttpRequest.newBuilder(URI.create(STORY.server().url(TOKEN)))
                            .header("Content-Type", contentType)
                            .header("Authorization", basic(TestClient.SERVICE))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    contentType.contains("json")
                                            ? "{\"grant_type\":\"client_credentials\"}"
                                            : contentType.contains("multipart")
                                                    ? "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n"
                                                    : GRANT)));

            assertThat(answer.refusal()).isEqualTo("400 invalid_request");
        }

        @Test
        void haveAContentType() {
            assertThat(RelyingParty.send(HttpRequest.newBuilder(
                                            URI.create(STORY.server().url(TOKEN)))
                                    .header("Authorization", basic(TestClient.SERVICE))
                                    .POST(HttpRequest.BodyPublishers.ofString(GRANT)))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @Test
        void mayNameACharset() {
            assertThat(RelyingParty.send(HttpRequest.newBuilder(
                                            URI.create(STORY.server().url(TOKEN)))
                                    .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                                    .header("Authorization", basic(TestClient.SERVICE))
                                    .POST(HttpRequest.BodyPublishers.ofString(GRANT)))
                            .isOk())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD"})
        void arePosted(String method) {
            RelyingParty.Answer answer = RelyingParty.send(
                    HttpRequest.newBuilder(URI.create(STORY.server().url(TOKEN + "?" + GRANT)))
                            .header("Authorization", basic(TestClient.SERVICE))
                            .method(method, HttpRequest.BodyPublishers.noBody()));

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST");
        }

        @ParameterizedTest
        @CsvSource({"scope,notes:read%00", "scope,%0a", "resource,%00", "code,%00"})
        void haveNoControlCharacters(String name, String value) {
            assertThat(post(
                                    "grant_type=client_credentials&" + name + "=" + value,
                                    "Authorization",
                                    basic(TestClient.SERVICE))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%", "%zz", "grant_type=%c0%af", "a=%ff"})
        void mayBeGarbage(String body) {
            RelyingParty.Answer answer = post(body, "Authorization", basic(TestClient.SERVICE));

            assertThat(answer.refusal()).isEqualTo("400 invalid_request");
        }
    }

    @Nested
    class Responses {

        @Test
        void areNotToBeStored() {
            RelyingParty service = STORY.relyingParty(TestClient.SERVICE);
            for (RelyingParty.Answer answer :
                    new RelyingParty.Answer[] {service.clientCredentials("notes:read"), service.clientCredentials("x")
                    }) {
                assertThat(answer.header("Cache-Control")).contains("no-store");
                assertThat(answer.header("Content-Type")).startsWith("application/json");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            }
        }

        @Test
        void sayHowLongATokenLives() {
            assertThat(Integer.parseInt(STORY.relyingParty(TestClient.SERVICE)
                            .clientCredentials("notes:read")
                            .text("expires_in")))
                    .isBetween(890, 900);
        }
    }
}
