package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.FactorsLost;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets the passkeys of somebody who has lost them. */
@Component
class LostPasskeys {

    private final Passkeys passkeys;

    LostPasskeys(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @EventListener
    void on(FactorsLost lost) {
        passkeys.removeAll(lost.accountId());
    }
}
