package dev.latchkey.auth.key;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes into the audit trail what happens to keys. */
@Component
class KeyAudit {

    private final AuditTrail auditTrail;

    KeyAudit(AuditTrail auditTrail) {
        this.auditTrail = auditTrail;
    }

    @EventListener
    void on(SigningKeyChanged changed) {
        auditTrail.record(SecurityEvent.success(SecurityEventType.SIGNING_KEY_ROTATED)
                .because(changed.administrator() == null ? "PERIOD_OVER" : "REPLACED_AT_ONCE")
                .actor(changed.administrator())
                .detail("kid", changed.kid())
                .detail("algorithm", changed.algorithm().value())
                .detail("state", changed.state().name()));
    }
}
