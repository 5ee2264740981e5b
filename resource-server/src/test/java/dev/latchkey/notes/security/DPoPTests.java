package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.Proof;
import dev.latchkey.notes.testing.TestIssuer;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class DPoPTests {

    private static final String NOTES = TestIssuer.AUDIENCE + "/notes";

    private final ECKey key = TestIssuer.newEcKey("client");

    private final String token = TestIssuer.shared()
            .token()
            .with("cnf", Map.of("jkt", Proof.thumbprint(key)))
            .sign();

    @Autowired
    Api api;

    @Test
    void aBoundTokenWithItsProofIsAccepted() {
        call(proof().sign()).hasStatus(200);
        api.send("GET", "/notes", (String) null, "Authorization", "dpop " + token, "DPoP", proof().sign())
                .hasStatus(200);
    }

    @Test
    void rsaKeysOfReasonableSizeAreAccepted() {
        JWK rsa = TestIssuer.newRsaKey("client");
        String bound = TestIssuer.shared()
                .token()
                .with("cnf", Map.of("jkt", Proof.thumbprint(rsa)))
                .sign();
        api.send(
                        "GET",
                        "/notes",
                        (String) null,
                        "Authorization",
                        "DPoP " + bound,
                        "DPoP",
                        new Proof(rsa, "GET", NOTES, bound).sign())
                .hasStatus(200);
    }

    @Test
    void dp06_aBoundTokenAsBearerIsRefusedAndTheSchemeNamed() {
        Answer answer = api.as(token).get("/notes").isProblem(401);
        assertThat(answer.headers("WWW-Authenticate"))
                .anyMatch(header -> header.startsWith("DPoP error=\"invalid_token\""));
        api.send("GET", "/notes", (String) null, "Authorization", "Bearer " + token, "DPoP", proof().sign())
                .isProblem(401);
    }

    @Test
    void dp09_anUnboundTokenWithAProofIsRefused() {
        String unbound = TestIssuer.shared().token().sign();
        refused(api.send(
                "GET",
                "/notes",
                (String) null,
                "Authorization",
                "DPoP " + unbound,
                "DPoP",
                new Proof(key, "GET", NOTES, unbound).sign()));
    }

    @Test
    void dp07_exactlyOneProof() {
        Answer none = api.send("GET", "/notes", (String) null, "Authorization", "DPoP " + token);
        assertThat(none.status()).isIn(400, 401);
        Answer two = api.send(
                "GET",
                "/notes",
                (String) null,
                "Authorization",
                "DPoP " + token,
                "DPoP",
                proof().sign(),
                "DPoP",
                proof().sign());
        assertThat(two.status()).isIn(400, 401);
        Answer twice = api.send(
                "GET",
                "/notes",
                (String) null,
                "Authorization",
                "DPoP " + token,
                "Authorization",
                "Bearer " + token,
                "DPoP",
                proof().sign());
        assertThat(twice.status()).isIn(400, 401);
    }

    @Test
    void dp01_proofsNotSignedByTheirKey() {
        ECKey other = TestIssuer.newEcKey("client");
        refused(call(proof().signedBy(other)));
        refused(call(proof().header("jwk", key.toJSONObject()).sign()));
        refused(call(
                proof().header("jwk", Map.of("kty", "oct", "k", "c2VjcmV0")).sign()));
        refused(call(proof().header("jwk", null).sign()));
        refused(call(proof().header("alg", "none").sign()));
        refused(call(proof().header("alg", "HS256").sign()));
        refused(call(proof().header("typ", "JWT").sign()));
        refused(call(proof().header("crit", List.of("x")).header("x", 1).sign()));
    }

    @Test
    void dp08_proofsForAnotherTokenOrOfAnotherKey() {
        refused(call(proof().with("ath", Proof.sha256("another token")).sign()));
        refused(call(proof().without("ath").sign()));
        ECKey other = TestIssuer.newEcKey("client");
        refused(call(new Proof(other, "GET", NOTES, token).sign()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.test/notes",
                "https://notes.test/notes",
                "http://notes.test/notes/",
                "http://notes.test/other",
                "http://notes.test:8080/notes",
                "http://notes.test.evil.test/notes",
                "http://notes.test@evil.test/notes",
                "/notes",
                "notes",
                "",
                "http:notes",
                "http://notes.test/NOTES"
            })
    void dp02_proofsForAnotherAddress(String htu) {
        refused(call(proof().with("htu", htu).sign()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://notes.test/notes?limit=1",
                "http://notes.test/notes#f",
                "http://NOTES.test/notes",
                "HTTP://notes.test/notes",
                "http://notes.test:80/notes"
            })
    void dp02_otherSpellingsOfTheSameAddress(String htu) {
        call(proof().with("htu", htu).sign()).hasStatus(200);
    }

    @Test
    void dp02_theHostHeaderDoesNotDecideWhichAddressWasCalled() {
        refused(call(
                proof().with("htu", "http://127.0.0.1:" + api.port() + "/notes").sign()));
    }

    @Test
    void dp02_proofsForAnotherMethod() {
        refused(call(proof().with("htm", "POST").sign()));
        refused(call(proof().without("htm").sign()));
    }

    @Test
    void dp03_proofsThatAreTooOldTooEarlyOrNameless() {
        long now = Instant.now().getEpochSecond();
        refused(call(proof().with("iat", now - 300).sign()));
        refused(call(proof().with("iat", now + 300).sign()));
        refused(call(proof().without("iat").sign()));
        refused(call(proof().with("jti", "").sign()));
        refused(call(proof().without("jti").sign()));
        refused(call(proof().with("jti", "x".repeat(5_000)).sign()));
    }

    @Test
    void dp04_aProofIsSpentOnce() {
        String proof = proof().sign();
        call(proof).hasStatus(200);
        refused(call(proof));
    }

    @Test
    void dp04_ofParallelUsesOfOneProofOneIsAccepted() throws Exception {
        int callers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            for (int round = 0; round < 5; round++) {
                String proof = proof().sign();
                CyclicBarrier together = new CyclicBarrier(callers);
                List<Future<Answer>> results = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    results.add(pool.submit(() -> {
                        together.await();
                        return call(proof);
                    }));
                }
                int accepted = 0;
                for (Future<Answer> result : results) {
                    accepted += result.get().status() == 200 ? 1 : 0;
                }
                assertThat(accepted).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void dp17_proofsThatWouldCostTooMuch() throws Exception {
        refused(call(proof().with("pad", "x".repeat(4_500)).sign()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var pair = generator.generateKeyPair();
        JWK small = new com.nimbusds.jose.jwk.RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey((RSAPrivateKey) pair.getPrivate())
                .build();
        refused(call(proof().header("alg", "RS256")
                .header("jwk", small.toPublicJWK().toJSONObject())
                .sign()));
        refused(call(proof().header("jwk", Map.of("kty", "EC", "crv", "P-256", "x", "AQ", "y", "AQ"))
                .sign()));
        refused(call("not.a.proof"));
        refused(call("x"));
    }

    @Test
    void missingScopesAreReportedForTheSchemeInUse() {
        String weak = TestIssuer.shared()
                .token()
                .with("scope", "openid")
                .with("cnf", Map.of("jkt", Proof.thumbprint(key)))
                .sign();
        Answer answer = api.send(
                "GET",
                "/notes",
                (String) null,
                "Authorization",
                "DPoP " + weak,
                "DPoP",
                new Proof(key, "GET", NOTES, weak).sign());
        assertThat(answer.isProblem(403).header("WWW-Authenticate"))
                .startsWith("DPoP error=\"insufficient_scope\"")
                .contains("scope=\"notes:read\"");
    }

    private Proof proof() {
        return new Proof(key, "GET", NOTES, token);
    }

    private Answer call(String proof) {
        return api.send("GET", "/notes", (String) null, "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static void refused(Answer answer) {
        answer.isProblem(401);
        assertThat(answer.headers("WWW-Authenticate")).anyMatch(header -> header.startsWith("DPoP error=\"invalid_"));
    }
}
