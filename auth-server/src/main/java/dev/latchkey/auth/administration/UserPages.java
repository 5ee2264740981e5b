package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountState;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.consent.ConnectedApplications;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.DeviceName;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the page of one account shows. */
@Component
class UserPages {

    private static final int SESSIONS = 20;
    private static final int EVENTS = 15;
    private static final int APPLICATIONS = 50;

    private final Accounts accounts;
    private final Roles roles;
    private final ObjectProvider<SecurityItem> security;
    private final AccountSessions sessions;
    private final ConnectedApplications applications;
    private final RecordedEvents events;

    UserPages(
            Accounts accounts,
            Roles roles,
            ObjectProvider<SecurityItem> security,
            AccountSessions sessions,
            ConnectedApplications applications,
            RecordedEvents events) {
        this.accounts = accounts;
        this.roles = roles;
        this.security = security;
        this.sessions = sessions;
        this.applications = applications;
        this.events = events;
    }

    /** In one transaction, so that the account is read once, whichever features say something about it. */
    @Transactional(readOnly = true)
    public Optional<UserPage> of(
            UUID id, UUID reader, UserPage.@Nullable Profile typed, @Nullable String problem, @Nullable String done) {
        return accounts.findById(id).map(account -> page(account, reader, typed, problem, done));
    }

    private UserPage page(
            Account account,
            UUID reader,
            UserPage.@Nullable Profile typed,
            @Nullable String problem,
            @Nullable String done) {
        UUID id = account.getId();
        return new UserPage(
                id,
                account.getVersion(),
                id.equals(reader),
                AccountState.of(account).parameter(),
                account.getUsername(),
                typed == null ? profile(account) : typed,
                account.isEmailVerified(),
                account.getRoles(),
                roles.all(),
                account.getCreatedAt().atOffset(ZoneOffset.UTC),
                security.orderedStream().flatMap(item -> item.of(id).stream()).toList(),
                sessions.of(id, SESSIONS).stream().map(UserPages::session).toList(),
                applicationsOf(id),
                events.ofAccount(id, null, EVENTS).stream().map(EventRow::of).toList(),
                problem,
                done);
    }

    private List<UserPage.Application> applicationsOf(UUID id) {
        return applications.of(id, "", 0, APPLICATIONS).connections().stream()
                .map(connection -> new UserPage.Application(
                        connection.clientId(), connection.name(), connection.since(), connection.lastUsed()))
                .toList();
    }

    private static UserPage.Profile profile(Account account) {
        return new UserPage.Profile(
                account.getUsername(),
                account.getEmail(),
                account.getName(),
                Objects.toString(account.getBirthdate(), ""));
    }

    private static UserPage.Session session(AccountSessions.OpenSession session) {
        DeviceName device = DeviceName.of(session.userAgent());
        return new UserPage.Session(
                device.browser(),
                device.system(),
                session.address(),
                session.lastSeenAt().atOffset(ZoneOffset.UTC));
    }
}
