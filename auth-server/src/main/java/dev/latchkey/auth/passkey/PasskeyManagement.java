package dev.latchkey.auth.passkey;

import dev.latchkey.auth.mfa.LastFactorException;
import dev.latchkey.auth.mfa.SecondFactorRemoval;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What owners do with their passkeys once they have them. Somebody else's is not found. */
@Service
class PasskeyManagement {

    private final Passkeys passkeys;
    private final SecondFactorRemoval removal;
    private final PasskeyNotices notices;

    PasskeyManagement(Passkeys passkeys, SecondFactorRemoval removal, PasskeyNotices notices) {
        this.passkeys = passkeys;
        this.removal = removal;
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

    /**
     * Whether there was one.
     *
     * @throws LastFactorException and it stays, if it is the last second factor of an account that has to have one
     */
    @Transactional
    public boolean remove(UUID accountId, UUID id) {
        Optional<Passkey> passkey = passkeys.find(accountId, id);
        if (passkey.isEmpty() || !removal.remove(accountId, () -> passkeys.remove(accountId, id))) {
            return false;
        }
        notices.removed(accountId, passkey.get().name());
        return true;
    }
}
