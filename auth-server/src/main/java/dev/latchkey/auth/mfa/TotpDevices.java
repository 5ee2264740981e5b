package dev.latchkey.auth.mfa;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.secret.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of authenticator apps. */
@Repository
class TotpDevices {

    private final JdbcClient jdbc;
    private final Clock clock;

    TotpDevices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The devices that count: those whose owner has shown one correct code, or that an operator imported. */
    List<TotpDevice> confirmedOf(UUID accountId) {
        return jdbc.sql("""
                        select id, account_id, sealed_with, sealed_seed, last_step from totp_device
                        where account_id = :account and confirmed_at is not null order by created_at, id
                        """).param("account", accountId).query(TotpDevices::row).list();
    }

    boolean hasConfirmed(UUID accountId) {
        return jdbc.sql(
                        "select exists(select 1 from totp_device where account_id = :account and confirmed_at is not null)")
                .param("account", accountId)
                .query(Boolean.class)
                .single();
    }

    Optional<Instant> lastUsedBy(UUID accountId) {
        return jdbc.sql(
                        "select max(last_used_at) from totp_device where account_id = :account and last_used_at is not null")
                .param("account", accountId)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    void addConfirmed(UUID accountId, String name, Sealed seed) {
        jdbc.sql("""
                        insert into totp_device (id, account_id, name, sealed_with, sealed_seed, created_at, confirmed_at)
                        values (:id, :account, :name, :key, :seed, :now, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("account", accountId)
                .param("name", name)
                .param("key", seed.keyId())
                .param("seed", seed.ciphertext())
                .param("now", timestamp(clock.instant()))
                .update();
    }

    void deleteAll(UUID accountId) {
        jdbc.sql("delete from totp_device where account_id = :account")
                .param("account", accountId)
                .update();
    }

    /**
     * Claims a time step of a device: true for one caller, whatever the number of nodes and parallel tries. Steps only go
     * up, so neither this code nor an older one is accepted again (RFC 6238 §5.2).
     */
    boolean claimStep(TotpDevice device, long step) {
        return jdbc.sql(
                                "update totp_device set last_step = :step, last_used_at = :now where id = :id and last_step < :step")
                        .param("step", step)
                        .param("now", timestamp(clock.instant()))
                        .param("id", device.id())
                        .update()
                == 1;
    }

    int countConfirmed(UUID accountId) {
        return jdbc.sql("select count(*) from totp_device where account_id = :account and confirmed_at is not null")
                .param("account", accountId)
                .query(Integer.class)
                .single();
    }

    /** As their owner sees them, oldest first. */
    List<Authenticator> listOf(UUID accountId) {
        return jdbc.sql("""
                        select id, name, created_at, last_used_at from totp_device
                        where account_id = :account and confirmed_at is not null order by created_at, id
                        """)
                .param("account", accountId)
                .query((row, number) -> new Authenticator(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        instant(row, "created_at"),
                        instantOrNull(row, "last_used_at")))
                .list();
    }

    /** Gives one of this account's another name, and says what it was called. */
    Optional<String> rename(UUID accountId, UUID id, String name) {
        return jdbc.sql("""
                        update totp_device d set name = :name from totp_device old
                        where d.id = :id and d.account_id = :account and d.confirmed_at is not null and old.id = d.id
                        returning old.name
                        """)
                .param("name", name)
                .param("id", id)
                .param("account", accountId)
                .query(String.class)
                .optional();
    }

    /** Deletes one of this account's, and says what it was called. */
    Optional<String> delete(UUID accountId, UUID id) {
        return jdbc.sql(
                        "delete from totp_device where id = :id and account_id = :account and confirmed_at is not null returning name")
                .param("id", id)
                .param("account", accountId)
                .query(String.class)
                .optional();
    }

    static TotpDevice row(ResultSet row, int number) throws SQLException {
        return new TotpDevice(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                new Sealed(row.getString("sealed_with"), row.getBytes("sealed_seed")),
                row.getLong("last_step"));
    }
}
