package dev.latchkey.auth.mfa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of their second factors.
 *
 * @param recoveryCodesLeft how many were not used; null if there are none
 * @param recoveryCodesRunningOut whether it is time for new ones
 * @param done the key of what has just been done, if something was
 * @param problem the key of what went wrong, if something did
 */
record AuthenticatorsPage(
        List<Authenticator> authenticators,
        boolean full,
        @Nullable Integer recoveryCodesLeft,
        boolean recoveryCodesRunningOut,
        List<TrustedDevice> trustedDevices,
        @Nullable String done,
        @Nullable String problem) {}
