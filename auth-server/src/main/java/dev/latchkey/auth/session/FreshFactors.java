package dev.latchkey.auth.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether somebody has shown recently that it is them, and with enough. */
@Component
public class FreshFactors {

    /** The page that asks for a factor again, and goes on from there. */
    public static final String CONFIRMATION = "/reauthenticate";

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

    /**
     * Whether the person last showed who they are longer ago than an ordinary session lives: only who asked to be kept signed in
     * is let in by that, and it is no proof for what outlives the visit.
     */
    public boolean areStale(BrowserSession session) {
        Instant oldest = clock.instant().minus(properties.absoluteTimeout(false));
        return session.lastShown(factor -> true)
                .filter(shown -> shown.isAfter(oldest))
                .isEmpty();
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
