package dev.latchkey.auth.consent;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes back what people allowed and nobody uses: the person is told first, and whoever uses the application again keeps it.
 * Applications of this service, which asked nobody, are left alone.
 */
@Service
class UnusedAccess {

    private static final int BATCH = 100;

    /** When each application last did something with what it was allowed, if only being allowed it. */
    private static final String LAST_USE = """
            select o.account_id, o.client_id,
                   greatest(max(o.updated_at), max(o.last_used_at),
                            (select max(g.last_used_at) from oauth_grant g
                             where g.account_id = o.account_id and g.client_id = o.client_id)) as last_use
            from oauth_consent o join client c on c.id = o.client_id and not c.trusted
            where o.updated_at < :before
            group by o.account_id, o.client_id
            """;

    private final JdbcClient jdbc;
    private final ConnectedApplications applications;
    private final AccessMails mails;
    private final Issuer issuer;
    private final ConsentProperties properties;
    private final Clock clock;

    UnusedAccess(
            JdbcClient jdbc,
            ConnectedApplications applications,
            AccessMails mails,
            Issuer issuer,
            ConsentProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.mails = mails;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
    }

    private record Unused(UUID account, UUID client) {}

    /**
     * Tells people of what is going to end. Each hears once of each application, on whichever node.
     *
     * @return how many were told, at most a batch
     */
    @Transactional
    public int announce() {
        Instant now = clock.instant();
        List<Unused> unused = jdbc.sql("""
                        insert into unused_access_notice (account_id, client_id, told_at)
                        select account_id, client_id, :now from (%s) used
                        where last_use < :before
                          and not exists (select 1 from unused_access_notice n
                                          where n.account_id = used.account_id and n.client_id = used.client_id
                                            and n.told_at > used.last_use)
                        order by last_use limit :batch
                        on conflict (account_id, client_id) do update set told_at = excluded.told_at
                        returning account_id, client_id
                        """.formatted(LAST_USE))
                .param("now", timestamp(now))
                .param("before", timestamp(now.minus(properties.unusedAfter()).plus(properties.noticeBefore())))
                .param("batch", BATCH)
                .query((row, n) ->
                        new Unused(row.getObject("account_id", UUID.class), row.getObject("client_id", UUID.class)))
                .list();
        for (Unused one : unused) {
            mails.send(
                    "access-unused",
                    one.account(),
                    one.client(),
                    mail -> mail.with("until", now.plus(properties.noticeBefore()))
                            .with("link", issuer.url(ConnectedApplicationsController.PATH)));
        }
        return unused.size();
    }

    /**
     * Ends what nobody used in the time that the notice gave.
     *
     * @return how many ended, at most a batch
     */
    @Transactional
    public int end() {
        Instant now = clock.instant();
        List<Unused> unused = jdbc.sql("""
                        delete from unused_access_notice where (account_id, client_id) in (
                          select n.account_id, n.client_id
                          from unused_access_notice n
                            join (%s) used on used.account_id = n.account_id and used.client_id = n.client_id
                          where used.last_use < :before and n.told_at <= :told and n.told_at > used.last_use
                          limit :batch)
                        returning account_id, client_id
                        """.formatted(LAST_USE))
                .param("before", timestamp(now.minus(properties.unusedAfter())))
                .param("told", timestamp(now.minus(properties.noticeBefore())))
                .param("batch", BATCH)
                .query((row, n) ->
                        new Unused(row.getObject("account_id", UUID.class), row.getObject("client_id", UUID.class)))
                .list();
        unused.forEach(one -> applications.disconnect(one.account(), one.client(), GrantRevoked.Reason.UNUSED));
        return unused.size();
    }
}
