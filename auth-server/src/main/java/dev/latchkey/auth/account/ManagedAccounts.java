package dev.latchkey.auth.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts in the hands of others than their owners. Keeps what must hold whoever does it: names stay unique, no change is
 * lost to another one, and an administrator is left. Who may do it, and that it is written down, is for the caller.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ManagedAccounts {

    private final AccountRows rows;
    private final Passwords passwords;
    private final Roles roles;
    private final Administrators administrators;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ManagedAccounts(
            AccountRows rows,
            Passwords passwords,
            Roles roles,
            Administrators administrators,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.roles = roles;
        this.administrators = administrators;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes an account without a password.
     *
     * @throws InvalidAccountException when it may not be so
     * @throws TakenException when somebody else has the name or the address
     */
    public Account create(AccountDetails details) {
        Instant now = clock.instant();
        Account account = new Account(details.username(), details.email(), details.name(), now);
        apply(details, account, now);
        requireFree(account.getId(), details);
        return saved(account);
    }

    /**
     * @param version the one that was looked at; none to change whatever is there now
     * @return the account as it is then
     * @throws InvalidAccountException when it may not be so
     * @throws TakenException when somebody else has the name or the address
     * @throws StaleAccountException when it was changed meanwhile
     * @throws LastAdministratorException when nobody would be left who can administer
     */
    public Optional<Account> change(UUID id, @Nullable Long version, AccountDetails wanted) {
        return found(id, version).map(account -> {
            boolean administers = account.isEnabled() && account.getRoles().contains(Role.ADMIN);
            if (administers && !(wanted.enabled() && wanted.roles().contains(Role.ADMIN))) {
                administrators.requireAnother(id);
            }
            requireFree(id, wanted);
            apply(wanted, account, clock.instant());
            return saved(account);
        });
    }

    /**
     * Erases an account and everything that belongs to it.
     *
     * @param version the one that was looked at; none to delete whatever is there now
     * @return the account as it was
     * @throws StaleAccountException when it was changed meanwhile
     * @throws LastAdministratorException when nobody would be left who can administer
     */
    public Optional<Account> delete(UUID id, @Nullable Long version) {
        return found(id, version).map(account -> {
            if (account.isEnabled() && account.getRoles().contains(Role.ADMIN)) {
                administrators.requireAnother(id);
            }
            events.publishEvent(new AccountErased(id));
            rows.delete(account);
            rows.flush();
            return account;
        });
    }

    /**
     * Sets the password that the owner chose, who came by a link to the address of the account: it is confirmed
     * with that. Which passwords may be chosen is for the caller.
     *
     * @throws InvalidAccountException when it cannot be a password
     */
    public void choosePassword(UUID id, String chosen) {
        Account account = rows.findById(id).orElseThrow();
        Instant now = clock.instant();
        account.changePasswordHash(passwords.hash(chosen), now);
        account.moveTo(account.getEmail(), true, now);
        saved(account);
        events.publishEvent(new PasswordChanged(id));
    }

    private Optional<Account> found(UUID id, @Nullable Long version) {
        Optional<Account> found = rows.findById(id);
        if (version != null && found.isPresent() && found.get().getVersion() != version) {
            throw new StaleAccountException();
        }
        return found;
    }

    private void apply(AccountDetails details, Account account, Instant now) {
        account.rename(details.username(), now);
        account.moveTo(details.email(), details.emailVerified(), now);
        account.introduce(details.name(), details.birthdate(), now);
        account.assignRoles(details.roles(), now);
        account.enable(details.enabled(), now);
        if (!roles.names().containsAll(details.roles())) {
            throw new InvalidAccountException("roles", "names one that does not exist");
        }
    }

    private void requireFree(UUID id, AccountDetails details) {
        requireOwn(id, rows.findByUsernameKey(AccountKeys.ofUsername(details.username())), "username");
        requireOwn(id, rows.findByEmailKey(AccountKeys.ofEmail(details.email())), "email");
    }

    private static void requireOwn(UUID id, Optional<Account> holder, String field) {
        if (holder.isPresent() && !holder.get().getId().equals(id)) {
            throw new TakenException(field);
        }
    }

    private Account saved(Account account) {
        try {
            Account saved = rows.save(account);
            rows.flush();
            return saved;
        } catch (OptimisticLockingFailureException e) {
            throw new StaleAccountException();
        } catch (DataIntegrityViolationException e) {
            // Taken in the moment between looking and writing.
            String constraint = String.valueOf(e.getMessage());
            throw new TakenException(constraint.contains("account_email_key_unique") ? "email" : "username");
        }
    }
}
