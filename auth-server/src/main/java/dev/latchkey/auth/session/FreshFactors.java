package dev.latchkey.auth.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether somebody has shown recently that it is them, and with enough. */
@Component
public class FreshFactors {

    private final FactorPolicy policy;
    private final SessionProperties properties;
    private final Clock clock;

    FreshFactors(FactorPolicy policy, SessionProperties properties, Clock clock) {
        this.policy = policy;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A password alone is enough only for an account that has nothing more: whoever has a second factor shows that, so that a
     * stolen password and an unattended browser do not add up to the right to change what protects the account.
     *
     * @param recoveryCodeCounts whether a recovery code is enough: on the pages that replace what was lost
     */
    public boolean isFresh(BrowserSession session, boolean recoveryCodeCounts) {
        Instant oldest = clock.instant().minus(properties.freshFor());
        return proof(session, recoveryCodeCounts)
                .filter(shown -> shown.isAfter(oldest))
                .isPresent();
    }

    private Optional<Instant> proof(BrowserSession session, boolean recoveryCodeCounts) {
        if (!policy.hasSecondFactor(session.accountId())) {
            return policy.hasRestrictedFactorOnly(session.accountId())
                    ? session.lastShown(
                            factor -> factor.isRestricted() || (recoveryCodeCounts && factor == Factor.RECOVERY_CODE))
                    : session.lastShown(factor -> true);
        }
        return session.hasTwoFactors()
                ? session.lastShown(
                        factor -> factor.isPossessed() && (recoveryCodeCounts || factor != Factor.RECOVERY_CODE))
                : Optional.empty();
    }
}
