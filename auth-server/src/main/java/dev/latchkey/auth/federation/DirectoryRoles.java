package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.LastAdministratorException;
import dev.latchkey.auth.account.ManagedAccounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.ldap.LdapProperties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives and takes the roles that groups of the directory mean, and no others. */
@Component
class DirectoryRoles {

    private static final Logger log = LoggerFactory.getLogger(DirectoryRoles.class);

    private final LdapProperties properties;
    private final Accounts accounts;
    private final ManagedAccounts managed;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    DirectoryRoles(
            LdapProperties properties,
            Accounts accounts,
            ManagedAccounts managed,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.properties = properties;
        this.accounts = accounts;
        this.managed = managed;
        this.trail = trail;
        this.transaction = transaction;
    }

    /** @param granted those of the groups that the person is in now */
    void apply(UUID accountId, Set<String> granted) {
        if (properties.roles().isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(
                    status -> accounts.findById(accountId).ifPresent(account -> apply(account, granted)));
        } catch (LastAdministratorException | InvalidAccountException refused) {
            log.warn("The roles of an account stay as they are: {}", refused.getMessage());
        }
    }

    private void apply(Account account, Set<String> granted) {
        AccountDetails before = AccountDetails.of(account);
        Set<String> wanted = new TreeSet<>(before.roles());
        wanted.removeAll(properties.roles().keySet());
        wanted.addAll(granted);
        if (wanted.equals(before.roles())) {
            return;
        }
        managed.change(account.getId(), null, before.withRoles(wanted));
        trail.record(SecurityEvent.success(SecurityEventType.ROLES_CHANGED)
                .account(account.getId())
                .detail("provider", DirectoryVisits.NAME)
                .detail("roles", String.join(" ", wanted)));
    }
}
