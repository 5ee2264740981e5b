package dev.latchkey.auth.token;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Decides whether a client may exchange a token (RFC 8693 §2.1): it lives, acts for a person, and came to the right client. */
@Component
class SubjectTokens {

    private final OwnTokens tokens;
    private final AccessTokenStatus status;
    private final Grants grants;
    private final Clients clients;
    private final AuditTrail trail;

    SubjectTokens(OwnTokens tokens, AccessTokenStatus status, Grants grants, Clients clients, AuditTrail trail) {
        this.tokens = tokens;
        this.status = status;
        this.grants = grants;
        this.clients = clients;
        this.trail = trail;
    }

    /** @throws TokenRequestException {@code invalid_request} (§2.2.2), for every reason the same */
    SubjectToken read(String value, Client client, TokenExchangePolicy policy, @Nullable DPoPProof proof) {
        Jwt token = live(value, client);
        String issuedTo = token.getClaimAsString("client_id");
        if (issuedTo == null || clients.byClientId(issuedTo).isEmpty()) {
            throw refused(client, "CLIENT_UNKNOWN");
        }
        boolean own = issuedTo.equals(client.clientId());
        if (!own && !policy.subjectClients().contains(issuedTo)) {
            throw refused(client, "CLIENT_NOT_ALLOWED");
        }
        if (!isShownWithItsKey(token, proof)) {
            throw refused(client, "KEY_NOT_SHOWN");
        }
        // A token that a client got for itself names nobody to act for, and no grant by which to end what comes of it.
        Grant grant = AccessTokenStatus.grantOf(token)
                .flatMap(grants::findLive)
                .orElseThrow(() -> refused(client, "NOBODY_BEHIND"));
        @Nullable Map<String, Object> earlier = Actors.of(token);
        @Nullable Map<String, Object> actors = own ? earlier : Actors.followedBy(earlier, client.clientId());
        if (Actors.length(actors) > Actors.LONGEST) {
            throw refused(client, "TOO_MANY_ACTORS");
        }
        return new SubjectToken(token, grant, new LinkedHashSet<>(OwnTokens.scopesOf(token)), actors);
    }

    private Jwt live(String value, Client client) {
        Jwt token;
        try {
            token = tokens.decode(value);
        } catch (BadJwtException notOurs) {
            throw refused(client, "NOT_OURS");
        }
        if (!status.isLive(token)) {
            throw refused(client, "NOT_LIVE");
        }
        return token;
    }

    /** RFC 9449 §5: who took a bound token from its owner has not taken the key. */
    private static boolean isShownWithItsKey(Jwt token, @Nullable DPoPProof proof) {
        Map<String, Object> confirmation = token.getClaimAsMap(AccessTokenClaims.CONFIRMATION);
        return confirmation == null || (proof != null && proof.thumbprint().equals(confirmation.get("jkt")));
    }

    private TokenRequestException refused(Client client, String reason) {
        trail.record(
                SecurityEvent.failure(SecurityEventType.TOKEN_EXCHANGED, reason).client(client.clientId()));
        return new TokenRequestException(
                "invalid_request",
                "The subject token is not accepted",
                Failure.of(FailedRule.SUBJECT_TOKEN, "", reason));
    }
}
