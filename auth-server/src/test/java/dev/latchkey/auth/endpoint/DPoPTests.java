package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DPoP at the token endpoint and at user info (RFC 9449). */
class DPoPTests {

    private static final Story STORY = new Story();
    private static final AuthServer SERVER = STORY.server();
    private static final String TOKEN = SERVER.url("/oauth2/token");
    private static final String USERINFO = SERVER.url("/userinfo");
    private static final String REFUSED = "400 invalid_dpop_proof";

    private static final Map<String, String> FOR_ITSELF =
            Map.of("grant_type", "client_credentials", "scope", "notes:read");

    private final ProofKey key = new ProofKey();
    private final RelyingParty bound = STORY.relyingParty(TestClient.BOUND);
    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty spa = STORY.relyingParty(TestClient.SPA);

    private RelyingParty.Answer withProof(String proof) {
        return bound.post("/oauth2/token", FOR_ITSELF, "DPoP", proof);
    }

    private String code(TestClient client) {
        return STORY.authorize(STORY.browserOf(TestAccount.BOB), new AuthorizationRequest(client))
                .code();
    }

    private static RelyingParty.Answer redeem(RelyingParty party, String code, String... headers) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", party.client().redirectUri());
        form.put("code_verifier", AuthorizationRequest.VERIFIER);
        return party.post("/oauth2/token", form, headers);
    }

    private static RelyingParty.Answer refresh(RelyingParty party, String token, String... headers) {
        return party.post("/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", token), headers);
    }

    private static String confirmation(String accessToken) throws Exception {
        return String.valueOf(SignedJWT.parse(accessToken)
                .getJWTClaimsSet()
                .getJSONObjectClaim("cnf")
                .get("jkt"));
    }

    @Nested
    class Binds {

        @Test
        void tokensOfAClientForItself() throws Exception {
            RelyingParty.Answer answer = withProof(key.proof("POST", TOKEN));
            assertThat(answer.refusal()).isEmpty();
            assertThat(answer.text("token_type")).isEqualTo("DPoP");
            assertThat(confirmation(answer.text("access_token"))).isEqualTo(key.thumbprint());
        }

        @Test
        void tokensOfACodeAndSaysSoAtIntrospection() throws Exception {
            RelyingParty.Answer answer = redeem(web, code(TestClient.WEB), "DPoP", key.proof("POST", TOKEN));
            assertThat(answer.text("token_type")).isEqualTo("DPoP");
            assertThat(confirmation(answer.text("access_token"))).isEqualTo(key.thumbprint());
            assertThat(web.introspect(answer.text("access_token")).body())
                    .containsEntry("active", true)
                    .containsEntry("token_type", "DPoP")
                    .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
        }

        @Test
        void tokensOfADevice() throws Exception {
            RelyingParty television = STORY.relyingParty(TestClient.TELEVISION);
            RelyingParty.Answer codes =
                    television.post("/oauth2/device_authorization", Map.of("scope", "openid notes:read"));
            Map<String, String> poll = Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "device_code",
                    codes.text("device_code"));
            STORY.browserOf(TestAccount.BOB)
                    .open("/device")
                    .submit("/device", Map.of("user_code", codes.text("user_code")))
                    .submit("/device", Map.of("decision", "allow"));
            RelyingParty.Answer answer = television.post("/oauth2/token", poll, "DPoP", key.proof("POST", TOKEN));
            assertThat(answer.text("token_type")).isEqualTo("DPoP");
            assertThat(confirmation(answer.text("access_token"))).isEqualTo(key.thumbprint());
        }

        @ParameterizedTest
        @ValueSource(strings = {"PS256", "RS256"})
        void toRsaKeys(String algorithm) {
            ProofKey rsa = new ProofKey(SigningClient.rsaKey(), algorithm);
            assertThat(withProof(rsa.proof("POST", TOKEN)).refusal()).isEmpty();
        }

        @DisplayName("RFC 9449 §5.2: a client that takes bound tokens only gets no other")
        @Test
        void nothingForAClientThatTakesBoundTokensOnlyAndShowsNoKey() {
            assertThat(bound.clientCredentials("notes:read").refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-02: another spelling of the same address")
        @Test
        void addressesThatMeanTheSame() {
            String upper = TOKEN.replace("http://localhost", "HTTP://LOCALHOST");
            for (String htu : List.of(TOKEN + "?a=b", TOKEN + "#f", TOKEN + "?", upper)) {
                assertThat(withProof(key.proof("POST", htu)).refusal()).as(htu).isEmpty();
            }
        }
    }

    @Nested
    class Refuses {

        static Stream<Arguments> claims() {
            Instant now = Instant.now();
            return Stream.of(
                    wrong("DP-02 htm", c -> c.claim("htm", "GET")),
                    wrong("DP-02 htm in small letters", c -> c.claim("htm", "post")),
                    wrong("DP-02 no htm", c -> c.claim("htm", null)),
                    wrong("DP-02 host", c -> c.claim("htu", TOKEN.replace("localhost", "rs.test"))),
                    wrong("DP-02 path", c -> c.claim("htu", USERINFO)),
                    wrong("DP-10 the notes API", c -> c.claim("htu", "https://notes.test/notes")),
                    wrong("DP-02 scheme", c -> c.claim("htu", TOKEN.replace("http:", "https:"))),
                    wrong("DP-02 user information", c -> c.claim("htu", TOKEN.replace("//", "//a@"))),
                    wrong("DP-02 no address", c -> c.claim("htu", "::")),
                    wrong("DP-02 no htu", c -> c.claim("htu", null)),
                    wrong("DP-03 iat five minutes ago", c -> c.issueTime(Date.from(now.minusSeconds(300)))),
                    wrong("DP-03 iat in five minutes", c -> c.issueTime(Date.from(now.plusSeconds(300)))),
                    wrong("DP-03 no iat", c -> c.issueTime(null)),
                    wrong("DP-03 iat as text", c -> c.claim("iat", "now")),
                    wrong("expired", c -> c.expirationTime(Date.from(now.minusSeconds(10)))),
                    wrong("DP-03 no jti", c -> c.jwtID(null)),
                    wrong("DP-03 empty jti", c -> c.jwtID("")),
                    wrong("DP-03 long jti", c -> c.jwtID("x".repeat(600))),
                    wrong("DP-03 huge jti", c -> c.jwtID("x".repeat(5_000))));
        }

        private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
            return Arguments.of(what, change);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("claims")
        void wrongClaims(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
            assertThat(withProof(key.proof("POST", TOKEN, change)).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-01: a signature of another key")
        @Test
        void anotherKeyThanInTheHeader() {
            ProofKey other = new ProofKey();
            String proof = other.sign(
                    key.header().build(), ProofKey.claims("POST", TOKEN).build());
            assertThat(withProof(proof).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-01 DP-17: private, symmetric, oversized, off-curve and missing keys")
        @Test
        void keysThatAreNoPublicKeyOfTheRightKind() throws Exception {
            Map<String, Object> offCurve = new HashMap<>(key.key().toPublicJWK().toJSONObject());
            offCurve.put("y", url(new byte[32]));
            Map<String, Object> otherCurve =
                    new HashMap<>(key.key().toPublicJWK().toJSONObject());
            otherCurve.put("crv", "P-384");
            Map<String, Object> rsa16384 = Map.of("kty", "RSA", "e", "AQAB", "n", url(ones(2048)));
            Map<String, Object> rsa1024 = Map.of("kty", "RSA", "e", "AQAB", "n", url(ones(128)));
            Map<String, Object> symmetric =
                    new OctetSequenceKey.Builder(new byte[32]).build().toJSONObject();
            Map<String, Object> strange = Map.of("kty", "EC", "crv", "P-256", "x", 7, "y", List.of());
            for (Object jwk : List.of(
                    key.key().toJSONObject(), offCurve, otherCurve, symmetric, strange, "text", Map.of(), List.of())) {
                assertThat(withProof(raw(Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk)))
                                .refusal())
                        .as(jwk.toString())
                        .isEqualTo(REFUSED);
            }
            for (Object jwk : List.of(rsa16384, rsa1024)) {
                assertThat(withProof(raw(Map.of("typ", "dpop+jwt", "alg", "PS256", "jwk", jwk)))
                                .refusal())
                        .isEqualTo(REFUSED);
            }
            assertThat(withProof(raw(Map.of("typ", "dpop+jwt", "alg", "ES256"))).refusal())
                    .isEqualTo(REFUSED);
        }

        @DisplayName("DP-01: a private key in a header whose signature is right")
        @Test
        void aPrivateKeyEvenIfTheSignatureIsRight() throws Exception {
            String header = url(json(
                    Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", key.key().toJSONObject())));
            String signed = header + "."
                    + url(ProofKey.claims("POST", TOKEN).build().toString().getBytes(StandardCharsets.UTF_8));
            String signature = new com.nimbusds.jose.crypto.ECDSASigner(
                            key.key().toECKey())
                    .sign(
                            new JWSHeader(com.nimbusds.jose.JWSAlgorithm.ES256),
                            signed.getBytes(StandardCharsets.US_ASCII))
                    .toString();
            assertThat(withProof(signed + "." + signature).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-01: alg none and HS256")
        @Test
        void algorithmsThatProveNothing() throws Exception {
            String claims =
                    url(ProofKey.claims("POST", TOKEN).build().toString().getBytes(StandardCharsets.UTF_8));
            Map<String, Object> jwk = key.key().toPublicJWK().toJSONObject();
            String none = url(json(Map.of("typ", "dpop+jwt", "alg", "none", "jwk", jwk)));
            assertThat(withProof(none + "." + claims + ".").refusal()).isEqualTo(REFUSED);
            assertThat(withProof(none + "." + claims + ".AA").refusal()).isEqualTo(REFUSED);
            SignedJWT hmac = new SignedJWT(
                    SigningClient.header("HS256", "dpop+jwt")
                            .jwk(key.key().toPublicJWK())
                            .build(),
                    ProofKey.claims("POST", TOKEN).build());
            hmac.sign(new MACSigner(key.key().toPublicJWK().toJSONString()));
            assertThat(withProof(hmac.serialize()).refusal()).isEqualTo(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "at+jwt", "client-authentication+jwt"})
        void otherTypes(String type) {
            String proof = key.sign(
                    SigningClient.header("ES256", type)
                            .jwk(key.key().toPublicJWK())
                            .build(),
                    ProofKey.claims("POST", TOKEN).build());
            assertThat(withProof(proof).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-17: crit, and a proof of a hundred kilobytes")
        @Test
        void whatDemandsTooMuch() {
            String critical = key.sign(
                    key.header()
                            .criticalParams(java.util.Set.of("x"))
                            .customParam("x", 1)
                            .build(),
                    ProofKey.claims("POST", TOKEN).build());
            assertThat(withProof(critical).refusal()).isEqualTo(REFUSED);
            assertThat(withProof(key.proof("POST", TOKEN, c -> c.claim("fill", "x".repeat(4000))))
                            .refusal())
                    .isEqualTo(REFUSED);
            // Beyond the largest header the container answers, and closes the connection.
            assertThat(withProof("x".repeat(100_000)).status()).isIn(400, 431);
        }

        @Test
        void severalProofsAndNone() {
            assertThat(bound.post(
                                    "/oauth2/token",
                                    FOR_ITSELF,
                                    "DPoP",
                                    key.proof("POST", TOKEN),
                                    "DPoP",
                                    key.proof("POST", TOKEN))
                            .status())
                    .isEqualTo(400);
            assertThat(withProof("").refusal()).isEqualTo(REFUSED);
            Map<String, String> inTheForm = new HashMap<>(FOR_ITSELF);
            inTheForm.put("dpop_proof", key.proof("POST", TOKEN));
            assertThat(bound.post("/oauth2/token", inTheForm).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("a proof from a client that need not send one is checked all the same")
        @Test
        void aWrongProofThatNobodyAskedFor() {
            assertThat(STORY.relyingParty(TestClient.SERVICE)
                            .post("/oauth2/token", FOR_ITSELF, "DPoP", "x")
                            .refusal())
                    .isEqualTo(REFUSED);
        }
    }

    @Nested
    class OnceOnly {

        @DisplayName("DP-04 DP-05: a proof is good once")
        @Test
        void aProofIsGoodOnce() {
            String proof = key.proof("POST", TOKEN);
            assertThat(withProof(proof).refusal()).isEmpty();
            assertThat(withProof(proof).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("DP-04: of twenty at once one is served")
        @Test
        void ofTwentyAtOnceOne() throws Exception {
            for (int round = 0; round < 10; round++) {
                String proof = key.proof("POST", TOKEN);
                assertThat(race(20, () -> withProof(proof)).stream().filter(RelyingParty.Answer::isOk))
                        .hasSize(1);
            }
        }

        @Test
        void aReplayedProofLeavesTheCodeToItsOwner() {
            String proof = key.proof("POST", TOKEN);
            assertThat(withProof(proof).refusal()).isEmpty();
            String code = code(TestClient.WEB);
            assertThat(redeem(web, code, "DPoP", proof).refusal()).isEqualTo(REFUSED);
            assertThat(redeem(web, code, "DPoP", key.proof("POST", TOKEN)).refusal())
                    .isEmpty();
        }

        @Test
        void aReplayedProofLeavesTheRefreshTokenToItsOwner() {
            String proof = key.proof("POST", TOKEN);
            String token = redeem(web, code(TestClient.WEB), "DPoP", proof).text("refresh_token");
            assertThat(refresh(web, token, "DPoP", proof).refusal()).isEqualTo(REFUSED);
            assertThat(refresh(web, token, "DPoP", key.proof("POST", TOKEN)).refusal())
                    .isEmpty();
        }

        @DisplayName("DP-16: whoever has no token to ask for leaves nothing behind")
        @Test
        void refusedRequestsStoreNothing() {
            long before = spent();
            for (int i = 0; i < 10; i++) {
                assertThat(redeem(spa, "A".repeat(43), "DPoP", key.proof("POST", TOKEN))
                                .refusal())
                        .isEqualTo("400 invalid_grant");
            }
            assertThat(spent()).isLessThanOrEqualTo(before);
        }

        private long spent() {
            return SERVER.database()
                    .sql("select count(*) from spent_jti")
                    .query(Long.class)
                    .single();
        }
    }

    @Nested
    class RefreshTokens {

        @DisplayName("DP-14: a public client's refresh token is worth nothing without its key, and stays its own")
        @Test
        void ofAPublicClientAreBoundToItsKey() throws Exception {
            String token = redeem(spa, code(TestClient.SPA), "DPoP", key.proof("POST", TOKEN))
                    .text("refresh_token");
            ProofKey thief = new ProofKey();
            assertThat(refresh(spa, token).refusal()).isEqualTo(REFUSED);
            assertThat(refresh(spa, token, "DPoP", thief.proof("POST", TOKEN)).refusal())
                    .isEqualTo(REFUSED);
            RelyingParty.Answer next = refresh(spa, token, "DPoP", key.proof("POST", TOKEN));
            assertThat(next.refusal()).isEmpty();
            assertThat(next.text("token_type")).isEqualTo("DPoP");
            assertThat(confirmation(next.text("access_token"))).isEqualTo(key.thumbprint());
            assertThat(refresh(spa, token).refusal())
                    .as("a used one, shown by somebody without the key")
                    .isEqualTo(REFUSED);
            assertThat(refresh(spa, next.text("refresh_token"), "DPoP", key.proof("POST", TOKEN))
                            .refusal())
                    .as("the family lives on")
                    .isEmpty();
        }

        @DisplayName("RFC 9449 §5: with its key a public client has proven who it is, and may repeat a lost request")
        @Test
        void mayBeRepeatedByTheOwnerOfTheKey() {
            String token = redeem(spa, code(TestClient.SPA), "DPoP", key.proof("POST", TOKEN))
                    .text("refresh_token");
            RelyingParty.Answer first = refresh(spa, token, "DPoP", key.proof("POST", TOKEN));
            RelyingParty.Answer again = refresh(spa, token, "DPoP", key.proof("POST", TOKEN));
            assertThat(again.text("refresh_token")).isEqualTo(first.text("refresh_token"));
        }

        @DisplayName("DP-15: a confidential client may change its key, and not go back to none")
        @Test
        void ofAConfidentialClientAreNotDowngraded() throws Exception {
            String token = redeem(web, code(TestClient.WEB), "DPoP", key.proof("POST", TOKEN))
                    .text("refresh_token");
            assertThat(refresh(web, token).refusal()).isEqualTo(REFUSED);
            ProofKey renewed = new ProofKey();
            RelyingParty.Answer next = refresh(web, token, "DPoP", renewed.proof("POST", TOKEN));
            assertThat(confirmation(next.text("access_token"))).isEqualTo(renewed.thumbprint());
            assertThat(refresh(web, next.text("refresh_token")).refusal()).isEqualTo(REFUSED);
        }
    }

    @Nested
    class UserInfo {

        private final String token = redeem(web, code(TestClient.WEB), "DPoP", key.proof("POST", TOKEN))
                .text("access_token");

        private RelyingParty.Answer ask(String authorization, String... headers) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(USERINFO)).header("Authorization", authorization);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return RelyingParty.send(request.GET());
        }

        @DisplayName("DP-18: the scheme may be written in any case")
        @ParameterizedTest
        @ValueSource(strings = {"DPoP", "dpop", "DPOP"})
        void answersTheOwnerOfTheKey(String scheme) {
            RelyingParty.Answer answer = ask(scheme + " " + token, "DPoP", key.proofFor(token, "GET", USERINFO));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).containsKey("sub");
        }

        @DisplayName("DP-06: a bound token is no bearer token")
        @Test
        void refusesABoundTokenAsABearerToken() {
            RelyingParty.Answer answer = ask("Bearer " + token);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("DPoP error=\"invalid_token\"");
            assertThat(ask("Bearer " + token, "DPoP", key.proofFor(token, "GET", USERINFO))
                            .status())
                    .isEqualTo(401);
            assertThat(RelyingParty.postAnonymously(SERVER, "/userinfo", "access_token=" + token)
                            .status())
                    .isEqualTo(401);
        }

        @DisplayName("DP-07: without proof, with two, with two Authorization headers")
        @Test
        void refusesWhatIsNotOneTokenAndOneProof() {
            RelyingParty.Answer none = ask("DPoP " + token);
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.header("WWW-Authenticate")).startsWith("DPoP error=\"invalid_dpop_proof\"");
            assertThat(ask(
                                    "DPoP " + token,
                                    "DPoP",
                                    key.proofFor(token, "GET", USERINFO),
                                    "DPoP",
                                    key.proofFor(token, "GET", USERINFO))
                            .status())
                    .isEqualTo(401);
            assertThat(ask(
                                    "DPoP " + token,
                                    "Authorization",
                                    "Bearer " + token,
                                    "DPoP",
                                    key.proofFor(token, "GET", USERINFO))
                            .status())
                    .isEqualTo(400);
            assertThat(ask("DPoP " + token + " x", "DPoP", key.proofFor(token, "GET", USERINFO))
                            .status())
                    .isEqualTo(400);
        }

        @DisplayName("DP-08 DP-10: ath of another token, no ath, another key, a proof for the token endpoint")
        @Test
        void refusesProofsForSomethingElse() {
            ProofKey other = new ProofKey();
            for (String proof : List.of(
                    key.proof("GET", USERINFO),
                    key.proofFor(token + "x", "GET", USERINFO),
                    key.proofFor(token, "POST", USERINFO),
                    key.proofFor(token, "GET", TOKEN),
                    key.proof("POST", TOKEN),
                    other.proofFor(token, "GET", USERINFO))) {
                assertThat(ask("DPoP " + token, "DPoP", proof).status()).isEqualTo(401);
            }
        }

        @DisplayName("DP-04: a proof is good once here too")
        @Test
        void refusesAProofThatWasUsed() {
            String proof = key.proofFor(token, "GET", USERINFO);
            assertThat(ask("DPoP " + token, "DPoP", proof).status()).isEqualTo(200);
            assertThat(ask("DPoP " + token, "DPoP", proof).status()).isEqualTo(401);
        }

        @DisplayName("DP-09: a bearer token is no bound token")
        @Test
        void refusesABearerTokenWithAProof() {
            String bearer = STORY.tokens(TestClient.WEB).text("access_token");
            assertThat(ask("DPoP " + bearer, "DPoP", key.proofFor(bearer, "GET", USERINFO))
                            .status())
                    .isEqualTo(401);
            assertThat(ask("Bearer " + bearer).status()).isEqualTo(200);
        }

        @DisplayName("RFC 9449 §7.1: a challenge names the algorithms")
        @Test
        void saysHowToAsk() {
            RelyingParty.Answer answer = RelyingParty.send(
                    HttpRequest.newBuilder(URI.create(USERINFO)).GET());
            assertThat(answer.response().headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer", "DPoP algs=\"ES256 ES384 ES512 PS256 RS256\"");
        }

        @DisplayName("RFC 9449 §7.1: a bound token that is not enough is challenged by its own scheme")
        @Test
        void challengesByTheSchemeOfTheToken() {
            String narrow =
                    redeem(web, narrowCode(), "DPoP", key.proof("POST", TOKEN)).text("access_token");
            RelyingParty.Answer tooLittle = ask("DPoP " + narrow, "DPoP", key.proofFor(narrow, "GET", USERINFO));
            assertThat(tooLittle.status()).isEqualTo(403);
            assertThat(tooLittle.header("WWW-Authenticate"))
                    .startsWith("DPoP error=\"insufficient_scope\", scope=\"openid\", algs=");

            web.revoke(token);
            RelyingParty.Answer ended = ask("DPoP " + token, "DPoP", key.proofFor(token, "GET", USERINFO));
            assertThat(ended.status()).isEqualTo(401);
            assertThat(ended.header("WWW-Authenticate")).startsWith("DPoP error=\"invalid_token\", algs=");
        }

        private String narrowCode() {
            return STORY.authorize(
                            STORY.browserOf(TestAccount.BOB),
                            new AuthorizationRequest(TestClient.WEB).with("scope", "notes:read"))
                    .code();
        }
    }

    private static String raw(Map<String, Object> header) {
        return url(json(header)) + "."
                + url(ProofKey.claims("POST", TOKEN).build().toString().getBytes(StandardCharsets.UTF_8)) + "."
                + url(new byte[64]);
    }

    private static byte[] json(Map<String, Object> object) {
        return com.nimbusds.jose.util.JSONObjectUtils.toJSONString(object).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static <T> List<T> race(int runners, java.util.concurrent.Callable<T> request) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(runners);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            start.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
