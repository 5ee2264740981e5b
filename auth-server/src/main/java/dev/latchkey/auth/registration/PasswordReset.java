package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChanged;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives an account a new password by a mailed link. Whoever knew the old one is out: sessions, grants and known browsers end.
 * Nobody is signed in by it, and a second factor is asked for as before.
 */
@Service
class PasswordReset {

    /** What came of it. */
    enum Outcome {
        DONE,
        /** The link is none, was used, or is too old. */
        GONE
    }

    private final PasswordResets resets;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final FactorPolicy factors;
    private final AccountSessions sessions;
    private final ApplicationEventPublisher events;
    private final Mails mails;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PasswordReset(
            PasswordResets resets,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            FactorPolicy factors,
            AccountSessions sessions,
            ApplicationEventPublisher events,
            Mails mails,
            AuditTrail audit,
            Issuer issuer,
            Clock clock,
            TransactionTemplate transaction) {
        this.resets = resets;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.factors = factors;
        this.sessions = sessions;
        this.events = events;
        this.mails = mails;
        this.audit = audit;
        this.issuer = issuer;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Whose password a link is for. */
    Optional<Account> accountOf(String token) {
        return resets.find(token).flatMap(accounts::findById);
    }

    int shortest(Account account) {
        return rules.shortest(factors.hasSecondFactor(account.getId()));
    }

    /** What is wrong with the password that was chosen, by field. */
    Map<String, FieldProblem> problemsOf(Account account, String password, String confirmation) {
        Map<String, FieldProblem> problems = new LinkedHashMap<>();
        rules.refusalOf(password, PasswordContext.of(account, factors.hasSecondFactor(account.getId())))
                .ifPresent(refusal -> problems.put(
                        "password", new FieldProblem(refusal.problem().messageKey(), refusal.length())));
        if (!password.equals(confirmation)) {
            problems.put("passwordConfirmation", FieldProblem.of("password.problem.different"));
        }
        return problems;
    }

    /** Claims the link and stores a password that has been checked. */
    Outcome complete(String token, String password, Locale locale) {
        // Before the transaction: nothing waits for a connection while this is worked out.
        String hash = passwords.hash(password);
        return Boolean.TRUE.equals(transaction.execute(status -> resets.claim(token)
                        .map(accountId -> store(accountId, hash, locale))
                        .isPresent()))
                ? Outcome.DONE
                : Outcome.GONE;
    }

    private UUID store(UUID accountId, String hash, Locale locale) {
        passwords.replace(accountId, hash, true);
        sessions.endAll(accountId, null, SessionEnded.Reason.PASSWORD_RESET);
        events.publishEvent(new PasswordChanged(accountId));
        audit.record(SecurityEvent.success(SecurityEventType.PASSWORD_RESET).account(accountId));
        Account account = accounts.findById(accountId).orElseThrow();
        mails.send(Mail.to(account.getEmail(), locale)
                .template("password-reset-done")
                .with("username", account.getUsername())
                .with("when", clock.instant())
                .with("reset", issuer.url("/password/forgot")));
        return accountId;
    }
}
