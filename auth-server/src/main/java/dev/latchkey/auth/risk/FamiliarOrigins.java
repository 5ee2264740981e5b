package dev.latchkey.auth.risk;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of familiar browsers and networks. Callers have a transaction. */
@Repository
class FamiliarOrigins {

    private static final String PURPOSE = "familiar-network";

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final RiskProperties properties;
    private final Clock clock;

    FamiliarOrigins(JdbcClient jdbc, SecretKeys keys, RiskProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What an account knows of an origin.
     *
     * @param anything whether it has signed in before at all
     */
    record Familiarity(boolean anything, boolean device, boolean network) {

        /** A browser or a network that it has not signed in from, though it has from others. */
        boolean isNews() {
            return anything && !(device && network);
        }
    }

    /** @param device what the browser holds, if it holds something */
    Familiarity of(UUID accountId, Optional<String> device, String address) {
        return jdbc.sql("""
                        select count(*) > 0 as anything,
                               coalesce(bool_or(kind = 'DEVICE' and subject = :device), false) as device,
                               coalesce(bool_or(kind = 'NETWORK' and subject = :network), false) as network
                        from familiar_origin where account_id = :account and expires_at > :now
                        """)
                .param("account", accountId)
                .param("device", device.map(OpaqueValues::hash).orElse(new byte[0]))
                .param("network", network(address))
                .param("now", timestamp(clock.instant()))
                .query((row, number) -> new Familiarity(
                        row.getBoolean("anything"), row.getBoolean("device"), row.getBoolean("network")))
                .single();
    }

    /**
     * Makes an origin familiar. The browser gets another value each time, for everybody who signs in with it, so that one that was
     * planted is worth nothing afterwards.
     */
    void remember(UUID accountId, @Nullable String before, String device, String address) {
        Instant now = clock.instant();
        if (before != null) {
            jdbc.sql("update familiar_origin set subject = :device where kind = 'DEVICE' and subject = :before")
                    .param("device", OpaqueValues.hash(device))
                    .param("before", OpaqueValues.hash(before))
                    .update();
        }
        remember(accountId, "DEVICE", OpaqueValues.hash(device), now);
        remember(accountId, "NETWORK", network(address), now);
    }

    private void remember(UUID accountId, String kind, byte[] subject, Instant now) {
        jdbc.sql("""
                        insert into familiar_origin (account_id, kind, subject, last_seen_at, expires_at)
                        values (:account, :kind, :subject, :now, :expires)
                        on conflict (account_id, kind, subject) do update
                        set last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at
                        """)
                .param("account", accountId)
                .param("kind", kind)
                .param("subject", subject)
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(properties.familiarFor())))
                .update();
    }

    /** What was said not to be the owner's is not familiar, and neither is anything else: all are asked again. */
    void forgetAll(UUID accountId) {
        jdbc.sql("delete from familiar_origin where account_id = :account and kind = 'DEVICE'")
                .param("account", accountId)
                .update();
    }

    void deleteExpired() {
        OldRows.expired("familiar_origin", "account_id, kind, subject").delete(jdbc, clock.instant());
    }

    private byte[] network(String address) {
        return HmacSha256.of(keys.derive(PURPOSE), NetworkPrefix.of(address).getBytes(StandardCharsets.UTF_8));
    }
}
