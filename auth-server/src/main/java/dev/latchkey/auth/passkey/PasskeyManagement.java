package dev.latchkey.auth.passkey;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What owners do with their passkeys once they have them. Somebody else's is not found. */
@Service
class PasskeyManagement {

    private final Passkeys passkeys;
    private final PasskeyNotices notices;

    PasskeyManagement(Passkeys passkeys, PasskeyNotices notices) {
        this.passkeys = passkeys;
        this.notices = notices;
    }

    /** Whether there was one. */
    @Transactional
    public boolean rename(UUID accountId, UUID id, String name) {
        Optional<Passkey> before = passkeys.find(accountId, id);
        if (before.isEmpty() || !passkeys.rename(accountId, id, name)) {
            return false;
        }
        notices.renamed(accountId, before.get().name(), name);
        return true;
    }

    /** Whether there was one. */
    @Transactional
    public boolean remove(UUID accountId, UUID id) {
        Optional<Passkey> passkey = passkeys.find(accountId, id);
        if (passkey.isEmpty() || !passkeys.remove(accountId, id)) {
            return false;
        }
        notices.removed(accountId, passkey.get().name());
        return true;
    }
}
