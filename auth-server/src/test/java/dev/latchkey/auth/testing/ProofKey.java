package dev.latchkey.auth.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A DPoP key (RFC 9449) and the proofs that its owner makes. */
public final class ProofKey {

    private final JWK key;
    private final String algorithm;

    public ProofKey() {
        this(SigningClient.ecKey(), "ES256");
    }

    public ProofKey(JWK key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    public JWK key() {
        return key;
    }

    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String proof(String method, String url) {
        return proof(method, url, UnaryOperator.identity());
    }

    /** A proof of which one thing is changed. */
    public String proof(String method, String url, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(header().build(), change.apply(claims(method, url)).build());
    }

    /** A proof for a request with an access token. */
    public String proofFor(String accessToken, String method, String url) {
        return proof(method, url, claims -> claims.claim("ath", hash(accessToken)));
    }

    public JWSHeader.Builder header() {
        return SigningClient.header(algorithm, "dpop+jwt").jwk(key.toPublicJWK());
    }

    public static JWTClaimsSet.Builder claims(String method, String url) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", url)
                .issueTime(Date.from(Instant.now()));
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        return SigningClient.sign(header, claims, key);
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
