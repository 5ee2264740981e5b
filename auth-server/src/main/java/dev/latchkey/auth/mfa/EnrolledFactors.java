package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.FactorPolicy;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whoever has enrolled an authenticator app must show it at every sign-in. */
@Component
class EnrolledFactors implements FactorPolicy {

    private final TotpDevices devices;

    EnrolledFactors(TotpDevices devices) {
        this.devices = devices;
    }

    @Override
    public Set<Factor> requiredOf(UUID accountId) {
        return devices.hasConfirmed(accountId) ? EnumSet.of(Factor.PASSWORD, Factor.TOTP) : EnumSet.of(Factor.PASSWORD);
    }

    @Override
    public boolean hasSecondFactor(UUID accountId) {
        return devices.hasConfirmed(accountId);
    }
}
