package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The authenticator app, as one of the second factors. */
@Component
@Order(20)
class TotpMethod implements SecondFactorMethod {

    private final TotpDevices devices;

    TotpMethod(TotpDevices devices) {
        this.devices = devices;
    }

    @Override
    public Factor factor() {
        return Factor.TOTP;
    }

    @Override
    public String path() {
        return "/mfa/totp";
    }

    @Override
    public String titleKey() {
        return "mfa.method.totp";
    }

    @Override
    public String enrolmentPath() {
        return "/mfa/totp/setup";
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return devices.hasConfirmed(accountId);
    }

    @Override
    public Optional<Instant> lastUsedBy(UUID accountId) {
        return devices.lastUsedBy(accountId);
    }
}
