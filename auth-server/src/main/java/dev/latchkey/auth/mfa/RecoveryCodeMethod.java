package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The recovery code, for the day when nothing else is at hand. */
@Component
@Order(90)
class RecoveryCodeMethod implements SecondFactorMethod {

    private final RecoveryCodes codes;

    RecoveryCodeMethod(RecoveryCodes codes) {
        this.codes = codes;
    }

    @Override
    public Factor factor() {
        return Factor.RECOVERY_CODE;
    }

    @Override
    public String path() {
        return RecoveryCodeController.PATH;
    }

    @Override
    public String titleKey() {
        return "mfa.method.recovery-code";
    }

    /** Made when the first other factor is set up. */
    @Override
    public @Nullable String enrolmentPath() {
        return null;
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return codes.of(accountId).filter(set -> set.left() > 0).isPresent();
    }

    @Override
    public Optional<Instant> lastUsedBy(UUID accountId) {
        return codes.lastUsedBy(accountId);
    }
}
