package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Says how strong the sign-ins of an account have to be. */
public interface FactorPolicy {

    /** What a sign-in of this account with this browser needs. */
    Demand demandOf(UUID accountId, HttpServletRequest request);

    /** Whether the account has a second factor that it could show; a code by SMS is none. */
    boolean hasSecondFactor(UUID accountId);

    /** Whether all that it could show besides a first factor is a code by SMS. */
    boolean hasRestrictedFactorOnly(UUID accountId);
}
