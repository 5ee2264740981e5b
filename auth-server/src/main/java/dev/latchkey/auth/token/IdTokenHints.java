package dev.latchkey.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.latchkey.auth.authorization.IdTokenSubjects;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.web.Issuer;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads ID tokens that come back as {@code id_token_hint}. One that has expired is still a hint (OpenID Connect
 * RP-Initiated Logout §2); one that we did not sign is nothing.
 */
@Component
public class IdTokenHints implements IdTokenSubjects {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IdTokenHints(JWKSource<SecurityContext> keys, Issuer issuer) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            if (!issuer.value().equals(claims.getIssuer())) {
                throw new com.nimbusds.jwt.proc.BadJWTException("Another issuer");
            }
        });
    }

    /**
     * What a hint says.
     *
     * @param sessionId the {@code sid}, if the token has one
     */
    public record Hint(
            String clientId, String subject, @Nullable String sessionId) {}

    @Override
    public Optional<String> subjectOf(String idToken, Client client) {
        return read(idToken)
                .filter(hint -> hint.clientId().equals(client.clientId()))
                .map(Hint::subject);
    }

    public Optional<Hint> read(String idToken) {
        try {
            JWTClaimsSet claims = processor.process(idToken, null);
            if (claims.getAudience().size() != 1 || claims.getSubject() == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new Hint(claims.getAudience().get(0), claims.getSubject(), claims.getStringClaim("sid")));
        } catch (ParseException | BadJOSEException | JOSEException notOurs) {
            return Optional.empty();
        }
    }
}
