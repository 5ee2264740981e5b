package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.latchkey.notes.testing.AccessToken;
import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Forged, altered and borrowed tokens. Each case starts from a token that is accepted and changes one thing. */
@NotesApiTest
class TokenAttackTests {

    private static final TestIssuer issuer = TestIssuer.shared();

    @Autowired
    Api api;

    @Test
    void theTokenAllOthersStartFromIsAccepted() {
        api.as(issuer.token().sign()).get("/notes").hasStatus(200);
        api.as(issuer.token().header("typ", "application/at+jwt").sign())
                .get("/notes")
                .hasStatus(200);
        api.as(issuer.token()
                        .with("aud", List.of("http://other.test", TestIssuer.AUDIENCE))
                        .sign())
                .get("/notes")
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", ""})
    void rs01_unsignedTokens(String alg) {
        AccessToken token = issuer.token().header("alg", alg);
        String unsigned = AccessToken.encode(token.headerJson()) + "." + AccessToken.encode(token.claimsJson()) + ".";
        refused(unsigned);
        refused(unsigned + "AAAA");
        refused(token.sign());
        refused(unsigned.substring(0, unsigned.length() - 1));
    }

    @Test
    void rs01_strippedAndForeignSignatures() {
        String token = issuer.token().sign();
        refused(token.substring(0, token.lastIndexOf('.') + 1));
        refused(token.substring(0, token.lastIndexOf('.')));
        refused(token.substring(0, token.length() - 10) + "AAAAAAAAAA");
        refused(issuer.token().signedBy(TestIssuer.newEcKey("ec-1")).sign());
        String other = issuer.token().sign();
        refused(token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
    }

    static Stream<byte[]> publicKeysAsSecrets() throws JOSEException {
        byte[] rsaDer = issuer.rsaKey().toRSAPublicKey().getEncoded();
        byte[] ecDer = issuer.signingKey().toECPublicKey().getEncoded();
        return Stream.of(
                rsaDer,
                ecDer,
                pem(rsaDer, ""),
                pem(rsaDer, "\n"),
                pem(ecDer, ""),
                pem(ecDer, "\n"),
                issuer.rsaKey().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                issuer.signingKey().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("publicKeysAsSecrets")
    void rs02_publicKeyUsedAsHmacSecret(byte[] secret) throws JOSEException {
        byte[] padded = Arrays.copyOf(secret, Math.max(secret.length, 32));
        for (String kid : List.of("ec-1", "rsa-1")) {
            AccessToken token = issuer.token().header("alg", "HS256").header("kid", kid);
            String input = AccessToken.encode(token.headerJson()) + "." + AccessToken.encode(token.claimsJson());
            Base64URL signature = new MACSigner(padded)
                    .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
            refused(input + "." + signature);
        }
    }

    @Test
    void rs02_anotherAlgorithmThanExpectedEvenWithAPublishedKey() {
        refused(issuer.token()
                .header("alg", "RS256")
                .header("kid", "rsa-1")
                .signedBy(issuer.rsaKey())
                .sign());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/dev/null",
                "' OR '1'='1",
                "ec-1' UNION SELECT 'k",
                "|cat /etc/passwd",
                "`id`",
                "$(id)",
                "unknown",
                "rsa-1",
                "",
                "http://169.254.169.254/",
                "EC-1",
                "ec-1 "
            })
    void rs03_keyIdsThatTryToBeSomethingElse(String kid) {
        refused(issuer.token().header("kid", kid).sign());
    }

    @Test
    void rs03_keyIdOfTheWrongType() {
        refused(issuer.token().withoutHeader("kid").sign());
        refused(issuer.token().header("kid", null).sign());
        refused(issuer.token().header("kid", 1).sign());
        refused(issuer.token().header("kid", List.of("ec-1")).sign());
    }

    @Test
    void rs04_keysAndExtensionsInTheHeader() {
        ECKey own = TestIssuer.newEcKey("ec-1");
        TestIssuer canary = new TestIssuer();
        canary.publish(own);
        refused(issuer.token()
                .header("jwk", own.toPublicJWK().toJSONObject())
                .signedBy(own)
                .sign());
        refused(issuer.token()
                .header("jku", canary.url() + "/oauth2/jwks")
                .signedBy(own)
                .sign());
        refused(issuer.token()
                .header("x5u", canary.url() + "/oauth2/jwks")
                .signedBy(own)
                .sign());
        refused(issuer.token().header("x5c", List.of("MIIB")).signedBy(own).sign());
        refused(issuer.token().header("crit", List.of("exp")).sign());
        refused(issuer.token()
                .header("crit", List.of("b64"))
                .header("b64", false)
                .sign());
        refused(issuer.token().header("b64", false).sign());
        refused(issuer.token().header("zip", "DEF").sign());
        assertThat(canary.requests())
                .as("nothing in a token makes us call anybody")
                .isEmpty();
    }

    static Stream<Object> datesThatAreNone() {
        long later = Instant.now().getEpochSecond() + 600;
        return Stream.of(
                String.valueOf(later),
                later + 0.5,
                1e99,
                -1,
                0,
                253402300800L,
                true,
                Map.of(),
                List.of(later),
                Long.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("datesThatAreNone")
    void rs05_datesThatAreNoWholeSeconds(Object date) {
        refused(issuer.token().with("exp", date).sign());
        refused(issuer.token().with("iat", date).sign());
        refused(issuer.token().with("nbf", date).sign());
    }

    @Test
    void rs05_expiredOrNotYetValid() {
        long now = Instant.now().getEpochSecond();
        refused(issuer.token().with("exp", now - 61).sign());
        refused(issuer.token().with("exp", now - 11).sign());
        refused(issuer.token().without("exp").sign());
        refused(issuer.token().with("exp", null).sign());
        refused(issuer.token().with("nbf", now + 60).sign());
        refused(issuer.token().with("iat", now + 60).sign());
        refused(issuer.token().without("iat").sign());
        AccessToken token = issuer.token();
        refused(AccessToken.sign(
                token.headerJson(),
                token.claimsJson().replaceFirst("\"exp\":\\d+", "\"exp\":1e99"),
                issuer.signingKey()));
    }

    @Test
    void rs05_aClockALittleAheadIsTolerated() {
        long now = Instant.now().getEpochSecond();
        api.as(issuer.token().with("iat", now + 5).with("nbf", now + 5).sign())
                .get("/notes")
                .hasStatus(200);
    }

    @Test
    void rs06_wrongIssuer() {
        refused(issuer.token().with("iss", issuer.url() + "/").sign());
        refused(issuer.token()
                .with("iss", issuer.url().replace("http", "https"))
                .sign());
        refused(issuer.token()
                .with("iss", issuer.url().toUpperCase(java.util.Locale.ROOT))
                .sign());
        refused(issuer.token().with("iss", "http://evil.test").sign());
        refused(issuer.token().with("iss", List.of(issuer.url())).sign());
        refused(issuer.token().without("iss").sign());
    }

    @Test
    void rs06_rs08_wrongAudience() {
        refused(issuer.token().with("aud", "http://other.test").sign());
        refused(issuer.token().with("aud", TestIssuer.AUDIENCE + "/").sign());
        refused(issuer.token().with("aud", "HTTP://NOTES.TEST").sign());
        refused(issuer.token().with("aud", "demo").sign());
        refused(issuer.token().with("aud", List.of("a", "b")).sign());
        refused(issuer.token().with("aud", List.of()).sign());
        refused(issuer.token().with("aud", List.of(TestIssuer.AUDIENCE, 1)).sign());
        refused(issuer.token().with("aud", Map.of("aud", TestIssuer.AUDIENCE)).sign());
        refused(issuer.token()
                .with("aud", TestIssuer.AUDIENCE + " http://other.test")
                .sign());
        refused(issuer.token().without("aud").sign());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt+x", "logout+jwt", "dpop+jwt", "application/jwt", "", " at+jwt"})
    void otherKindsOfTokens(String typ) {
        refused(issuer.token().header("typ", typ).sign());
    }

    @Test
    void aTokenWithoutTypeIsNoAccessToken() {
        refused(issuer.token().withoutHeader("typ").sign());
        refused(issuer.token().header("typ", 1).sign());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "client_id", "jti"})
    void claimsThatRfc9068Requires(String claim) {
        refused(issuer.token().without(claim).sign());
        refused(issuer.token().with(claim, "").sign());
        refused(issuer.token().with(claim, 1).sign());
        refused(issuer.token().with(claim, List.of("x")).sign());
    }

    @Test
    void subjectsNoColumnCanKeep() {
        refused(issuer.token().with("sub", "x".repeat(256)).sign());
        api.as(issuer.token().with("sub", "'; DROP TABLE note; --").sign())
                .get("/notes")
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notes", "/notes/00000000-0000-4000-8000-000000000000", "/notes?q=x"})
    void rs13_aMachineIsNobody(String path) {
        String machine = issuer.token().with("sub", "demo").without("auth_time").sign();
        api.as(machine).get(path).isProblem(403);
        api.as(machine).post("/notes", "{\"title\":\"t\"}").isProblem(403);
        api.as(machine)
                .delete("/notes/00000000-0000-4000-8000-000000000000", "*")
                .isProblem(403);
    }

    @Test
    void rs15_repeatedMembers() {
        AccessToken token = issuer.token();
        String header = token.headerJson();
        String claims = token.claimsJson();
        for (String repeated : List.of(
                "{\"sub\":\"mallory\"," + claims.substring(1),
                "{\"\\u0073ub\":\"mallory\"," + claims.substring(1),
                claims.substring(0, claims.length() - 1) + ",\"aud\":\"http://other.test\"}",
                claims.substring(0, claims.length() - 1) + ",\"\\u0065xp\":9999999999}",
                claims + "{}",
                claims + " x")) {
            refused(AccessToken.sign(header, repeated, issuer.signingKey()));
        }
        refused(AccessToken.sign("{\"alg\":\"none\"," + header.substring(1), claims, issuer.signingKey()));
        refused(AccessToken.sign("{\"\\u0061lg\":\"none\"," + header.substring(1), claims, issuer.signingKey()));
    }

    @Test
    void rs15_nestingAndSize() {
        AccessToken token = issuer.token();
        String claims = token.claimsJson();
        String nested =
                claims.substring(0, claims.length() - 1) + ",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        refused(AccessToken.sign(token.headerJson(), nested, issuer.signingKey()));
        refused(AccessToken.sign("[]", claims, issuer.signingKey()));
        refused(AccessToken.sign(token.headerJson(), "\"text\"", issuer.signingKey()));
        refused(AccessToken.sign(token.headerJson(), "", issuer.signingKey()));
        Answer huge = api.as("A".repeat(1_000_000)).get("/notes");
        assertThat(huge.status()).isIn(400, 401, 431);
        huge.isProblem(huge.status());
    }

    static Stream<byte[]> degenerateSignatures() {
        byte[] n = new java.math.BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                .toByteArray();
        byte[] order = Arrays.copyOfRange(n, n.length - 32, n.length);
        byte[] one = new byte[32];
        one[31] = 1;
        byte[] zero = new byte[32];
        byte[] all = new byte[32];
        Arrays.fill(all, (byte) 0xff);
        return Stream.of(
                concat(zero, zero),
                concat(one, zero),
                concat(zero, one),
                concat(order, order),
                concat(order, one),
                concat(one, order),
                concat(all, all),
                concat(one, one),
                new byte[0],
                new byte[1],
                new byte[63],
                new byte[65],
                new byte[1000]);
    }

    @ParameterizedTest
    @MethodSource("degenerateSignatures")
    void rs16_signaturesOutOfRange(byte[] signature) {
        String token = issuer.token().sign();
        refused(token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature));
    }

    @Test
    void rs16_signatureInDerEncoding() throws JOSEException {
        String token = issuer.token().sign();
        String input = token.substring(0, token.lastIndexOf('.'));
        byte[] concatenated = new ECDSASigner(issuer.signingKey())
                .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII))
                .decode();
        refused(input + "." + Base64URL.encode(ECDSA.transcodeSignatureToDER(concatenated)));
    }

    @Test
    void rs17_encryptedAndCompressedTokens() throws JOSEException {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                .contentType("JWT")
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .keyID("rsa-1")
                .build();
        JWEObject nested = new JWEObject(header, new Payload(issuer.token().sign()));
        nested.encrypt(new RSAEncrypter(issuer.rsaKey().toRSAPublicKey()));
        refused(nested.serialize());

        JWEObject bomb = new JWEObject(header, new Payload("0".repeat(50_000_000)));
        bomb.encrypt(new RSAEncrypter(issuer.rsaKey().toRSAPublicKey()));
        Answer answer = api.as(bomb.serialize()).get("/notes");
        assertThat(answer.status()).isIn(400, 401, 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.b.c", "a.b.c.d", "..", ".", "=", "....", "eyJ.eyJ.", "~~~", "-", "null"})
    void whatIsNoTokenAtAll(String text) {
        refused(text);
    }

    @Test
    void tokensBoundToSomethingWeCannotCheck() {
        refused(issuer.token()
                .with("cnf", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"))
                .sign());
        refused(issuer.token().with("cnf", Map.of("jkt", 1)).sign());
        refused(issuer.token().with("cnf", "text").sign());
        refused(issuer.token().with("cnf", Map.of()).sign());
        refused(issuer.token().with("cnf", null).sign());
    }

    /** Refused with 401, with no more said than that. */
    private void refused(String token) {
        Answer answer = api.as(token).get("/notes").isProblem(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(answer.text()).doesNotContain("alg", "kid", "issuer", "Jwt", "exp ");
    }

    private static byte[] pem(byte[] der, String end) {
        String text = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----" + end;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
