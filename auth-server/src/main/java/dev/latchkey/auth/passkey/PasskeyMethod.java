package dev.latchkey.auth.passkey;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** A sign-in that has to set up a factor begins with one that works at every device. */
    @Override
    public @Nullable String enrolmentPath() {
        return null;
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
