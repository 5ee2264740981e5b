package dev.latchkey.auth.passkey;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What owners do with their passkeys once they have them. Somebody else's is not found. */
@Service
class PasskeyManagement {

    private final Passkeys passkeys;
    private final AuditTrail trail;

    PasskeyManagement(Passkeys passkeys, AuditTrail trail) {
        this.passkeys = passkeys;
        this.trail = trail;
    }

    /** Whether there was one. */
    @Transactional
    public boolean rename(UUID accountId, UUID id, String name) {
        if (!passkeys.rename(accountId, id, name)) {
            return false;
        }
        trail.record(about(SecurityEventType.FACTOR_CHANGED, accountId, name));
        return true;
    }

    /** Whether there was one. */
    @Transactional
    public boolean remove(UUID accountId, UUID id) {
        Optional<Passkey> passkey = passkeys.find(accountId, id);
        if (passkey.isEmpty() || !passkeys.remove(accountId, id)) {
            return false;
        }
        trail.record(
                about(SecurityEventType.FACTOR_REMOVED, accountId, passkey.get().name()));
        return true;
    }

    private static SecurityEvent about(SecurityEventType type, UUID accountId, String name) {
        return SecurityEvent.success(type)
                .account(accountId)
                .detail("factor", "passkey")
                .detail("name", name);
    }
}
