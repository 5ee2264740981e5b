package dev.latchkey.auth.developer;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.consent.WithdrawnAccess;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * What a developer does whose application lost its secrets or its data: ends all that anybody allowed it. Not in one
 * transaction, for there may be many; who is told by mail has lost nothing else.
 */
@Service
class ApplicationBreaches {

    private final WithdrawnAccess access;
    private final AuditTrail trail;

    ApplicationBreaches(WithdrawnAccess access, AuditTrail trail) {
        this.access = access;
        this.trail = trail;
    }

    void withdraw(UUID actor, Application application) {
        int people = access.withdraw(application.id());
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(actor)
                .client(application.clientId())
                .detail("by", "owner")
                .detail("withdrawn", String.valueOf(people)));
    }
}
