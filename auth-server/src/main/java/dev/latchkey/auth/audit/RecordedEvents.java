package dev.latchkey.auth.audit;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestampOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the trail. */
@Repository
public class RecordedEvents {

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};
    /** Later than everything. */
    private static final Position NOW = new Position(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RecordedEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A place between two events, to go on reading from. */
    public record Position(Instant occurredAt, UUID id) {

        public static Position after(RecordedEvent event) {
            return new Position(event.occurredAt(), event.id());
        }
    }

    /**
     * What happened to an account, the latest first.
     *
     * @param after the last event that was read before, or null to begin
     */
    public List<RecordedEvent> ofAccount(UUID accountId, @Nullable Position after, int limit) {
        Position position = after == null ? NOW : after;
        return jdbc.sql("""
                        select * from security_event
                        where account_id = :account and occurred_at <= :at and (occurred_at, id) < (:at, :id)
                        order by occurred_at desc, id desc limit :limit
                        """)
                .param("account", accountId)
                .param("at", position.occurredAt().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** How often something failed for this reason, for this account. */
    public int count(UUID accountId, SecurityEventType type, String reason, Instant since) {
        return jdbc.sql("""
                        select count(*) from security_event
                        where account_id = :account and occurred_at > :since and type = :type and reason = :reason
                        """)
                .param("account", accountId)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("type", type.name())
                .param("reason", reason)
                .query(Integer.class)
                .single();
    }

    /**
     * What happened, the latest first.
     *
     * @param after the last event that was read before, or null to begin
     */
    public List<RecordedEvent> search(AuditSearch search, @Nullable Position after, int limit) {
        Position position = after == null ? NOW : after;
        Map<String, Object> parameters = new HashMap<>();
        String where = conditions(search, parameters);
        return jdbc.sql("select * from security_event where occurred_at <= :at and (occurred_at, id) < (:at, :id)"
                        + where + " order by occurred_at desc, id desc limit :limit")
                .params(parameters)
                .param("at", position.occurredAt().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Built of constants; what was sent is in the parameters. */
    private static String conditions(AuditSearch search, Map<String, Object> parameters) {
        StringBuilder conditions = new StringBuilder();
        add(conditions, parameters, "(account_id = :account or actor_id = :account)", "account", search.account());
        add(conditions, parameters, "client_id = :client", "client", search.client());
        add(conditions, parameters, "type = :type", "type", name(search.type()));
        add(conditions, parameters, "outcome = :outcome", "outcome", name(search.outcome()));
        add(conditions, parameters, "occurred_at >= :from", "from", timestampOrNull(search.from()));
        add(conditions, parameters, "occurred_at < :to", "to", timestampOrNull(search.to()));
        return conditions.toString();
    }

    private static void add(
            StringBuilder conditions,
            Map<String, Object> parameters,
            String condition,
            String parameter,
            @Nullable Object value) {
        if (value != null) {
            conditions.append(" and ").append(condition);
            parameters.put(parameter, value);
        }
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private RecordedEvent row(ResultSet row, int number) throws SQLException {
        return new RecordedEvent(
                row.getObject("id", UUID.class),
                instant(row, "occurred_at"),
                row.getString("type"),
                SecurityEvent.Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                row.getObject("account_id", UUID.class),
                row.getObject("actor_id", UUID.class),
                row.getString("client_id"),
                row.getObject("session_id", UUID.class),
                row.getString("address"),
                row.getString("user_agent"),
                row.getString("correlation_id"),
                json.readValue(row.getString("details"), DETAILS));
    }
}
