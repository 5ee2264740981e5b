package dev.latchkey.auth.developer;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives an application to somebody else. The offer names an address, and only the account that has proven to have this
 * address can take it: whoever gets hold of the link, or makes one up, has nothing.
 */
@Service
class ApplicationTransfers {

    static final String PAGE = "/developer/transfers/";

    private final JdbcClient jdbc;
    private final Applications applications;
    private final ApplicationReviews reviews;
    private final Accounts accounts;
    private final Mails mails;
    private final Issuer issuer;
    private final DeveloperProperties properties;
    private final AuditTrail trail;
    private final Clock clock;

    ApplicationTransfers(
            JdbcClient jdbc,
            Applications applications,
            ApplicationReviews reviews,
            Accounts accounts,
            Mails mails,
            Issuer issuer,
            DeveloperProperties properties,
            AuditTrail trail,
            Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.reviews = reviews;
        this.accounts = accounts;
        this.mails = mails;
        this.issuer = issuer;
        this.properties = properties;
        this.trail = trail;
        this.clock = clock;
    }

    /** A later offer takes the place of the one before. */
    @Transactional
    public void offer(Application application, UUID actor, String email, Locale language) {
        Instant expiresAt = clock.instant().plus(properties.transferFor());
        jdbc.sql("""
                        insert into application_transfer (application_id, email_key, expires_at)
                        values (:id, :email, :expiresAt)
                        on conflict (application_id)
                        do update set email_key = excluded.email_key, expires_at = excluded.expires_at
                        """)
                .param("id", application.id())
                .param("email", accounts.normalised(email))
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        mails.send(Mail.to(email, language)
                .template("application-transfer")
                .with("application", application.name())
                .with("link", issuer.url(PAGE + application.id()))
                .with("until", expiresAt)
                .expiring(expiresAt));
        record(application, actor, "offered");
    }

    @Transactional
    public void withdraw(Application application, UUID actor) {
        jdbc.sql("delete from application_transfer where application_id = :id")
                .param("id", application.id())
                .update();
        record(application, actor, "withdrawn");
    }

    /** Whether an offer waits to be taken. */
    boolean isOffered(Application application) {
        return jdbc.sql("select count(*) from application_transfer where application_id = :id and expires_at > :now")
                        .param("id", application.id())
                        .param("now", now())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** What others want to give to this person. */
    List<ApplicationsPage.Offer> offeredTo(Account account) {
        if (!account.isEmailVerified()) {
            return List.of();
        }
        return jdbc.sql("""
                        select t.application_id, t.expires_at, c.metadata ->> 'client_name' as name
                          from application_transfer t join client c on c.id = t.application_id
                         where t.email_key = :email and t.expires_at > :now order by t.expires_at
                        """)
                .param("email", accounts.normalised(account.getEmail()))
                .param("now", now())
                .query((row, n) -> new ApplicationsPage.Offer(
                        row.getObject("application_id", UUID.class), row.getString("name"), instant(row, "expires_at")))
                .list();
    }

    Optional<ApplicationsPage.Offer> find(Account account, UUID application) {
        return offeredTo(account).stream()
                .filter(offer -> offer.id().equals(application))
                .findFirst();
    }

    /** Takes the offer, which then is gone: of two clicks, one does it. What was verified was verified of somebody else. */
    @Transactional
    public boolean take(Account account, UUID id) {
        if (!account.isEmailVerified()) {
            return false;
        }
        int claimed = jdbc.sql("""
                        delete from application_transfer
                         where application_id = :id and email_key = :email and expires_at > :now
                        """)
                .param("id", id)
                .param("email", accounts.normalised(account.getEmail()))
                .param("now", now())
                .update();
        if (claimed == 0) {
            return false;
        }
        Application application = applications.find(id).orElseThrow();
        applications.give(id, account.getId());
        reviews.lose(application, account.getId());
        record(application, account.getId(), "taken");
        return true;
    }

    private void record(Application application, UUID actor, String step) {
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(application.ownerId())
                .actor(actor)
                .client(application.clientId())
                .detail("transfer", step));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
