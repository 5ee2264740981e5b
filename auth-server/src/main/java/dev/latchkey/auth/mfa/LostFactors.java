package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.FactorsLost;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets the second factors of somebody who has lost them. */
@Component
class LostFactors {

    private final TotpDevices devices;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices trustedDevices;

    LostFactors(TotpDevices devices, RecoveryCodes recoveryCodes, TrustedDevices trustedDevices) {
        this.devices = devices;
        this.recoveryCodes = recoveryCodes;
        this.trustedDevices = trustedDevices;
    }

    @EventListener
    void on(FactorsLost lost) {
        devices.deleteAll(lost.accountId());
        recoveryCodes.forgetAll(lost.accountId());
        trustedDevices.forgetAll(lost.accountId());
    }
}
