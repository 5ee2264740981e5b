package dev.latchkey.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.authorization.IdTokenSubjects;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.key.TokenVerifier;
import dev.latchkey.auth.web.Issuer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads ID tokens that come back as {@code id_token_hint}. One that has expired is still a hint (OpenID Connect
 * RP-Initiated Logout §2); one that we did not sign is nothing.
 */
@Component
public class IdTokenHints implements IdTokenSubjects {

    private final TokenVerifier verifier;
    private final Issuer issuer;

    IdTokenHints(TokenVerifier verifier, Issuer issuer) {
        this.verifier = verifier;
        this.issuer = issuer;
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
        return verifier.claims(idToken, IdTokens.TYPE)
                .filter(claims -> issuer.value().equals(claims.getIssuer()))
                .filter(claims -> claims.getAudience().size() == 1 && claims.getSubject() != null)
                .map(claims -> new Hint(claims.getAudience().get(0), claims.getSubject(), sessionId(claims)));
    }

    private static @Nullable String sessionId(JWTClaimsSet claims) {
        return claims.getClaim("sid") instanceof String sid ? sid : null;
    }
}
