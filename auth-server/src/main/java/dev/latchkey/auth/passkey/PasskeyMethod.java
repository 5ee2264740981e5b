package dev.latchkey.auth.passkey;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Passkeys, as one of the second factors. */
@Component
@Order(10)
class PasskeyMethod implements SecondFactorMethod {

    private final Passkeys passkeys;

    PasskeyMethod(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public Factor factor() {
        return Factor.PASSKEY;
    }

    @Override
    public String path() {
        return PasskeySecondFactorController.PATH;
    }

    @Override
    public String titleKey() {
        return "passkey.method";
    }

    @Override
    public String enrolmentPath() {
        return PasskeySetupController.PATH;
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return passkeys.hasAny(accountId);
    }

    @Override
    public Optional<Instant> lastUsedBy(UUID accountId) {
        return passkeys.of(accountId).stream()
                .map(Passkey::lastUsedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }
}
