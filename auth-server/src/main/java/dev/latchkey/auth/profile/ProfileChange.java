package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.OwnAccount;
import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes what people say of themselves, all or nothing. */
@Service
class ProfileChange {

    static final String USERNAME_TAKEN = "USERNAME_TAKEN";

    private final Accounts accounts;
    private final OwnAccount own;
    private final Profiles profiles;
    private final AuditTrail trail;
    private final RecordedEvents events;
    private final ProfileProperties properties;
    private final Clock clock;

    ProfileChange(
            Accounts accounts,
            OwnAccount own,
            Profiles profiles,
            AuditTrail trail,
            RecordedEvents events,
            ProfileProperties properties,
            Clock clock) {
        this.accounts = accounts;
        this.own = own;
        this.profiles = profiles;
        this.trail = trail;
        this.events = events;
        this.properties = properties;
        this.clock = clock;
    }

    /** A user name was changed not long ago, or too many names of others were tried. */
    static final class UsernameWaitException extends RuntimeException {

        private final transient Duration remaining;

        UsernameWaitException(Duration remaining) {
            super("The user name cannot be changed yet");
            this.remaining = remaining;
        }

        Duration remaining() {
            return remaining;
        }
    }

    /**
     * @throws dev.latchkey.auth.account.InvalidAccountException when a field may not hold that
     * @throws TakenException when somebody else has the user name
     * @throws UsernameWaitException when the user name cannot be changed now
     */
    @Transactional
    public void apply(UUID accountId, ProfileForm form) {
        Account account = accounts.findById(accountId).orElseThrow();
        if (!form.usernameTyped().equals(account.getUsername())) {
            rename(accountId, form.usernameTyped());
        }
        own.introduce(accountId, form.nameTyped(), form.birthdateTyped());
        profiles.put(accountId, form.profile());
        trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_CHANGED)
                .account(accountId)
                .detail("part", "profile"));
    }

    private void rename(UUID accountId, String username) {
        Instant now = clock.instant();
        profiles.usernameChangedAt(accountId)
                .map(changedAt -> Duration.between(now, changedAt.plus(properties.usernameChangeInterval())))
                .filter(wait -> !wait.isNegative() && !wait.isZero())
                .ifPresent(wait -> {
                    throw new UsernameWaitException(wait);
                });
        Duration hour = Duration.ofHours(1);
        if (events.count(accountId, SecurityEventType.ACCOUNT_CHANGED, USERNAME_TAKEN, now.minus(hour))
                >= properties.takenUsernames()) {
            throw new UsernameWaitException(hour);
        }
        own.rename(accountId, username);
        profiles.usernameChanged(accountId, now);
        trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_CHANGED)
                .account(accountId)
                .detail("part", "username"));
    }

    /** Counts a user name that turned out to be somebody's: nobody finds out here who has an account. */
    @Transactional
    public void wasTaken(UUID accountId) {
        trail.record(SecurityEvent.failure(SecurityEventType.ACCOUNT_CHANGED, USERNAME_TAKEN)
                .account(accountId));
    }
}
