package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Whether a sign-in looks unusual enough to be asked for a second factor where the policy would not. */
@FunctionalInterface
public interface SignInRisk {

    /** Asked when the first factor was right, of accounts that have a second one; says in the audit trail why. */
    boolean demandsSecondFactor(UUID accountId, HttpServletRequest request);
}
