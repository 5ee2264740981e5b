package dev.latchkey.auth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes logout tokens (OpenID Connect Back-Channel Logout §2.4). */
@Component
class LogoutTokens {

    static final String TYPE = "logout+jwt";
    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** §2.4 recommends at most this: a token is made when it is sent. */
    private static final Duration TTL = Duration.ofMinutes(2);

    private final TokenSigner signer;
    private final ClientSubjects subjects;
    private final OpaqueValues values;
    private final Issuer issuer;
    private final Clock clock;

    LogoutTokens(TokenSigner signer, ClientSubjects subjects, OpaqueValues values, Issuer issuer, Clock clock) {
        this.signer = signer;
        this.subjects = subjects;
        this.values = values;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * A token for one attempt: with an id of its own, because an application that has seen an id may refuse it (§2.6). Never
     * with a nonce, so that nobody takes it for an ID token.
     */
    String issue(Client client, LogoutDelivery delivery) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer.value())
                .audience(client.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(TTL)))
                .jwtID(values.generate())
                .subject(subjects.of(delivery.accountId(), client))
                .claim("events", Map.of(EVENT, Map.of()));
        if (delivery.sessionId() != null) {
            claims.claim("sid", subjects.ofSession(delivery.sessionId(), client));
        }
        return signer.sign(client.idTokenAlgorithm(), TYPE, claims.build());
    }
}
