package dev.latchkey.auth.developer;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.image.Logo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code application}. Whoever asks for one of somebody says whose it has to be. */
@Repository
class Applications {

    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> REASONS = new TypeReference<>() {};

    private static final String SELECT = """
            select a.id, c.client_id, a.account_id, a.kind, a.description, a.scope_reasons, a.state, a.looks_like, c.metadata,
                   a.created_at, l.name as logo
              from application a join client c on c.id = a.id left join client_logo l on l.client_id = a.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    Applications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Application> of(UUID owner) {
        return jdbc.sql(SELECT + " where a.account_id = :owner order by a.created_at desc, a.id")
                .param("owner", owner)
                .query(this::read)
                .list();
    }

    /** The application if it is this person's: to anybody else it does not exist. */
    Optional<Application> find(UUID owner, UUID id) {
        return find(id).filter(application -> application.ownerId().equals(owner));
    }

    Optional<Application> find(UUID id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** The oldest first: they have waited longest. */
    List<Application> inState(ApplicationState state, int most) {
        return jdbc.sql(SELECT + " where a.state = :state order by a.created_at, a.id limit :most")
                .param("state", state.name())
                .param("most", most)
                .query(this::read)
                .list();
    }

    /** Counts while it holds the account's row, so that two registrations at once count each other. */
    long countLocking(UUID owner) {
        jdbc.sql("select id from account where id = :owner for update")
                .param("owner", owner)
                .query(UUID.class)
                .single();
        return jdbc.sql("select count(*) from application where account_id = :owner")
                .param("owner", owner)
                .query(Long.class)
                .single();
    }

    void insert(
            UUID id,
            UUID owner,
            ApplicationKind kind,
            String description,
            Map<String, String> reasons,
            @Nullable String looksLike,
            Instant now) {
        jdbc.sql("""
                        insert into application
                               (id, account_id, kind, description, scope_reasons, state, looks_like, created_at)
                        values (:id, :owner, :kind, :description, :reasons::jsonb, 'DRAFT', :looksLike, :now)
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("kind", kind.name())
                .param("description", description)
                .param("reasons", json.writeValueAsString(reasons))
                .param("looksLike", looksLike)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void describe(UUID id, String description, Map<String, String> reasons, @Nullable String looksLike) {
        jdbc.sql("""
                        update application
                           set description = :description, scope_reasons = :reasons::jsonb, looks_like = :looksLike
                         where id = :id
                        """)
                .param("id", id)
                .param("description", description)
                .param("reasons", json.writeValueAsString(reasons))
                .param("looksLike", looksLike)
                .update();
    }

    /** Moves it on from a state that it still has; of two who do so at once, one does. */
    boolean move(UUID id, ApplicationState from, ApplicationState to) {
        return jdbc.sql("update application set state = :to where id = :id and state = :from")
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                > 0;
    }

    void give(UUID id, UUID newOwner) {
        jdbc.sql("update application set account_id = :owner where id = :id")
                .param("id", id)
                .param("owner", newOwner)
                .update();
    }

    private Application read(ResultSet row, int number) throws SQLException {
        return new Application(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getObject("account_id", UUID.class),
                ApplicationKind.valueOf(row.getString("kind")),
                row.getString("description"),
                json.readValue(row.getString("scope_reasons"), REASONS),
                ApplicationState.valueOf(row.getString("state")),
                row.getString("looks_like"),
                json.readValue(row.getString("metadata"), METADATA),
                instant(row, "created_at"),
                path(row.getString("logo")));
    }

    private static @Nullable String path(@Nullable String logo) {
        return logo == null ? null : Logo.path(logo);
    }
}
