package dev.latchkey.auth.requestlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Reads what was refused, and forgets what is too old. Whose application it is, the caller knows. */
@Repository
public class RefusedRequests {

    private static final String SELECT =
            "select id, client_id, at, endpoint, error, rule, expected, received from request_failure ";
    private static final int BATCH = 5_000;
    private static final int MOST_BATCHES = 1_000;

    private final JdbcClient jdbc;
    private final RequestLogProperties properties;
    private final Clock clock;

    RefusedRequests(JdbcClient jdbc, RequestLogProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** How often a client heard an error on a day. */
    public record Count(LocalDate day, String error, long failures) {}

    /** The newest first. */
    public List<RefusedRequest> of(UUID client, int offset, int limit) {
        return jdbc.sql(SELECT + """
                        where client_id = :client and at > :oldest order by at desc, id offset :offset limit :limit
                        """)
                .param("client", client)
                .param("oldest", oldest())
                .param("offset", offset)
                .param("limit", limit)
                .query(RefusedRequests::read)
                .list();
    }

    public Optional<RefusedRequest> find(String id) {
        return jdbc.sql(SELECT + "where id = :id and at > :oldest")
                .param("id", id)
                .param("oldest", oldest())
                .query(RefusedRequests::read)
                .optional();
    }

    /** Those that were only counted are in here too. The newest day first. */
    public List<Count> counts(UUID client) {
        return jdbc.sql("""
                        select day, error, failures from request_failure_count
                         where client_id = :client and day >= :oldest order by day desc, failures desc, error limit 100
                        """)
                .param("client", client)
                .param("oldest", oldest().toLocalDate())
                .query(Count.class)
                .list();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT70S")
    void forget() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            int gone = jdbc.sql("""
                            delete from request_failure where id in (
                              select id from request_failure where at <= :oldest limit :batch for update skip locked)
                            """)
                    .param("oldest", oldest())
                    .param("batch", BATCH)
                    .update();
            if (gone < BATCH) {
                break;
            }
        }
        jdbc.sql("delete from request_failure_count where day < :oldest")
                .param("oldest", oldest().toLocalDate())
                .update();
    }

    private OffsetDateTime oldest() {
        return clock.instant().minus(properties.keptFor()).atOffset(ZoneOffset.UTC);
    }

    private static RefusedRequest read(ResultSet row, int number) throws SQLException {
        return new RefusedRequest(
                row.getString("id"),
                row.getObject("client_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Endpoint.valueOf(row.getString("endpoint")),
                row.getString("error"),
                new Failure(
                        FailedRule.valueOf(row.getString("rule")),
                        row.getString("expected"),
                        row.getString("received")));
    }
}
