package dev.latchkey.auth.consent;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the consent page shows.
 *
 * @param request the handle of the waiting authorization request
 * @param switchAccount where somebody else can sign in for the same request
 * @param redirectHost where the browser goes next
 * @param newScopes what is asked now
 * @param grantedScopes what was allowed before and is asked again
 */
record ConsentPage(
        String request,
        String switchAccount,
        String applicationName,
        @Nullable String clientUri,
        @Nullable String policyUri,
        @Nullable String tosUri,
        String redirectHost,
        String accountName,
        String accountEmail,
        List<ConsentScope> newScopes,
        List<ConsentScope> grantedScopes,
        boolean offlineAccess,
        LocalDate registeredSince) {}
