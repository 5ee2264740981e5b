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
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Puts together what the consent page shows. */
@Component
class ConsentPages {

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

    ConsentPage of(String handle, AuthorizationRequest waiting, SignedIn signedIn, Locale language) {
        Client client = waiting.client();
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        Set<String> asked = waiting.toBeAllowed();
        Set<String> before = consents.allowed(account.getId(), client, asked, waiting.resources());
        Set<String> more = new HashSet<>(asked);
        more.removeAll(before);
        LocalDate since = client.createdAt().atZone(ZoneOffset.UTC).toLocalDate();
        return new ConsentPage(
                handle,
                ApplicationFingerprint.of(client),
                switchAccount(handle, signedIn),
                client.name(),
                profiles.of(client),
                client.clientUri(),
                client.policyUri(),
                client.tosUri(),
                ApplicationFingerprint.host(waiting.redirectUri()),
                account.getName(),
                account.getEmail(),
                words.of(asked, more::contains, waiting.resources(), language),
                words.of(asked, before::contains, waiting.resources(), language),
                before.size(),
                asked.contains("offline_access"),
                consents.wereGivenToWhatItWas(account.getId(), client),
                since,
                Math.max(0, ChronoUnit.DAYS.between(since, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))));
    }

    /** The page of the accounts that are signed in here, going on to the request that waits, made again. */
    private String switchAccount(String handle, SignedIn signedIn) {
        return pending.address(handle, signedIn.session())
                .map(continuations::start)
                .map(continuation -> continuations.on(ACCOUNTS, continuation))
                .orElse(ACCOUNTS);
    }
}
