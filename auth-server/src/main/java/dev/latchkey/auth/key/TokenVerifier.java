package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads tokens that come back to us: whether one of our keys signed them, as the type that is expected. */
@Component
public class TokenVerifier {

    private final SigningKeys keys;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    TokenVerifier(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * The claims of a token that we signed; nothing for any other. Issuer, audience and times are for the caller.
     *
     * @param type the {@code typ} that it must have (RFC 8725 §3.11)
     */
    public Optional<JWTClaimsSet> claims(String token, String type) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            boolean ours = header.getType() != null
                    && header.getType().getType().equals(type)
                    && header.getCriticalParams() == null
                    && header.getKeyID() != null
                    && isSigned(jwt, header.getKeyID());
            return ours ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private boolean isSigned(SignedJWT jwt, String kid) throws JOSEException, GeneralSecurityException {
        Optional<JWK> published = keys.published(kid);
        if (published.isEmpty()
                || !jwt.getHeader().getAlgorithm().equals(published.get().getAlgorithm())) {
            return false;
        }
        JWK key = published.get();
        if (key instanceof OctetKeyPair edwards) {
            return Ed25519.verifies(
                    edwards, jwt.getSigningInput(), jwt.getSignature().decode());
        }
        return key instanceof AsymmetricJWK pair
                && jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), pair.toPublicKey()));
    }
}
