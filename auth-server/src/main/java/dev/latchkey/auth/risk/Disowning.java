package dev.latchkey.auth.risk;

import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends what an owner says is not theirs. */
@Service
class Disowning {

    private final DisowningLinks links;
    private final FamiliarOrigins origins;
    private final AccountSessions sessions;
    private final Passwords passwords;
    private final AuditTrail trail;
    private final Clock clock;

    Disowning(
            DisowningLinks links,
            FamiliarOrigins origins,
            AccountSessions sessions,
            Passwords passwords,
            AuditTrail trail,
            Clock clock) {
        this.links = links;
        this.origins = origins;
        this.sessions = sessions;
        this.passwords = passwords;
        this.trail = trail;
        this.clock = clock;
    }

    boolean isOpen(String token) {
        return links.isOpen(token);
    }

    /**
     * Ends every session of the account, since who has one may have more, and what applications were given in them. The password
     * works no more: whoever it was may know it.
     *
     * @return false if the link was used before or is too old
     */
    @Transactional
    public boolean disown(String token) {
        Optional<DisowningLinks.Link> claimed = links.claim(token);
        claimed.ifPresent(link -> {
            trail.record(SecurityEvent.success(SecurityEventType.SIGN_IN_DISOWNED)
                    .account(link.accountId())
                    .session(link.sessionId()));
            sessions.endAll(link.accountId(), null, SessionEnded.Reason.COMPROMISE_REPORTED);
            origins.forgetAll(link.accountId());
            passwords.block(link.accountId(), clock.instant());
        });
        return claimed.isPresent();
    }
}
