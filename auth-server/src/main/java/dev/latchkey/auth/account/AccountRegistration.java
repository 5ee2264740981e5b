package dev.latchkey.auth.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes accounts for people who have shown that their address is theirs. */
@Component
public class AccountRegistration {

    private final AccountRows rows;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccountRegistration(AccountRows rows, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Which of the fields may not be so, by their names. */
    public Set<String> invalidFields(NewAccount account) {
        Set<String> invalid = new TreeSet<>();
        collect(() -> AccountKeys.ofUsername(account.username()), invalid);
        collect(() -> AccountKeys.ofEmail(account.email()), invalid);
        collect(() -> Account.requireName(account.name()), invalid);
        collect(() -> Account.requireBirthdate(account.birthdate(), clock.instant()), invalid);
        return invalid;
    }

    /** Costs the same whether somebody is called so or not. */
    @Transactional(readOnly = true)
    public boolean isUsernameTaken(String usernameKey) {
        return exists("select exists(select 1 from account where username_key = :key)", usernameKey);
    }

    /** Costs the same whether somebody has this address or not. */
    @Transactional(readOnly = true)
    public boolean isEmailTaken(String emailKey) {
        return exists("select exists(select 1 from account where email_key = :key)", emailKey);
    }

    /**
     * Makes an account whose address has been confirmed.
     *
     * @param passwordHash as {@link Passwords#hash} made it
     * @throws org.springframework.dao.DataIntegrityViolationException if somebody else has the name or the address by now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID register(NewAccount registered, String passwordHash) {
        return make(registered, passwordHash);
    }

    /**
     * Makes an account without a password, for somebody of whom another site says who it is.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException if somebody else has the name or the address by now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID registerWithoutPassword(NewAccount registered) {
        return make(registered, null);
    }

    private UUID make(NewAccount registered, @Nullable String passwordHash) {
        Instant now = clock.instant();
        Account account = new Account(registered.username(), registered.email(), registered.name(), now);
        account.moveTo(registered.email(), true, now);
        account.introduce(registered.name(), registered.birthdate(), now);
        account.assignRoles(Set.of(Role.USER), now);
        account.changePasswordHash(passwordHash, now);
        rows.save(account);
        rows.flush();
        events.publishEvent(new AddressConfirmed(account.getId(), AccountKeys.ofEmail(registered.email())));
        return account.getId();
    }

    private boolean exists(String query, String key) {
        return jdbc.sql(query).param("key", key).query(Boolean.class).single();
    }

    private static void collect(Runnable check, Set<String> invalid) {
        try {
            check.run();
        } catch (InvalidAccountException e) {
            invalid.add(e.field());
        }
    }
}
