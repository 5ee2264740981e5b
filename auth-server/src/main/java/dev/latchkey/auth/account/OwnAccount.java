package dev.latchkey.auth.account;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** An account in the hands of its owner. That it is the owner, and that it is written down, is for the caller. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnAccount {

    private final AccountRows rows;
    private final Passwords passwords;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OwnAccount(AccountRows rows, Passwords passwords, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
    }

    /** @throws InvalidAccountException when nobody may be called so, or be born then */
    public void introduce(UUID id, String name, @Nullable LocalDate birthdate) {
        account(id).introduce(name, birthdate, clock.instant());
        rows.flush();
    }

    /**
     * @return whether the name is another than before
     * @throws InvalidAccountException when nobody may be called so
     * @throws TakenException when somebody else is
     */
    public boolean rename(UUID id, String username) {
        Account account = account(id);
        if (username.equals(account.getUsername())) {
            return false;
        }
        rows.findByUsernameKey(AccountKeys.ofUsername(username))
                .filter(holder -> !holder.getId().equals(id))
                .ifPresent(holder -> {
                    throw new TakenException("username");
                });
        account.rename(username, clock.instant());
        try {
            rows.flush();
        } catch (DataIntegrityViolationException takenMeanwhile) {
            throw new TakenException("username");
        }
        return true;
    }

    /**
     * Moves the account to an address that has been confirmed.
     *
     * @throws TakenException when it is somebody else's
     */
    public void moveTo(UUID id, String email) {
        rows.findByEmailKey(AccountKeys.ofEmail(email))
                .filter(holder -> !holder.getId().equals(id))
                .ifPresent(holder -> {
                    throw new TakenException("email");
                });
        account(id).moveTo(email, true, clock.instant());
        try {
            rows.flush();
        } catch (DataIntegrityViolationException takenMeanwhile) {
            throw new TakenException("email");
        }
    }

    /** @throws InvalidAccountException when it cannot be a password */
    public void changePassword(UUID id, String chosen) {
        Instant now = clock.instant();
        account(id).changePasswordHash(passwords.hash(chosen), now);
        rows.flush();
        events.publishEvent(new PasswordChanged(id));
    }

    /**
     * Gives the account a password if it has none.
     *
     * @return false if it has one, or was changed at the same moment
     * @throws InvalidAccountException when it cannot be a password
     */
    public boolean addPassword(UUID id, String chosen) {
        Account account = account(id);
        if (account.getPasswordHash() != null) {
            return false;
        }
        account.changePasswordHash(passwords.hash(chosen), clock.instant());
        try {
            rows.flush();
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            return false;
        }
        events.publishEvent(new PasswordChanged(id));
        return true;
    }

    private Account account(UUID id) {
        return rows.findById(id).orElseThrow();
    }
}
