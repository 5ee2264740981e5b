package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Component;

/** The one place where tokens are signed. */
@Component
public class TokenSigner {

    private final SigningKeys keys;
    private final DefaultJWSSignerFactory signers = new DefaultJWSSignerFactory();

    /** By key id, which never belongs to two keys: a signer is costly to make and safe to share. */
    private final ConcurrentMap<String, JWSSigner> signersByKid = new ConcurrentHashMap<>();

    TokenSigner(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * Signs claims as a compact JWS (RFC 7515 §3.1).
     *
     * @param type the {@code typ} header (RFC 8725 §3.11), such as {@code at+jwt}
     */
    public String sign(SignatureAlgorithm algorithm, String type, JWTClaimsSet claims) {
        JWK key = keys.active(algorithm);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.getName()))
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
        JWSSigner made = signers.createJWSSigner(key);
        signersByKid.put(key.getKeyID(), made);
        return made;
    }
}
