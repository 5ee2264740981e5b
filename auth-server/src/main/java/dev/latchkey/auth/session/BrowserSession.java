package dev.latchkey.auth.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A browser that an account has signed in with.
 *
 * @param id the {@code sid} that clients learn; not what the browser holds
 * @param username what the account is called, as of now
 * @param factors the factors shown, with the time of each
 * @param demand what the policy asked for when the sign-in began
 * @param passwordOwed whether it began with a password that is known elsewhere, which is to be replaced first
 * @param chosenAt when the person chose this account among several, if they ever did
 * @param roles the roles of the account, as of now
 * @param remembered whether the person asked to be kept signed in here: it lives longer, and may do no more
 */
public record BrowserSession(
        UUID id,
        UUID accountId,
        String username,
        Map<Factor, Instant> factors,
        Demand demand,
        Set<String> roles,
        boolean remembered,
        boolean passwordOwed,
        @Nullable Instant chosenAt,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {

    public BrowserSession {
        factors = Map.copyOf(factors);
        roles = Set.copyOf(roles);
    }

    /** Whether nothing is owed any more. Nothing but the page for what is owed is served before. */
    public boolean isComplete() {
        return hasDemandedFactors() && !passwordOwed;
    }

    /** Whether everything that the policy asks for has been shown. */
    public boolean hasDemandedFactors() {
        return switch (demand) {
            case ONE_FACTOR, ONE_FACTOR_ON_TRUSTED_DEVICE -> true;
            case ONE_FACTOR_AND_SMS ->
                hasTwoFactors() || lastShown(Factor::isRestricted).isPresent();
            case TWO_FACTORS -> hasTwoFactors();
        };
    }

    /** Whether two factors of different kinds have been shown. */
    public boolean hasTwoFactors() {
        return Factor.areTwo(factors.keySet());
    }

    /** The same, without codes by SMS. */
    public boolean hasTwoUnrestrictedFactors() {
        return Factor.areTwo(factors.keySet().stream()
                .filter(factor -> !factor.isRestricted())
                .toList());
    }

    /** When the person last showed a second factor here. */
    public Optional<Instant> lastSecondFactorAt() {
        return hasTwoFactors() ? lastShown(Factor::isPossessed) : Optional.empty();
    }

    /** When a factor of such a sort was last shown here. */
    public Optional<Instant> lastShown(Predicate<Factor> sort) {
        return factors.entrySet().stream()
                .filter(shown -> sort.test(shown.getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder());
    }

    public AuthenticationContext authenticationContext() {
        return AuthenticationContext.of(factors);
    }
}
