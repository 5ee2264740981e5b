package dev.latchkey.notes.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A DPoP proof (RFC 9449) as a good client makes it; a test changes one thing and signs. */
public final class Proof {

    private final Map<String, Object> header = new LinkedHashMap<>();

    private final Map<String, Object> claims = new LinkedHashMap<>();

    private final JWK key;

    public Proof(JWK key, String method, String url, String accessToken) {
        this.key = key;
        header.put("typ", "dpop+jwt");
        header.put("alg", key instanceof ECKey ? "ES256" : "RS256");
        header.put("jwk", key.toPublicJWK().toJSONObject());
        claims.put("htm", method);
        claims.put("htu", url);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("ath", sha256(accessToken));
    }

    public Proof with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    public Proof without(String claim) {
        claims.remove(claim);
        return this;
    }

    public Proof header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public String sign() {
        return signedBy(key);
    }

    public String signedBy(JWK other) {
        return AccessToken.sign(
                JsonMapper.shared().writeValueAsString(header),
                JsonMapper.shared().writeValueAsString(claims),
                other);
    }

    public static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
