package dev.latchkey.auth.session;

import java.util.Set;
import java.util.UUID;

/** Says which factors an account must show before its sign-in is complete. */
public interface FactorPolicy {

    /** The factors that a sign-in of this account needs, the first one included. */
    Set<Factor> requiredOf(UUID accountId);

    /** Whether the account has a second factor that it could show. */
    boolean hasSecondFactor(UUID accountId);
}
