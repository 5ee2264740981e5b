package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.OwnAccount;
import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignedIn;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Changes a password, and shuts out everybody who came in with the old one, or adds the first: all or nothing. */
@Service
class PasswordChange {

    private final OwnAccount own;
    private final AccountSessions sessions;
    private final AuditTrail trail;
    private final Mails mails;
    private final OwnerAddresses addresses;
    private final Clock clock;

    PasswordChange(
            OwnAccount own,
            AccountSessions sessions,
            AuditTrail trail,
            Mails mails,
            OwnerAddresses addresses,
            Clock clock) {
        this.own = own;
        this.sessions = sessions;
        this.trail = trail;
        this.mails = mails;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The session in which it is changed goes on, and what was given in it; everything else ends. */
    @Transactional
    public void change(SignedIn signedIn, Account account, String chosen, Locale language) {
        own.changePassword(account.getId(), chosen);
        sessions.endAll(account.getId(), signedIn.session().id(), SessionEnded.Reason.PASSWORD_CHANGED);
        trail.record(SecurityEvent.success(SecurityEventType.PASSWORD_CHANGED)
                .account(account.getId())
                .session(signedIn.session().id()));
        addresses
                .of(account.getId())
                .forEach(address -> mails.send(Mail.to(address, language)
                        .template("password-changed")
                        .with("name", account.getName())
                        .with("at", clock.instant())));
    }

    /**
     * Gives a password to an account that has none. Nobody came in with another one, so nobody is shut out.
     *
     * @return false if it has one meanwhile
     */
    @Transactional
    public boolean add(SignedIn signedIn, Account account, String chosen, Locale language) {
        if (!own.addPassword(account.getId(), chosen)) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return false;
        }
        trail.record(SecurityEvent.success(SecurityEventType.PASSWORD_CHANGED)
                .account(account.getId())
                .session(signedIn.session().id())
                .detail("before", "none"));
        addresses
                .of(account.getId())
                .forEach(address -> mails.send(Mail.to(address, language)
                        .template("password-added")
                        .with("name", account.getName())
                        .with("at", clock.instant())));
        return true;
    }

    /** To whoever adds a password, to show that the mailbox is theirs. */
    @Transactional
    public void mailCode(Account account, String code, Locale language) {
        mails.send(Mail.to(account.getEmail(), language)
                .template("password-code")
                .with("name", account.getUsername())
                .with("code", code)
                .expiring(clock.instant().plus(FirstPasswordCode.LIFETIME)));
    }

    /** The current password, or the code, was not right. */
    @Transactional
    public void wasRefused(SignedIn signedIn, String reason) {
        trail.record(SecurityEvent.failure(SecurityEventType.PASSWORD_CHANGED, reason)
                .account(signedIn.accountId())
                .session(signedIn.session().id()));
    }
}
