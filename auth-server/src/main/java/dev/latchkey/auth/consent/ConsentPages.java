package dev.latchkey.auth.consent;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.authorization.AuthorizationRequest;
import dev.latchkey.auth.authorization.PendingConsents;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuations;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts together what the consent page shows. */
@Component
public class ConsentPages {

    private static final String ACCOUNTS = "/login/accounts";

    private final PendingConsents pending;
    private final Consents consents;
    private final ConsentWords words;
    private final ApplicationProfiles profiles;
    private final Accounts accounts;
    private final Continuations continuations;
    private final Clock clock;

    ConsentPages(
            PendingConsents pending,
            Consents consents,
            ConsentWords words,
            ApplicationProfiles profiles,
            Accounts accounts,
            Continuations continuations,
            Clock clock) {
        this.pending = pending;
        this.consents = consents;
        this.words = words;
        this.profiles = profiles;
        this.accounts = accounts;
        this.continuations = continuations;
        this.clock = clock;
    }

    /** What this person would see if the application asked for all that it is registered for, and had been allowed nothing. */
    public ConsentPage preview(Client client, UUID accountId, Locale language) {
        Account account = accounts.findById(accountId).orElseThrow();
        return page(
                "",
                client,
                account,
                client.redirectUris().stream()
                        .findFirst()
                        .map(ApplicationFingerprint::host)
                        .orElse(""),
                words.of(client.scopes(), scope -> true, List.of(), language),
                List.of(),
                0,
                client.scopes().contains("offline_access"),
                false,
                "");
    }

    ConsentPage of(String handle, AuthorizationRequest waiting, SignedIn signedIn, Locale language) {
        Client client = waiting.client();
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        Set<String> asked = waiting.toBeAllowed();
        Set<String> before = consents.allowed(account.getId(), client, asked, waiting.resources());
        Set<String> more = new HashSet<>(asked);
        more.removeAll(before);
        return page(
                handle,
                client,
                account,
                ApplicationFingerprint.host(waiting.redirectUri()),
                words.of(asked, more::contains, waiting.resources(), language),
                words.of(asked, before::contains, waiting.resources(), language),
                before.size(),
                asked.contains("offline_access"),
                consents.wereGivenToWhatItWas(account.getId(), client),
                switchAccount(handle, signedIn));
    }

    private ConsentPage page(
            String handle,
            Client client,
            Account account,
            String redirectHost,
            List<ConsentGroup> newScopes,
            List<ConsentGroup> grantedScopes,
            int granted,
            boolean offlineAccess,
            boolean changed,
            String switchAccount) {
        LocalDate since = client.createdAt().atZone(ZoneOffset.UTC).toLocalDate();
        return new ConsentPage(
                handle,
                ApplicationFingerprint.of(client),
                switchAccount,
                client.name(),
                profiles.of(client),
                client.clientUri(),
                client.policyUri(),
                client.tosUri(),
                redirectHost,
                account.getName(),
                account.getEmail(),
                newScopes,
                grantedScopes,
                granted,
                offlineAccess,
                changed,
                since,
                Math.max(0, ChronoUnit.DAYS.between(since, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))));
    }

    /** The page of the accounts that are signed in here, going on to the request that waits, made again. */
    private String switchAccount(String handle, SignedIn signedIn) {
        return continuations.on(
                ACCOUNTS, pending.address(handle, signedIn.session()).map(continuations::start));
    }
}
