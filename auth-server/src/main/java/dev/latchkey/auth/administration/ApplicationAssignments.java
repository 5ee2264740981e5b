package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.launch.Assignments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says for whom the launcher shows an application: by role, or by user name. */
@Service
class ApplicationAssignments {

    private static final int MOST_ACCOUNTS = 500;

    private final Assignments assignments;
    private final Accounts accounts;
    private final Roles roles;
    private final AuditTrail trail;

    ApplicationAssignments(Assignments assignments, Accounts accounts, Roles roles, AuditTrail trail) {
        this.assignments = assignments;
        this.accounts = accounts;
        this.roles = roles;
        this.trail = trail;
    }

    /** @throws InvalidRequestException if there is no such role or account */
    @Transactional
    public void assign(UUID actor, ManagedClient client, List<String> wantedRoles, String usernames) {
        Set<String> known = roles.names();
        for (String role : wantedRoles) {
            if (!known.contains(role)) {
                throw new InvalidRequestException("roles", "there is no such role");
            }
        }
        Set<UUID> ids = new LinkedHashSet<>();
        List<String> names = usernames
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        for (String name : names) {
            ids.add(accounts.findByUsernameOrEmail(name)
                    .map(Account::getId)
                    .orElseThrow(() -> new InvalidRequestException("accounts", "there is nobody of this name")));
        }
        if (ids.size() > MOST_ACCOUNTS) {
            throw new InvalidRequestException("accounts", "more than " + MOST_ACCOUNTS);
        }
        assignments.replace(client.id(), new LinkedHashSet<>(wantedRoles), ids);
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(actor)
                .client(client.clientId())
                .detail("assigned_roles", String.join(" ", wantedRoles))
                .detail("assigned_accounts", String.valueOf(ids.size())));
    }
}
