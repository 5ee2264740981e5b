package dev.latchkey.auth.session;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A browser that an account has signed in with.
 *
 * @param id the {@code sid} that clients learn; not what the browser holds
 * @param factors the factors shown, with the time of each
 * @param requiredFactors what the policy asked for when the sign-in began
 * @param roles the roles of the account, as of now
 * @param remembered whether the person asked to be kept signed in here: it lives longer, and may do no more
 */
public record BrowserSession(
        UUID id,
        UUID accountId,
        Map<Factor, Instant> factors,
        Set<Factor> requiredFactors,
        Set<String> roles,
        boolean remembered,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {

    public BrowserSession {
        factors = Map.copyOf(factors);
        requiredFactors = Set.copyOf(requiredFactors);
        roles = Set.copyOf(roles);
    }

    /** Whether everything that the policy asks for has been shown. Nothing but the next factor is served before. */
    public boolean isComplete() {
        return factors.keySet().containsAll(requiredFactors);
    }

    public AuthenticationContext authenticationContext() {
        return AuthenticationContext.of(factors);
    }
}
