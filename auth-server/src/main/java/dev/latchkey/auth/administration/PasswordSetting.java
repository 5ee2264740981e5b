package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.ManagedAccounts;
import dev.latchkey.auth.administration.PasswordLinks.Link;
import dev.latchkey.auth.administration.PasswordLinks.Purpose;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.FactorPolicy;
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
    private final PasswordRules rules;
    private final FactorPolicy factors;
    private final AccountSessions sessions;
    private final AuditTrail trail;

    PasswordSetting(
            PasswordLinks links,
            Accounts accounts,
            ManagedAccounts managed,
            PasswordRules rules,
            FactorPolicy factors,
            AccountSessions sessions,
            AuditTrail trail) {
        this.links = links;
        this.accounts = accounts;
        this.managed = managed;
        this.rules = rules;
        this.factors = factors;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** Whose password the link sets; empty when it is good for nothing. */
    Optional<String> usernameOf(String value) {
        return links.find(value)
                .flatMap(link -> accounts.findById(link.accountId()))
                .map(Account::getUsername);
    }

    /** What is wrong with a password for the account of this link; empty if it may be chosen, or the link is none. */
    Optional<PasswordRefusal> refusalOf(String value, String password) {
        return links.find(value)
                .flatMap(link -> accounts.findById(link.accountId()))
                .flatMap(account -> rules.refusalOf(
                        password, PasswordContext.of(account, factors.hasSecondFactor(account.getId()))));
    }

    /** How many characters the password of this link needs. */
    int shortest(String value) {
        return rules.shortest(links.find(value)
                .filter(link -> factors.hasSecondFactor(link.accountId()))
                .isPresent());
    }

    /**
     * Uses the link, with a password that has been checked.
     *
     * @return false when the link is good for nothing
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
