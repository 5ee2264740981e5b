package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignedIn;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links identities to accounts and unlinks them. The caller has made sure who is there, and that the proof is fresh. */
@Service
class IdentityLinking {

    private final Providers providers;
    private final Arrivals arrivals;
    private final FederatedIdentities identities;
    private final OtherWays otherWays;
    private final FederatedSessions federatedSessions;
    private final AccountSessions sessions;
    private final Accounts accounts;
    private final IdentityNotices notices;

    IdentityLinking(
            Providers providers,
            Arrivals arrivals,
            FederatedIdentities identities,
            OtherWays otherWays,
            FederatedSessions federatedSessions,
            AccountSessions sessions,
            Accounts accounts,
            IdentityNotices notices) {
        this.providers = providers;
        this.arrivals = arrivals;
        this.identities = identities;
        this.otherWays = otherWays;
        this.federatedSessions = federatedSessions;
        this.sessions = sessions;
        this.accounts = accounts;
        this.notices = notices;
    }

    enum Linked {
        DONE,
        /** It belongs to an account already. */
        TAKEN,
        /** The address of the account is not confirmed: whoever has it may be somebody else (account pre-hijacking). */
        UNCONFIRMED,
        /** Nobody has come, or for another account, or the provider was switched off or changed. */
        GONE
    }

    enum Unlinked {
        DONE,
        /** Nobody could sign in to the account any more. */
        LAST,
        UNKNOWN
    }

    /** Whether this account is the one that the arrival is for, and may be linked. */
    Optional<FirstSignIn.Newcomer> arrived(SignedIn signedIn, FirstSignIn.Newcomer newcomer) {
        return Optional.of(newcomer)
                .filter(one -> signedIn.accountId().equals(one.arrival().accountId()));
    }

    @Transactional
    public Linked link(SignedIn signedIn, String handle) {
        Optional<Arrivals.Arrival> found =
                arrivals.find(handle).filter(arrival -> signedIn.accountId().equals(arrival.accountId()));
        Optional<Provider> provider = found.flatMap(
                arrival -> providers.byId(arrival.providerId()).filter(one -> FirstSignIn.isStill(one, arrival)));
        if (provider.isEmpty() || arrivals.claim(handle).isEmpty()) {
            return Linked.GONE;
        }
        if (accounts.findById(signedIn.accountId())
                .filter(account -> account.isEnabled() && account.isEmailVerified())
                .isEmpty()) {
            return Linked.UNCONFIRMED;
        }
        UpstreamIdentity identity = found.orElseThrow().identity();
        if (!identities.add(
                signedIn.accountId(), provider.get().id(), identity.issuer(), identity.subject(), identity.label())) {
            return Linked.TAKEN;
        }
        notices.linked(signedIn.accountId(), provider.get(), identity.label());
        return Linked.DONE;
    }

    /** Whoever came in with it goes, but for the browser that says so. */
    @Transactional
    public Unlinked unlink(SignedIn signedIn, UUID id) {
        UUID accountId = signedIn.accountId();
        Optional<FederatedIdentity> identity = identities.of(accountId).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
        if (identity.isEmpty()) {
            return Unlinked.UNKNOWN;
        }
        if (!otherWays.areThere(accountId, id)) {
            return Unlinked.LAST;
        }
        List<UUID> begun = federatedSessions.of(id);
        if (!identities.remove(accountId, id)) {
            return Unlinked.UNKNOWN;
        }
        begun.stream()
                .filter(session -> !session.equals(signedIn.session().id()))
                .forEach(session -> sessions.end(accountId, session, SessionEnded.Reason.ENDED_BY_PERSON));
        notices.unlinked(
                accountId,
                providers.byId(identity.get().providerId()).orElseThrow(),
                identity.get().label());
        return Unlinked.DONE;
    }
}
