package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountErased;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Administrators;
import dev.latchkey.auth.account.LastAdministratorException;
import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignInCompleted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes accounts at the wish of their owners. First every session and every access of an application ends; the account
 * itself is kept for a while in which a complete sign-in takes the wish back, for nobody but its owner can do that. Then it
 * is erased with everything that refers to it; the audit trail keeps an id that leads to nobody.
 */
@Service
class AccountDeletion {

    private static final int BATCH = 50;

    /** What the last mail needs of an account that is erased before it. */
    private record Due(UUID id, String username, String name, String email, String language) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Administrators administrators;
    private final AccountSessions sessions;
    private final AuditTrail trail;
    private final Mails mails;
    private final ApplicationEventPublisher events;
    private final ProfileProperties properties;
    private final Clock clock;

    AccountDeletion(
            JdbcClient jdbc,
            Accounts accounts,
            Administrators administrators,
            AccountSessions sessions,
            AuditTrail trail,
            Mails mails,
            ApplicationEventPublisher events,
            ProfileProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.administrators = administrators;
        this.sessions = sessions;
        this.trail = trail;
        this.mails = mails;
        this.events = events;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Ends everything at once, and the account when the grace period is over.
     *
     * @throws LastAdministratorException when nobody would be left who can administer: that is handed over first
     */
    @Transactional
    public void request(Account account, Locale language) {
        if (account.getRoles().contains(Role.ADMIN)) {
            administrators.requireAnother(account.getId());
        }
        Instant now = clock.instant();
        Instant due = now.plus(properties.deletionGracePeriod());
        int begun = jdbc.sql("""
                        insert into account_deletion (account_id, requested_at, due_at, language)
                        values (:account, :now, :due, :language)
                        on conflict (account_id) do nothing
                        """)
                .param("account", account.getId())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("language", language.toLanguageTag())
                .update();
        sessions.endAll(account.getId(), null, SessionEnded.Reason.DELETION_REQUESTED);
        if (begun > 0) {
            trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_DELETION_REQUESTED)
                    .account(account.getId()));
            mails.send(Mail.to(account.getEmail(), language)
                    .template("deletion-requested")
                    .with("name", account.getName())
                    .with("due", due));
        }
    }

    /** The owner is back. */
    @EventListener
    @Transactional
    public void on(SignInCompleted completed) {
        int cancelled = jdbc.sql("delete from account_deletion where account_id = :account")
                .param("account", completed.accountId())
                .update();
        if (cancelled > 0) {
            trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_DELETION_CANCELLED)
                    .account(completed.accountId())
                    .session(completed.sessionId()));
            Account account = accounts.findById(completed.accountId()).orElseThrow();
            mails.send(Mail.to(account.getEmail(), LocaleContextHolder.getLocale())
                    .template("deletion-cancelled")
                    .with("name", account.getName()));
        }
    }

    /**
     * Erases accounts whose time is over. One in which somebody is signing in at this moment is passed over: either the
     * sign-in takes the wish back, or the next round comes.
     *
     * @return how many were erased
     */
    @Transactional
    public int eraseDue() {
        List<Due> due = jdbc.sql("""
                        select a.id, a.username, a.name, a.email, d.language
                        from account_deletion d join account a on a.id = d.account_id
                        where d.due_at <= :now order by d.due_at limit :batch for update skip locked
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("batch", BATCH)
                .query(Due.class)
                .list();
        due.forEach(this::erase);
        return due.size();
    }

    private void erase(Due account) {
        events.publishEvent(new AccountErased(account.id()));
        trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_DELETED)
                .because("REQUESTED_BY_PERSON")
                .account(account.id()));
        jdbc.sql("delete from account where id = :account")
                .param("account", account.id())
                .update();
        mails.send(Mail.to(account.email(), Locale.forLanguageTag(account.language()))
                .template("account-erased")
                .with("name", account.name())
                .with("username", account.username()));
    }
}
