package dev.latchkey.auth.recovery;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.FactorsLost;
import dev.latchkey.auth.account.OwnAccount;
import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recovery of an account whose owner has lost password, factors and perhaps the mailbox. Who calls {@link #start} has made sure who
 * the person is, outside of this server.
 */
@Service
public class AccountRecovery {

    private final Recoveries recoveries;
    private final Accounts accounts;
    private final OwnerAddresses addresses;
    private final OwnAccount own;
    private final AccountSessions sessions;
    private final OpaqueValues values;
    private final Mails mails;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Issuer issuer;
    private final RecoveryProperties properties;
    private final Clock clock;

    AccountRecovery(
            Recoveries recoveries,
            Accounts accounts,
            OwnerAddresses addresses,
            OwnAccount own,
            AccountSessions sessions,
            OpaqueValues values,
            Mails mails,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Issuer issuer,
            RecoveryProperties properties,
            Clock clock) {
        this.recoveries = recoveries;
        this.accounts = accounts;
        this.addresses = addresses;
        this.own = own;
        this.sessions = sessions;
        this.values = values;
        this.mails = mails;
        this.trail = trail;
        this.events = events;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A recovery that has begun.
     *
     * @param link for the person, to be handed over by the way on which they were identified; it cannot be had again
     * @param opensAt from when it works
     * @param expiresAt until when
     */
    public record Started(String link, Instant opensAt, Instant expiresAt) {}

    /**
     * Begins the waiting period and tells the owner, who can object. What the account has goes on working meanwhile.
     *
     * @param actorId the administrator
     * @throws java.util.NoSuchElementException if there is no such account
     */
    @Transactional
    public Started start(UUID accountId, UUID actorId) {
        Account account = accounts.findById(accountId).orElseThrow();
        Instant opensAt = clock.instant().plus(properties.waitingPeriod());
        Instant expiresAt = opensAt.plus(properties.linkLifetime());
        String token = values.generate();
        String cancelToken = values.generate();
        recoveries.start(accountId, actorId, token, cancelToken, opensAt, expiresAt);
        trail.record(event(accountId, actorId, "STARTED"));
        tell(
                account,
                mail -> mail.template("recovery-started")
                        .with("opens", opensAt)
                        .with("link", issuer.url(RecoveryController.CANCEL + "?token=" + cancelToken)));
        return new Started(issuer.url(RecoveryController.PATH + "?token=" + token), opensAt, expiresAt);
    }

    /** The recovery of this link, whether it works already or not yet. */
    Optional<Recovery> find(String token) {
        return recoveries.find(token);
    }

    /**
     * Sets the password and forgets everything else that the account was signed in with.
     *
     * @return false if the link is good for nothing, or not yet
     */
    @Transactional
    public boolean finish(String token, String password) {
        Optional<Recovery> claimed = recoveries.claim(token);
        claimed.ifPresent(recovery -> {
            UUID accountId = recovery.accountId();
            own.changePassword(accountId, password);
            events.publishEvent(new FactorsLost(accountId));
            sessions.endAll(accountId, null, SessionEnded.Reason.PASSWORD_RESET);
            trail.record(event(accountId, recovery.actorId(), "FINISHED"));
            accounts.findById(accountId)
                    .ifPresent(account -> tell(
                            account,
                            mail -> mail.template("recovery-finished")
                                    .with("time", clock.instant())
                                    .with("link", issuer.url("/password/forgot"))));
        });
        return claimed.isPresent();
    }

    boolean canBeCancelled(String cancelToken) {
        return recoveries.canBeCancelled(cancelToken);
    }

    /** The owner objects. */
    @Transactional
    public boolean cancel(String cancelToken) {
        Optional<Recovery> cancelled = recoveries.cancel(cancelToken);
        cancelled.ifPresent(
                recovery -> trail.record(event(recovery.accountId(), recovery.actorId(), "CANCELLED_BY_OWNER")));
        return cancelled.isPresent();
    }

    private static SecurityEvent event(UUID accountId, UUID actorId, String what) {
        return SecurityEvent.success(SecurityEventType.ACCOUNT_RECOVERY)
                .account(accountId)
                .actor(actorId)
                .because(what);
    }

    /** At every address that is known, so that nobody hands an account over by changing its address first. */
    private void tell(Account account, UnaryOperator<Mail> content) {
        addresses
                .of(account.getId())
                .forEach(address -> mails.send(content.apply(Mail.to(address, LocaleContextHolder.getLocale()))));
    }
}
