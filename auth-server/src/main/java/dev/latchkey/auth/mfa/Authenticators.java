package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.BrowserSession;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Renames and removes authenticator apps, and tells of it in the same transaction. */
@Service
class Authenticators {

    private final TotpDevices devices;
    private final SecondFactorRemoval removal;
    private final FactorNotices notices;

    Authenticators(TotpDevices devices, SecondFactorRemoval removal, FactorNotices notices) {
        this.devices = devices;
        this.removal = removal;
        this.notices = notices;
    }

    /** @return whether there is such a one of this account */
    @Transactional
    public boolean rename(BrowserSession session, UUID id, String name) {
        Optional<String> before = devices.rename(session.accountId(), id, name);
        before.ifPresent(old -> notices.authenticatorRenamed(session, old, name));
        return before.isPresent();
    }

    /**
     * Removes one.
     *
     * @return whether there was such a one of this account
     * @throws LastFactorException if it has to stay
     */
    @Transactional
    public boolean remove(BrowserSession session, UUID id) {
        return removal.remove(session.accountId(), () -> {
            Optional<String> name = devices.delete(session.accountId(), id);
            name.ifPresent(removed -> notices.authenticatorRemoved(session, removed));
            return name.isPresent();
        });
    }
}
