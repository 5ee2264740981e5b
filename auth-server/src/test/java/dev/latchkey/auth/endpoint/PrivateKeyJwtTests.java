package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

/** {@code private_key_jwt}: OpenID Connect Core §9, RFC 7523 §3. */
class PrivateKeyJwtTests {

    private static final AuthServer SERVER = new Story().server();
    private static final OutsideWorld WORLD = OutsideWorld.running();
    private static final String REFUSED = "401 invalid_client";

    private static final SigningClient CLIENT = SigningClient.registered(SERVER);

    @Nested
    class Accepts {

        @Test
        void anAssertionOfTheClientAtEveryEndpoint() {
            RelyingParty.Answer token = CLIENT.token(CLIENT.assertion());
            assertThat(token.refusal()).isEmpty();
            Map<String, String> about = Map.of("token", token.text("access_token"));
            assertThat(CLIENT.post("/oauth2/introspect", CLIENT.assertion(), about)
                            .body())
                    .containsEntry("active", true);
            assertThat(CLIENT.post("/oauth2/revoke", CLIENT.assertion(), about).status())
                    .isEqualTo(200);
            assertThat(CLIENT.post("/oauth2/introspect", CLIENT.assertion(), about)
                            .body())
                    .containsEntry("active", false);
        }

        @DisplayName("RFC 7521 §4.2: client_id may be there, and is the client's then")
        @Test
        void aMatchingClientId() {
            assertThat(CLIENT.token(CLIENT.assertion(), Map.of("client_id", CLIENT.clientId()))
                            .refusal())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"RS256", "PS256"})
        void rsaSignatures(String algorithm) {
            SigningClient rsa = SigningClient.registered(SERVER, SigningClient.rsaKey(), Map.of());
            String assertion = rsa.sign(
                    SigningClient.header(algorithm, "JWT"), rsa.claims().build());
            assertThat(rsa.token(assertion).refusal()).isEmpty();
        }

