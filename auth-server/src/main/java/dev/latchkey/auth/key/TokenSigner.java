package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** The one place where tokens are signed. */
@Component
public class TokenSigner {

    private final SigningKeys keys;

    /** By key id, which never belongs to two keys: a signer is costly to make and safe to share. */
    private final ConcurrentMap<String, JWSSigner> signersByKid = new ConcurrentHashMap<>();

    private final Duration longestLife;

    TokenSigner(SigningKeys keys, KeyProperties properties) {
        this.keys = keys;
        this.longestLife = properties.retention().minus(KeyProperties.SKEW.multipliedBy(10));
    }

    /** No token may live longer: the key that signed it would be gone before it. */
    public Duration longestLife() {
        return longestLife;
    }

    /**
     * Signs claims as a compact JWS (RFC 7515 §3.1).
     *
     * @param type the {@code typ} header (RFC 8725 §3.11), such as {@code at+jwt}
     */
    public String sign(SigningAlgorithm algorithm, String type, JWTClaimsSet claims) {
        JWK key = keys.active(algorithm);
        JWSHeader header = new JWSHeader.Builder(algorithm.jose())
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + key.getKeyID() + " could not sign", e);
        }
        return jwt.serialize();
    }

    private JWSSigner signer(JWK key) throws JOSEException {
        JWSSigner known = signersByKid.get(key.getKeyID());
        if (known != null) {
            return known;
        }
        JWSSigner made = signerOf(key);
        signersByKid.put(key.getKeyID(), made);
        return made;
    }

    /** By the private key as such: one that stays in a PKCS#11 token shows nothing of itself. */
    static JWSSigner signerOf(JWK key) throws JOSEException {
        if (key instanceof OctetKeyPair edwards) {
            return Ed25519.signer(edwards);
        }
        if (key instanceof ECKey ec) {
            return new ECDSASigner(ec.toPrivateKey(), ec.getCurve());
        }
        PrivateKey privateKey = key.toRSAKey().toPrivateKey();
        RSASSASigner signer = new RSASSASigner(privateKey);
        if (privateKey.getEncoded() == null) {
            // For PS256 the platform takes the first provider that knows the algorithm, before it sees the key.
            signer.getJCAContext().setProvider(StoredKeys.tokenProvider());
        }
        return signer;
    }
}
