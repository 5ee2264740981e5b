package dev.latchkey.auth.client;

import dev.latchkey.auth.image.ImageSource;
import dev.latchkey.auth.image.Logo;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code client_logo}. Whoever changes one says in the audit trail who did. */
@Repository
public class ClientLogos implements ImageSource {

    private final JdbcClient jdbc;
    private final Clock clock;

    ClientLogos(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return jdbc.sql("select png from client_logo where name = :name limit 1")
                .param("name", name)
                .query((row, n) -> row.getBytes("png"))
                .optional();
    }

    /** Where the logos of these clients are shown, by the ids of their rows. A client without one is not in the answer. */
    public Map<UUID, String> paths(Collection<UUID> clients) {
        Map<UUID, String> paths = new HashMap<>();
        if (!clients.isEmpty()) {
            jdbc.sql("select client_id, name from client_logo where client_id = any (:ids) and name is not null")
                    .param("ids", clients.toArray(UUID[]::new))
                    .query(row -> {
                        paths.put(row.getObject("client_id", UUID.class), Logo.path(row.getString("name")));
                    });
        }
        return paths;
    }

    /** Keeps what somebody uploaded. */
    public void upload(UUID client, Logo logo) {
        put(client, logo, null);
    }

    /** @return false if there was none */
    public boolean remove(UUID client) {
        return jdbc.sql("delete from client_logo where client_id = :client")
                        .param("client", client)
                        .update()
                > 0;
    }

    /** Keeps what was found at the client's own address, or that nothing was. */
    void fetched(UUID client, String source, @Nullable Logo logo) {
        put(client, logo, source);
    }

    private void put(UUID client, @Nullable Logo logo, @Nullable String source) {
        jdbc.sql("""
                        insert into client_logo (client_id, name, png, source, fetched_at)
                        select id, :name, :png, :source, :now from client where id = :client
                        on conflict (client_id) do update
                        set name = excluded.name, png = excluded.png, source = excluded.source, fetched_at = excluded.fetched_at
                        where excluded.source is null or client_logo.source is not null
                        """)
                .param("client", client)
                .param("name", logo == null ? null : logo.name(), Types.VARCHAR)
                .param("png", logo == null ? null : logo.png(), Types.BINARY)
                .param("source", source, Types.VARCHAR)
                .param("now", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .update();
    }
}
