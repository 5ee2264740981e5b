package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The second factors that there are, and those that an account has. */
@Component
class SecondFactors {

    private final List<SecondFactorMethod> methods;

    SecondFactors(List<SecondFactorMethod> methods) {
        this.methods = methods;
    }

    /**
     * What the account can show: the one used last first, those for emergencies at the end. What is restricted is no way around
     * anything better.
     */
    List<SecondFactorMethod> of(UUID accountId) {
        boolean better = anyOf(accountId);
        return methods.stream()
                .filter(method -> method.isAvailableTo(accountId) && !(better && method.isRestricted()))
                .sorted(Comparator.comparing(SecondFactorMethod::isForEmergencies)
                        .thenComparing(
                                method -> method.lastUsedBy(accountId).orElse(Instant.EPOCH),
                                Comparator.reverseOrder()))
                .toList();
    }

    /** Whether the account has one. What is kept for emergencies is none by itself, and neither is what is restricted. */
    boolean anyOf(UUID accountId) {
        return methods.stream()
                .anyMatch(method ->
                        !method.isForEmergencies() && !method.isRestricted() && method.isAvailableTo(accountId));
    }

    /** Whether the account has nothing but a restricted one. */
    boolean restrictedOnly(UUID accountId) {
        return !anyOf(accountId)
                && methods.stream().anyMatch(method -> method.isRestricted() && method.isAvailableTo(accountId));
    }

    /** Whether the account has one that a recovery code may stand in for. */
    boolean anyEvenRestricted(UUID accountId) {
        return anyOf(accountId) || restrictedOnly(accountId);
    }

    /** What can be set up. */
    List<SecondFactorMethod> enrollable() {
        return methods.stream().filter(method -> method.enrolmentPath() != null).toList();
    }
}
