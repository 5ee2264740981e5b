package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.ManagedAccounts;
import dev.latchkey.auth.administration.PasswordLinks.Link;
import dev.latchkey.auth.administration.PasswordLinks.Purpose;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The owner of an account sets its password, by a link that came by mail. Nobody is signed in by it. */
@Service
class PasswordSetting {

    private final PasswordLinks links;
    private final Accounts accounts;
    private final ManagedAccounts managed;
    private final AccountSessions sessions;
    private final AuditTrail trail;

    PasswordSetting(
            PasswordLinks links,
            Accounts accounts,
            ManagedAccounts managed,
            AccountSessions sessions,
            AuditTrail trail) {
        this.links = links;
        this.accounts = accounts;
        this.managed = managed;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** Whose password the link sets; empty when it is good for nothing. */
    Optional<String> usernameOf(String value) {
        return links.find(value)
                .flatMap(link -> accounts.findById(link.accountId()))
                .map(Account::getUsername);
    }

    /**
     * Uses the link. A password that cannot be taken does not use it up.
     *
     * @return false when the link is good for nothing
     * @throws InvalidAccountException when that may not be the password
     */
    @Transactional
    public boolean set(String value, String password) {
        Optional<Link> claimed = links.claim(value);
        claimed.ifPresent(link -> {
            managed.choosePassword(link.accountId(), password);
            sessions.endAll(link.accountId(), null, SessionEnded.Reason.PASSWORD_RESET);
            trail.record(SecurityEvent.success(SecurityEventType.PASSWORD_RESET)
                    .account(link.accountId())
                    .because(link.purpose() == Purpose.INVITATION ? "INVITATION_ACCEPTED" : "BY_ADMINISTRATOR"));
        });
        return claimed.isPresent();
    }
}
