package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.AccountRegistration;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.OwnAccount;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.registration.EmailChanges.Change;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves an account to another address: when the new one has been confirmed, and with a way back for whoever reads the old one.
 * Until then the old address is the account's.
 */
@Service
class EmailChange {

    private static final Logger log = LoggerFactory.getLogger(EmailChange.class);

    private final EmailChanges changes;
    private final PasswordResets resets;
    private final Accounts accounts;
    private final AccountRegistration registration;
    private final OwnAccount own;
    private final AccountSessions sessions;
    private final MailBrake brake;
    private final Mails mails;
    private final OpaqueValues values;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final RegistrationProperties properties;
    private final Clock clock;
    private final TransactionTemplate transaction;

    EmailChange(
            EmailChanges changes,
            PasswordResets resets,
            Accounts accounts,
            AccountRegistration registration,
            OwnAccount own,
            AccountSessions sessions,
            MailBrake brake,
            Mails mails,
            OpaqueValues values,
            AuditTrail audit,
            Issuer issuer,
            RegistrationProperties properties,
            Clock clock,
            TransactionTemplate transaction) {
        this.changes = changes;
        this.resets = resets;
        this.accounts = accounts;
        this.registration = registration;
        this.own = own;
        this.sessions = sessions;
        this.brake = brake;
        this.mails = mails;
        this.values = values;
        this.audit = audit;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Mails the new address. The same is done, and said, for an address that has an account already: its owner is told.
     *
     * @return how long to wait, if too many mails were asked for
     */
    Optional<Duration> ask(UUID accountId, String email, Locale locale, HttpServletRequest request) {
        String key = AccountKeys.ofEmail(email);
        Optional<Duration> wait = brake.count(key, request);
        if (wait.isEmpty()) {
            boolean known = registration.isEmailTaken(key);
            String link = values.generate();
            Mail mail = Mail.to(email, locale);
            transaction.executeWithoutResult(status -> {
                changes.add(accountId, link, email, key, known);
                mails.send(
                        known
                                ? mail.template("email-known").with("signIn", issuer.url("/login"))
                                : mail.template("email-confirm")
                                        .with("link", issuer.url("/account/email/confirm?token=" + link))
                                        .expiring(clock.instant().plus(properties.linkLifetime())));
            });
        }
        return wait;
    }

    /** @return false if the link is none, was used, is too old, or is of a change that another one has overtaken */
    boolean confirm(String link, Locale locale) {
        return done(() -> changes.claim(link).map(change -> {
            Account account = accounts.findById(change.accountId()).orElseThrow();
            String old = account.getEmail();
            boolean oldWasConfirmed = account.isEmailVerified();
            own.moveTo(change.accountId(), change.email());
            audit.record(SecurityEvent.success(SecurityEventType.EMAIL_CHANGED).account(change.accountId()));
            if (oldWasConfirmed) {
                tellTheOldAddress(change.accountId(), old, locale);
            }
            return change;
        }));
    }

    /** The address is what it was, everybody is signed out, and a link for a new password is on its way. */
    boolean undo(String link, Locale locale, String network) {
        return done(() -> changes.claimUndo(link).map(change -> {
            own.moveTo(change.accountId(), change.email());
            sessions.endAll(change.accountId(), null, SessionEnded.Reason.EMAIL_CHANGE_UNDONE);
            audit.record(
                    SecurityEvent.success(SecurityEventType.EMAIL_CHANGE_UNDONE).account(change.accountId()));
            resets.send(accounts.findById(change.accountId()).orElseThrow(), locale, network);
            return change;
        }));
    }

    private void tellTheOldAddress(UUID accountId, String old, Locale locale) {
        String link = values.generate();
        changes.addUndo(accountId, link, old);
        mails.send(Mail.to(old, locale)
                .template("email-changed")
                .with("link", issuer.url("/account/email/undo?token=" + link))
                .with("when", clock.instant())
                .expiring(clock.instant().plus(properties.undoLifetime())));
    }

    private boolean done(Supplier<Optional<Change>> step) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> step.get().isPresent()));
        } catch (TakenException taken) {
            log.info("An address cannot be changed: it was given to somebody else meanwhile");
            return false;
        }
    }
}
