package dev.latchkey.auth.passkey;

import dev.latchkey.auth.session.Factor;
import java.util.UUID;

/**
 * A passkey whose answer was right.
 *
 * @param userVerified whether the authenticator made sure that it is its owner, by PIN or body, and so proved two things
 */
record ShownPasskey(Passkey passkey, boolean userVerified) {

    UUID accountId() {
        return passkey.accountId();
    }

    /** What it proves. A key that may be copied to other devices is one in software, whatever holds it now. */
    Factor factor() {
        if (passkey.backupEligible()) {
            return userVerified ? Factor.SYNCED_PASSKEY_WITH_VERIFICATION : Factor.SYNCED_PASSKEY;
        }
        return userVerified ? Factor.PASSKEY_WITH_VERIFICATION : Factor.PASSKEY;
    }
}
