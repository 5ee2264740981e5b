package dev.latchkey.auth.audit;

import dev.latchkey.auth.audit.AuditProperties.Guessing;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notices guessing that no brake on one account sees: one network trying many names (password spraying), or many networks
 * trying many names, each a few times (credential stuffing through a botnet). It looks at the trail of all nodes and says so
 * there, once in a window; what to do is for the operator, whom the counter alarms. It knows names by pseudonym only, and
 * nothing of the passwords that were tried: to keep so much as a part of their hashes would help who steals them.
 */
@Component
class GuessingWatch {

    static final String ONE_NETWORK = "MANY_NAMES_FROM_ONE_NETWORK";
    static final String MANY_NETWORKS = "MANY_NAMES_FROM_MANY_NETWORKS";

    /** An IPv4 address, or the /64 that one IPv6 connection has; what is no address stands for itself. */
    private static final String FAILED = """
            from (select *, case when pg_input_is_valid(address, 'inet')
                    then case family(cast(address as inet))
                      when 6 then text(network(set_masklen(cast(address as inet), 64))) else address end
                    else address end as network
                  from security_event) event
            where type in ('SIGN_IN', 'SIGN_IN_BRAKED') and outcome = 'FAILURE' and occurred_at > :since
              and details ->> 'name' is not null and address is not null""";

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final Guessing limits;
    private final Clock clock;

    GuessingWatch(JdbcClient jdbc, AuditTrail trail, AuditProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.limits = properties.guessing();
        this.clock = clock;
    }

    private record Attack(String network, int names) {}

    @Transactional
    public void look() {
        OffsetDateTime since = since();
        List<Attack> fromOne = jdbc.sql(
                        "select network, count(distinct details ->> 'name') as names " + FAILED
                                + " group by network having count(distinct details ->> 'name') >= :names order by 2 desc limit 20")
                .param("since", since)
                .param("names", limits.namesOfOneNetwork())
                .query((row, n) -> new Attack(row.getString("network"), row.getInt("names")))
                .list();
        fromOne.forEach(attack -> notice(ONE_NETWORK, attack.network(), attack.names()));
        jdbc.sql("select count(distinct details ->> 'name') as names, count(distinct network) as networks " + FAILED)
                .param("since", since)
                .query((row, n) -> row.getInt("networks") >= limits.networks() ? row.getInt("names") : 0)
                .optional()
                .filter(names -> names >= limits.names())
                .ifPresent(names -> notice(MANY_NETWORKS, "", names));
    }

    private void notice(String reason, String network, int names) {
        boolean known = jdbc.sql("""
                        select exists(select 1 from security_event
                          where type = 'GUESSING_NOTICED' and occurred_at > :since and reason = :reason
                            and details ->> 'network' = :network)
                        """)
                .param("since", since())
                .param("reason", reason)
                .param("network", network)
                .query(Boolean.class)
                .single();
        if (!known) {
            trail.record(SecurityEvent.failure(SecurityEventType.GUESSING_NOTICED, reason)
                    .detail("network", network)
                    .detail("names", Integer.toString(names)));
        }
    }

    private OffsetDateTime since() {
        Instant now = clock.instant();
        return now.minus(limits.window()).atOffset(ZoneOffset.UTC);
    }
}