        @Test
        void edwardsCurveSignatures() throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            Map<String, Object> jwk = Map.of(
                    "kty",
                    "OKP",
                    "crv",
                    "Ed25519",
                    "x",
                    url(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
            SigningClient client = SigningClient.registered(
                    SERVER, SigningClient.ecKey(), Map.of("jwks", Map.of("keys", List.of(jwk))));
            String header = url("{\"alg\":\"EdDSA\"}".getBytes(StandardCharsets.UTF_8));
            String signed =
                    header + "." + url(client.claims().build().toString().getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            String assertion = signed + "." + url(signature.sign());
            assertThat(client.token(assertion).refusal()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "client-authentication+jwt", "application/client-authentication+jwt"})
        void theTypesThatAnAssertionMayHave(String type) {
            String assertion = CLIENT.sign(
                    SigningClient.header("ES256", type), CLIENT.claims().build());
            assertThat(CLIENT.token(assertion).refusal()).isEmpty();
        }

        @DisplayName("CA-11: a clock that is eight seconds ahead")
        @Test
        void aClockThatIsALittleAhead() {
            Instant ahead = Instant.now().plusSeconds(8);
            assertThat(CLIENT.token(CLIENT.assertion(claims -> claims.notBeforeTime(Date.from(ahead))
                                    .issueTime(Date.from(ahead))
                                    .expirationTime(Date.from(ahead.plusSeconds(300)))))
                            .refusal())
                    .isEmpty();
        }
    }

    @Nested
    class Refuses {

        static Stream<Arguments> claims() {
            Instant now = Instant.now();
            return Stream.of(
                    wrong("CA-08 aud with the token endpoint", c -> c.claim("aud", SERVER.url("/oauth2/token"))),
                    wrong("CA-08 aud with the PAR endpoint", c -> c.claim("aud", SERVER.url("/oauth2/par"))),
                    wrong("CA-09 a second audience", c -> c.claim("aud", List.of(SERVER.issuer(), "https://as.test"))),
                    wrong("CA-10 another audience", c -> c.claim("aud", "https://as.test")),
                    wrong("CA-10 the issuer with a slash", c -> c.claim("aud", SERVER.issuer() + "/")),
                    wrong("CA-10 no audience", c -> c.claim("aud", null)),
                    wrong("CA-11 no exp", c -> c.expirationTime(null)),
                    wrong("CA-11 exp in a year", c -> c.expirationTime(Date.from(now.plusSeconds(31_000_000)))),
                    wrong("CA-11 exp in six minutes", c -> c.expirationTime(Date.from(now.plusSeconds(360)))),
                    wrong("CA-11 exp a minute ago", c -> c.expirationTime(Date.from(now.minusSeconds(60)))),
                    wrong("CA-11 iat two hours ago", c -> c.issueTime(Date.from(now.minusSeconds(7200)))),
                    wrong("CA-11 iat in the future", c -> c.issueTime(Date.from(now.plusSeconds(70)))),
                    wrong("CA-11 nbf in the future", c -> c.notBeforeTime(Date.from(now.plusSeconds(70)))),
                    wrong("exp as text", c -> c.claim("exp", "soon")),
                    wrong("exp beyond all time", c -> c.claim("exp", new java.math.BigDecimal("1e300"))),
                    wrong("no jti", c -> c.jwtID(null)),
                    wrong("empty jti", c -> c.jwtID("")),
                    wrong("long jti", c -> c.jwtID("x".repeat(600))),
                    wrong("CA-14 another iss", c -> c.issuer("web")),
                    wrong("no iss", c -> c.issuer(null)),
                    wrong("CA-14 another sub", c -> c.subject("web")),
                    wrong("no sub", c -> c.subject(null)));
        }

        private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
            return Arguments.of(what, change);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("claims")
        void wrongClaims(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
            assertThat(CLIENT.token(CLIENT.assertion(change)).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("CA-09: an array with the issuer alone")
        @Test
        void anAudienceThatIsAnArray() throws Exception {
            Map<String, Object> claims =
                    new java.util.LinkedHashMap<>(CLIENT.claims().build().toJSONObject());
            claims.put("aud", List.of(SERVER.issuer()));
            com.nimbusds.jose.JWSObject jws = new com.nimbusds.jose.JWSObject(
                    SigningClient.header("ES256", "JWT").build(), new com.nimbusds.jose.Payload(claims));
            jws.sign(new com.nimbusds.jose.crypto.ECDSASigner(CLIENT.key().toECKey()));
            assertThat(CLIENT.token(jws.serialize()).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("CA-14: a client_id of somebody else")
        @Test
        void anotherClientId() {
            assertThat(CLIENT.token(CLIENT.assertion(), Map.of("client_id", "web"))
                            .refusal())
                    .isEqualTo(REFUSED);
        }

        @DisplayName("CA-17: tokens that the same key has signed for something else")
        @ParameterizedTest
        @ValueSource(strings = {"at+jwt", "application/at+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt"})
        void otherTypes(String type) {
            String assertion = CLIENT.sign(
                    SigningClient.header("ES256", type), CLIENT.claims().build());
            assertThat(CLIENT.token(assertion).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("CA-17: an ID token of ours")
        @Test
        void anIdToken() {
            Story story = new Story();
            String idToken = story.tokens(TestClient.WEB).text("id_token");
            assertThat(CLIENT.token(idToken).refusal()).isEqualTo(REFUSED);
        }

        @DisplayName("CA-12: alg none")
        @Test
        void noSignature() {
            String header = url("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
            String claims = url(CLIENT.claims().build().toString().getBytes(StandardCharsets.UTF_8));
            for (String assertion : List.of(header + "." + claims + ".", header + "." + claims + ".AA")) {
                assertThat(CLIENT.token(assertion).refusal()).isEqualTo(REFUSED);
            }
        }

        @DisplayName("CA-12: HS256 with the public key as the secret")
        @Test
        void theClientsPublicKeyAsASecret() throws Exception {
            JWK key = SigningClient.rsaKey();
            SigningClient rsa = SigningClient.registered(SERVER, key, Map.of());
            byte[] der = ((RSAKey) key).toPublicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
            for (byte[] secret : List.of(
                    der,
                    pem.getBytes(StandardCharsets.US_ASCII),
                    key.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII))) {
                SignedJWT jwt = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(key.getKeyID())
                                .build(),
                        rsa.claims().build());
                jwt.sign(new MACSigner(secret));
                assertThat(rsa.token(jwt.serialize()).refusal()).isEqualTo(REFUSED);
            }
        }

        @DisplayName("CA-12: an algorithm that the client is not registered for")
        @Test
        void anotherAlgorithmThanRegistered() {
            SigningClient ps256 = SigningClient.registered(
                    SERVER, SigningClient.rsaKey(), Map.of("token_endpoint_auth_signing_alg", "PS256"));
            assertThat(ps256.token(ps256.sign(
                                    SigningClient.header("RS256", "JWT"),
                                    ps256.claims().build()))
                            .refusal())
                    .isEqualTo(REFUSED);
            assertThat(ps256.token(ps256.sign(
                                    SigningClient.header("PS256", "JWT"),
                                    ps256.claims().build()))
                            .refusal())
                    .isEmpty();
        }

        @DisplayName("CA-12: ES256 with r = s = 0, and a signature over something else")
        @Test
        void forgedSignatures() {
            String assertion = CLIENT.assertion();
            String unsigned = assertion.substring(0, assertion.lastIndexOf('.') + 1);
            String other = CLIENT.assertion();
            for (String signature : List.of(url(new byte[64]), other.substring(other.lastIndexOf('.') + 1), "AA")) {
                assertThat(CLIENT.token(unsigned + signature).refusal()).isEqualTo(REFUSED);
            }
        }

        @DisplayName("CA-13: keys that the assertion brings along, or points to")
        @Test
        void keysFromTheHeader() throws Exception {
            JWK thief = SigningClient.ecKey();
            String canary = WORLD.document("application/json", new JWKSet(thief.toPublicJWK()).toString());
            List<JWSHeader> headers = List.of(
                    SigningClient.header("ES256", "JWT")
                            .jwk(thief.toPublicJWK())
                            .build(),
                    SigningClient.header("ES256", "JWT")
                            .jwkURL(URI.create(canary))
                            .build(),
                    SigningClient.header("ES256", "JWT")
                            .x509CertURL(URI.create(canary))
                            .build(),
                    SigningClient.header("ES256", "JWT")
                            .x509CertChain(List.of(new com.nimbusds.jose.util.Base64("AAAA")))
                            .build(),
                    SigningClient.header("ES256", "JWT").keyID("../../x").build(),
                    SigningClient.header("ES256", "JWT").keyID("' OR 1=1").build(),
                    SigningClient.header("ES256", "JWT")
                            .keyID(CLIENT.key().getKeyID())
                            .build());
            for (JWSHeader header : headers) {
                String assertion = SigningClient.sign(header, CLIENT.claims().build(), thief);
                assertThat(CLIENT.token(assertion).refusal())
                        .as(header.toString())
                        .isEqualTo(REFUSED);
            }
            assertThat(WORLD.receivedAt(canary)).isEmpty();
        }

        @Test
        void aHeaderThatDemandsAnExtension() {
            JWSHeader header = SigningClient.header("ES256", "JWT")
                    .criticalParams(java.util.Set.of("x"))
                    .customParam("x", true)
                    .build();
            assertThat(CLIENT.token(SigningClient.sign(header, CLIENT.claims().build(), CLIENT.key()))
                            .refusal())
                    .isEqualTo(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b", "a.b.c", "e30.e30.AA", "bnVsbA.e30.AA", "%00", "\u00e9.\u00e9.\u00e9"})
        void whatIsNoJwt(String assertion) {
            assertThat(CLIENT.token(assertion).refusal()).isIn(REFUSED, "400 invalid_request");
        }

        @Test
        void duplicateMembersAndDeepNestingAndHugeNumbers() {
            for (String claims : List.of(
                    "{\"sub\":\"" + CLIENT.clientId() + "\",\"sub\":\"web\"}",
                    "{\"sub\":\"" + CLIENT.clientId() + "\",\"exp\":1e1000000}",
                    "{\"sub\":\"" + CLIENT.clientId() + "\",\"exp\":" + "9".repeat(3000) + "}",
                    "{\"sub\":\"" + CLIENT.clientId() + "\",\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}")) {
                String assertion = url("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                        + url(claims.getBytes(StandardCharsets.UTF_8)) + ".AA";
                assertThat(CLIENT.token(assertion).refusal()).isEqualTo(REFUSED);
            }
        }

        @DisplayName("CA-01: two ways at once")
        @Test
        void twoMethodsAtOnce() {
            assertThat(CLIENT.token(CLIENT.assertion(), Map.of("client_secret", "x"))
                            .refusal())
                    .isEqualTo("400 invalid_request");
            Map<String, String> form = new java.util.LinkedHashMap<>(SigningClient.fields(CLIENT.assertion()));
            form.put("grant_type", "client_credentials");
            assertThat(RelyingParty.postAnonymously(
                                    SERVER,
                                    "/oauth2/token",
                                    RelyingParty.encode(form),
                                    "Authorization",
                                    RelyingParty.basic("web", TestClient.WEB.secret()))
                            .refusal())
                    .isEqualTo("400 invalid_request");
        }

        @Test
        void halfOfAnAssertion() {
            String type = "&client_assertion_type=" + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            String assertion = "&client_assertion=" + CLIENT.assertion();
            for (String half : List.of(type, assertion)) {
                assertThat(RelyingParty.postAnonymously(SERVER, "/oauth2/token", "grant_type=client_credentials" + half)
                                .refusal())
                        .isEqualTo("400 invalid_request");
            }
            assertThat(RelyingParty.postAnonymously(
                                    SERVER,
                                    "/oauth2/token",
                                    "grant_type=client_credentials&client_assertion_type=saml" + assertion)
                            .refusal())
                    .isEqualTo(REFUSED);
        }

        @DisplayName("CA-02: a secret, from a client that signs; an assertion, from a client with a secret")
        @Test
        void anotherMethodThanRegistered() {
            assertThat(RelyingParty.postAnonymously(
                                    SERVER,
                                    "/oauth2/token",
                                    "grant_type=client_credentials&client_secret=x&client_id=" + CLIENT.clientId())
                            .refusal())
                    .isEqualTo(REFUSED);
            assertThat(RelyingParty.postAnonymously(
                                    SERVER,
                                    "/oauth2/token",
                                    "grant_type=client_credentials&client_id=" + CLIENT.clientId())
                            .refusal())
                    .isEqualTo(REFUSED);
            assertThat(CLIENT.token(CLIENT.assertion(c -> c.issuer("service").subject("service")))
                            .refusal())
                    .isEqualTo(REFUSED);
        }
    }

    @Nested
    class OnceOnly {

        @DisplayName("CA-15: an assertion is used once, at whichever endpoint")
        @Test
        void atAnyEndpoint() {
            String assertion = CLIENT.assertion();
            assertThat(CLIENT.token(assertion).refusal()).isEmpty();
            assertThat(CLIENT.token(assertion).refusal()).isEqualTo(REFUSED);
            assertThat(CLIENT.post("/oauth2/introspect", assertion, Map.of("token", "x"))
                            .refusal())
                    .isEqualTo(REFUSED);
        }

        @Test
        void evenWhenTheRequestItselfWasRefused() {
            String assertion = CLIENT.assertion();
            assertThat(CLIENT.token(assertion, Map.of("scope", "unknown")).refusal())
                    .isEqualTo("400 invalid_scope");
            assertThat(CLIENT.token(assertion).refusal()).isEqualTo(REFUSED);
        }

        @Test
        void butTheSameIdOfAnotherClientIsAnother() {
            SigningClient other = SigningClient.registered(SERVER);
            String id = "shared-" + System.nanoTime();
            assertThat(CLIENT.token(CLIENT.assertion(claims -> claims.jwtID(id)))
                            .refusal())
                    .isEmpty();
            assertThat(other.token(other.assertion(claims -> claims.jwtID(id))).refusal())
                    .isEmpty();
        }

        @Test
        void anAssertionThatNobodySignedSpendsNothing() {
            String id = "stolen-" + System.nanoTime();
            String right = CLIENT.assertion(claims -> claims.jwtID(id));
            String forged = right.substring(0, right.lastIndexOf('.') + 1) + url(new byte[64]);
            assertThat(CLIENT.token(forged).refusal()).isEqualTo(REFUSED);
            assertThat(CLIENT.token(right).refusal()).isEmpty();
        }

        @DisplayName("CA-15: of twenty uses at once one succeeds")
        @Test
        void ofTwentyAtOnceOne() throws Exception {
            for (int round = 0; round < 20; round++) {
                String assertion = CLIENT.assertion();
                List<RelyingParty.Answer> answers = race(20, () -> CLIENT.token(assertion));
                assertThat(answers.stream().filter(RelyingParty.Answer::isOk)).hasSize(1);
                assertThat(answers.stream().map(RelyingParty.Answer::refusal).distinct())
                        .containsExactlyInAnyOrder("", REFUSED);
            }
        }
    }

    @Nested
    class KeysAtAnAddress {

        @Test
        void areFetchedOnceAndKept() {
            JWK key = SigningClient.ecKey();
            String address = WORLD.document("application/json", new JWKSet(key.toPublicJWK()).toString());
            SigningClient client = SigningClient.registered(SERVER, key, Map.of("jwks_uri", address));
            for (int i = 0; i < 3; i++) {
                assertThat(client.token(client.assertion()).refusal()).isEmpty();
            }
            assertThat(WORLD.receivedAt(address)).hasSize(1);
        }

        @DisplayName("SS-11: names of unknown keys do not make us flood the address")
        @Test
        void areNotFetchedAgainForEveryUnknownName() {
            JWK key = SigningClient.ecKey();
            String address = WORLD.document("application/json", new JWKSet(key.toPublicJWK()).toString());
            SigningClient client = SigningClient.registered(SERVER, key, Map.of("jwks_uri", address));
            for (int i = 0; i < 20; i++) {
                JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("no-" + i)
                        .build();
                assertThat(client.token(SigningClient.sign(
                                        header, client.claims().build(), key))
                                .refusal())
                        .isEqualTo(REFUSED);
            }
            assertThat(WORLD.receivedAt(address)).hasSize(1);
        }

        @DisplayName("CA-16: an address that answers with an error, a redirect, too much, or nothing usable")
        @Test
        void thatCannotBeHadRefuse() {
            JWK key = SigningClient.ecKey();
            String good = WORLD.document("application/json", new JWKSet(key.toPublicJWK()).toString());
            List<String> addresses = List.of(
                    WORLD.at(exchange -> OutsideWorld.send(exchange, 500, "text/plain", "")),
                    WORLD.at(exchange -> {
                        exchange.getResponseHeaders().set("Location", good);
                        OutsideWorld.send(exchange, 302, "text/plain", "");
                    }),
                    WORLD.document("application/json", " ".repeat(100_000) + new JWKSet(key.toPublicJWK()).toString()),
                    WORLD.document("application/json", "nonsense"),
                    WORLD.document("application/json", "{\"keys\":7}"),
                    WORLD.document("application/json", "[]"),
                    "http://localhost:1/none");
            for (String address : addresses) {
                SigningClient client = SigningClient.registered(SERVER, key, Map.of("jwks_uri", address));
                assertThat(client.token(client.assertion()).refusal())
                        .as(address)
                        .isEqualTo(REFUSED);
            }
            assertThat(WORLD.receivedAt(good)).isEmpty();
        }

        @DisplayName("CA-16: a slow address holds up its own client and nobody else")
        @Test
        void thatAreSlowHoldUpNobodyElse() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            JWK key = SigningClient.ecKey();
            String slow = WORLD.at(exchange -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                OutsideWorld.send(exchange, 200, "application/json", "{}");
            });
            SigningClient client = SigningClient.registered(SERVER, key, Map.of("jwks_uri", slow));
            ExecutorService pool = Executors.newFixedThreadPool(100);
            try {
                List<Future<RelyingParty.Answer>> answers = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    answers.add(pool.submit(() -> client.token(client.assertion())));
                }
                // Ninety are turned away at once; those that wait do not keep others from being served.
                assertThat(new RelyingParty(SERVER, TestClient.SERVICE)
                                .clientCredentials("notes:read")
                                .isOk())
                        .isTrue();
                List<String> refusals = new ArrayList<>();
                for (Future<RelyingParty.Answer> answer : answers) {
                    refusals.add(answer.get().refusal());
                }
                assertThat(refusals).doesNotContain("").contains("503 temporarily_unavailable");
                assertThat(WORLD.receivedAt(slow)).hasSize(1);
            } finally {
                release.countDown();
                pool.shutdownNow();
            }
        }

        @Test
        void thatArePrivateOrOffTheirCurveAreNoKeys() {
            JWK key = SigningClient.ecKey();
            Map<String, Object> offCurve =
                    new java.util.HashMap<>(key.toPublicJWK().toJSONObject());
            offCurve.put("y", Base64URL.encode(new byte[32]).toString());
            for (String document : List.of(
                    new JWKSet(key).toString(false),
                    "{\"keys\":[" + com.nimbusds.jose.util.JSONObjectUtils.toJSONString(offCurve) + "]}")) {
                String address = WORLD.document("application/json", document);
                SigningClient client = SigningClient.registered(SERVER, key, Map.of("jwks_uri", address));
                assertThat(client.token(client.assertion()).refusal()).isEqualTo(REFUSED);
            }
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static <T> List<T> race(int runners, Callable<T> request) throws Exception {
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
