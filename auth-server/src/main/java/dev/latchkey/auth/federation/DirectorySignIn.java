package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.ldap.Directory;
import dev.latchkey.auth.ldap.DirectoryPerson;
import dev.latchkey.auth.ldap.DirectoryUnavailableException;
import dev.latchkey.auth.ldap.LdapProperties;
import dev.latchkey.auth.session.DirectoryPasswords;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What becomes of somebody whose password the directory knows. Their name and their address get them into no account. */
@Component
class DirectorySignIn implements DirectoryPasswords {

    private final LdapProperties properties;
    private final ObjectProvider<Directory> directory;
    private final DirectoryVisits visits;
    private final FederatedIdentities identities;
    private final FederatedSessions sessions;
    private final Arrivals arrivals;
    private final MatchingAccounts matching;
    private final DirectoryRoles roles;
    private final FederationCookies cookies;
    private final SignIn signIn;
    private final Continuations continuations;

    DirectorySignIn(
            LdapProperties properties,
            ObjectProvider<Directory> directory,
            DirectoryVisits visits,
            FederatedIdentities identities,
            FederatedSessions sessions,
            Arrivals arrivals,
            MatchingAccounts matching,
            DirectoryRoles roles,
            FederationCookies cookies,
            SignIn signIn,
            Continuations continuations) {
        this.properties = properties;
        this.directory = directory;
        this.visits = visits;
        this.identities = identities;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.matching = matching;
        this.roles = roles;
        this.cookies = cookies;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    @Override
    public boolean isOpen() {
        return visits.provider().isPresent();
    }

    @Override
    public boolean knows(UUID accountId) {
        return subjectOf(accountId).isPresent();
    }

    @Override
    public Optional<Place> placeOf(UUID accountId) {
        return visits.provider()
                .filter(provider -> knows(accountId))
                .map(provider -> new Place(provider.title(), properties.passwordUrl()));
    }

    @Override
    public Answer check(String name, String password) {
        Optional<Provider> provider = visits.provider();
        if (provider.isEmpty()) {
            return new Answer(Verdict.WRONG, Optional.empty());
        }
        try {
            Optional<Visitor> visitor =
                    visits.of(provider.get(), name, password).map(Known::new);
            return new Answer(visitor.isPresent() ? Verdict.RIGHT : Verdict.WRONG, visitor);
        } catch (DirectoryUnavailableException unavailable) {
            return new Answer(Verdict.UNAVAILABLE, Optional.empty());
        }
    }

    @Override
    public Verdict pretend(String name) {
        try {
            directory.getObject().pretend(name);
            return Verdict.WRONG;
        } catch (DirectoryUnavailableException unavailable) {
            return Verdict.UNAVAILABLE;
        }
    }

    @Override
    public Verdict confirm(UUID accountId, String password) {
        Optional<String> subject = subjectOf(accountId);
        if (subject.isEmpty()) {
            return Verdict.WRONG;
        }
        try {
            return directory.getObject().confirms(subject.get(), password) ? Verdict.RIGHT : Verdict.WRONG;
        } catch (DirectoryUnavailableException unavailable) {
            return Verdict.UNAVAILABLE;
        }
    }

    private Optional<String> subjectOf(UUID accountId) {
        return visits.provider().flatMap(provider -> identities.subjectOf(accountId, provider.id(), provider.issuer()));
    }

    /** Somebody whom the directory knows; here they may be new. */
    private final class Known implements Visitor {

        private final Provider provider;
        private final UpstreamIdentity identity;
        private final DirectoryPerson person;
        private final Optional<FederatedIdentity> linked;

        private Known(DirectoryVisits.Visit visit) {
            this.provider = visit.provider();
            this.identity = visit.identity();
            this.person = visit.person();
            this.linked = identities.find(provider.id(), identity.issuer(), identity.subject());
        }

        @Override
        public Optional<UUID> accountId() {
            return linked.map(FederatedIdentity::accountId);
        }

        @Override
        public String enter(boolean remember, HttpServletRequest request, HttpServletResponse response) {
            Optional<Continuation> continuation = continuations.read(request.getParameter(Continuations.PARAMETER));
            if (linked.isEmpty()) {
                introduce(continuation, response);
                return FirstSignInController.PATH;
            }
            UUID accountId = linked.get().accountId();
            identities.used(linked.get().id(), identity.label());
            roles.apply(accountId, person.roles());
            SignedIn signedIn = signIn.begin(accountId, Factor.PASSWORD, remember, request, response);
            sessions.note(signedIn.session().id(), provider.id(), identity);
            return continuations.resume(continuation);
        }

        private void introduce(Optional<Continuation> continuation, HttpServletResponse response) {
            UUID candidate = matching.of(provider, identity).map(Account::getId).orElse(null);
            String handle = arrivals.add(new Arrivals.Arrival(
                    provider.id(),
                    identity,
                    candidate,
                    continuation.map(continuations::sign).orElse(null)));
            arrivals.noteRoles(handle, person.roles());
            cookies.arrive(handle, response);
        }
    }
}
