package dev.latchkey.auth.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends sessions because a provider says so, once for each of its tokens. */
@Service
class UpstreamLogout {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final FederatedSessions federatedSessions;
    private final AccountSessions sessions;
    private final SpentIds spentIds;
    private final Clock clock;

    UpstreamLogout(FederatedSessions federatedSessions, AccountSessions sessions, SpentIds spentIds, Clock clock) {
        this.federatedSessions = federatedSessions;
        this.sessions = sessions;
        this.spentIds = spentIds;
        this.clock = clock;
    }

    /** @return false if the token was used before */
    @Transactional
    public boolean end(Provider provider, JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        Instant until = (expires == null ? clock.instant() : expires.toInstant()).plus(KEPT);
        if (!spentIds.claim("upstream-logout", provider.id().toString(), claims.getJWTID(), until)) {
            return false;
        }
        federatedSessions
                .find(provider, claims.getSubject(), UpstreamTokens.text(claims, "sid"))
                .forEach(linked ->
                        sessions.end(linked.accountId(), linked.sessionId(), SessionEnded.Reason.SIGNED_OUT_UPSTREAM));
        return true;
    }
}
