package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.AccountRegistration;
import dev.latchkey.auth.account.AccountState;
import dev.latchkey.auth.account.NewAccount;
import dev.latchkey.auth.account.OwnAccount;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.registration.ReservedNames;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of somebody who has come from a provider for the first time. */
@Service
class FirstSignIn {

    private final Providers providers;
    private final Arrivals arrivals;
    private final FederatedIdentities identities;
    private final MatchingAccounts matching;
    private final AccountRegistration registration;
    private final OwnAccount ownAccount;
    private final IdentityNotices notices;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    FirstSignIn(
            Providers providers,
            Arrivals arrivals,
            FederatedIdentities identities,
            MatchingAccounts matching,
            AccountRegistration registration,
            OwnAccount ownAccount,
            IdentityNotices notices,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.providers = providers;
        this.arrivals = arrivals;
        this.identities = identities;
        this.matching = matching;
        this.registration = registration;
        this.ownAccount = ownAccount;
        this.notices = notices;
        this.trail = trail;
        this.transaction = transaction;
    }

    /** What the person can do. */
    enum Choice {
        /** Make an account. */
        CREATE,
        /** Use the account that an administrator made for this address and that nobody has used. */
        ACCEPT_INVITATION,
        /** Sign in to the account with this address, and link it there. */
        LINK,
        /** The provider vouches for no address: sign up here. */
        NO_ADDRESS,
        /** Nobody makes an account this way, or not with such an address. */
        CLOSED;

        boolean isTakenHere() {
            return this == CREATE || this == ACCEPT_INVITATION;
        }
    }

    /** Somebody who stands at the door. */
    record Newcomer(Provider provider, Arrivals.Arrival arrival, Choice choice) {}

    /** Nothing if nobody has come with this browser, or the provider was switched off or changed meanwhile. */
    Optional<Newcomer> of(String handle) {
        return arrivals.find(handle)
                .flatMap(arrival -> providers
                        .byId(arrival.providerId())
                        .filter(provider -> isStill(provider, arrival))
                        .map(provider -> new Newcomer(provider, arrival, choice(provider, arrival.identity()))));
    }

    static boolean isStill(Provider provider, Arrivals.Arrival arrival) {
        return provider.isOpen() && provider.issuer().equals(arrival.identity().issuer());
    }

    private Choice choice(Provider provider, UpstreamIdentity identity) {
        Optional<String> address = MatchingAccounts.vouchedFor(provider, identity);
        if (address.isEmpty()) {
            // Whoever signs up here can link another site afterwards, but has nowhere to go to a directory from.
            return provider.kind().isElsewhere() ? Choice.NO_ADDRESS : Choice.CLOSED;
        }
        Optional<Account> account = matching.of(provider, identity);
        if (account.isPresent()) {
            boolean invited = AccountState.of(account.get()) == AccountState.INVITED;
            return invited && provider.accountCreation() == AccountCreation.INVITED
                    ? Choice.ACCEPT_INVITATION
                    : Choice.LINK;
        }
        boolean admitted = provider.accountCreation() == AccountCreation.OPEN
                && provider.admits(AccountKeys.ofEmail(address.get()), identity.hostedDomain());
        return admitted ? Choice.CREATE : Choice.CLOSED;
    }

    /** The problems of what was typed, by field; none if an account may be called so. */
    Map<String, String> problemsOf(Newcomer newcomer, String username, String name) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (newcomer.choice() != Choice.CREATE) {
            return problems;
        }
        Set<String> invalid = registration.invalidFields(account(newcomer, username, name));
        if (invalid.contains("name")) {
            problems.put(
                    "name", name.isEmpty() ? "registration.problem.name.missing" : "registration.problem.name.invalid");
        }
        if (username.isEmpty()) {
            problems.put("username", "registration.problem.username.missing");
        } else if (invalid.contains("username")) {
            problems.put("username", "registration.problem.username.invalid");
        } else if (ReservedNames.contains(AccountKeys.ofUsername(username))) {
            problems.put("username", "registration.problem.username.reserved");
        } else if (registration.isUsernameTaken(AccountKeys.ofUsername(username))) {
            problems.put("username", "registration.problem.username.taken");
        }
        return problems;
    }

    /** A name that the person could take. */
    String suggestion(Newcomer newcomer) {
        UpstreamIdentity identity = newcomer.arrival().identity();
        String wanted =
                identity.username().isEmpty() && identity.email() != null ? identity.email() : identity.username();
        String name = wanted.replaceFirst("@.*$", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "");
        return problemsOf(newcomer, name, "Name").isEmpty() ? name : "";
    }

    /**
     * Makes the account, or accepts the invitation, and links it: all of it, or nothing.
     *
     * @return the account; nothing if somebody was quicker, or things have changed
     */
    Optional<UUID> accept(String handle, Newcomer newcomer, String username, String name) {
        try {
            return Optional.ofNullable(transaction.execute(status -> arrivals.claim(handle)
                    .filter(claimed -> claimed.equals(newcomer.arrival()))
                    .filter(claimed -> choice(newcomer.provider(), claimed.identity()) == newcomer.choice())
                    .flatMap(claimed -> take(newcomer, username, name))
                    .orElseGet(() -> {
                        status.setRollbackOnly();
                        return null;
                    })));
        } catch (DataIntegrityViolationException takenMeanwhile) {
            return Optional.empty();
        }
    }

    private Optional<UUID> take(Newcomer newcomer, String username, String name) {
        UUID accountId = newcomer.choice() == Choice.CREATE ? create(newcomer, username, name) : invited(newcomer);
        UpstreamIdentity identity = newcomer.arrival().identity();
        if (!identities.add(
                accountId, newcomer.provider().id(), identity.issuer(), identity.subject(), identity.label())) {
            return Optional.empty();
        }
        notices.linked(accountId, newcomer.provider(), identity.label());
        return Optional.of(accountId);
    }

    private UUID create(Newcomer newcomer, String username, String name) {
        UUID id = registration.registerWithoutPassword(account(newcomer, username, name));
        trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_CREATED)
                .account(id)
                .detail("provider", newcomer.provider().name()));
        trail.record(SecurityEvent.success(SecurityEventType.EMAIL_VERIFIED)
                .account(id)
                .detail("provider", newcomer.provider().name()));
        return id;
    }

    private UUID invited(Newcomer newcomer) {
        Account account =
                matching.of(newcomer.provider(), newcomer.arrival().identity()).orElseThrow();
        ownAccount.moveTo(account.getId(), account.getEmail());
        trail.record(SecurityEvent.success(SecurityEventType.EMAIL_VERIFIED)
                .account(account.getId())
                .detail("provider", newcomer.provider().name()));
        return account.getId();
    }

    private static NewAccount account(Newcomer newcomer, String username, String name) {
        String email = newcomer.arrival().identity().email();
        return new NewAccount(username, email == null ? "" : email, name, null);
    }
}
