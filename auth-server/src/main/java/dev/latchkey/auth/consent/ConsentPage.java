package dev.latchkey.auth.consent;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the consent page shows; made here only.
 *
 * @param request the handle of the waiting authorization request
 * @param shown what the application is, as the page says it: an answer is about this and nothing else
 * @param switchAccount where somebody else can sign in for the same request
 * @param redirectHost where the browser goes next
 * @param newScopes what is asked now
 * @param grantedScopes what was allowed before and is asked again
 * @param changed whether it was another application, by name or place, when something was allowed before
 * @param registeredDaysAgo how old the registration is
 */
public record ConsentPage(
        String request,
        String shown,
        String switchAccount,
        String applicationName,
        ApplicationProfile profile,
        @Nullable String clientUri,
        @Nullable String policyUri,
        @Nullable String tosUri,
        String redirectHost,
        String accountName,
        String accountEmail,
        List<ConsentGroup> newScopes,
        List<ConsentGroup> grantedScopes,
        int granted,
        boolean offlineAccess,
        boolean changed,
        LocalDate registeredSince,
        long registeredDaysAgo) {}
