package dev.latchkey.auth.passkey;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.strings;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Repository;

/** The rows of passkeys and of the handles that they know their owners by. */
@Repository
class Passkeys {

    private static final int HANDLE_BYTES = 32;

    private static final String SELECT = """
            select p.id, p.account_id, u.handle, p.credential_id, p.public_key, p.attestation_object, p.sign_count,
                   p.backup_eligible, p.backed_up, p.transports, p.name, p.created_at, p.last_used_at
            from passkey p join passkey_user u on u.account_id = p.account_id
            """;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;

    Passkeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The account's handle, made when it is first needed. */
    byte[] handleOf(UUID accountId) {
        byte[] fresh = new byte[HANDLE_BYTES];
        random.nextBytes(fresh);
        jdbc.sql(
                        "insert into passkey_user (account_id, handle) values (:account, :handle) on conflict (account_id) do nothing")
                .param("account", accountId)
                .param("handle", fresh)
                .update();
        return jdbc.sql("select handle from passkey_user where account_id = :account")
                .param("account", accountId)
                .query(byte[].class)
                .single();
    }

    List<Passkey> of(UUID accountId) {
        return jdbc.sql(SELECT + "where p.account_id = :account order by p.created_at, p.id")
                .param("account", accountId)
                .query(Passkeys::row)
                .list();
    }

    Optional<Passkey> find(UUID accountId, UUID id) {
        return jdbc.sql(SELECT + "where p.account_id = :account and p.id = :id")
                .param("account", accountId)
                .param("id", id)
                .query(Passkeys::row)
                .optional();
    }

    Optional<Passkey> byCredentialId(byte[] credentialId) {
        return jdbc.sql(SELECT + "where p.credential_id = :id")
                .param("id", credentialId)
                .query(Passkeys::row)
                .optional();
    }

    boolean hasAny(UUID accountId) {
        return jdbc.sql("select exists(select 1 from passkey where account_id = :account)")
                .param("account", accountId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Adds one, unless the credential is somebody's already or the account has as many as it may. The owner's handle is locked
     * meanwhile, so that registrations at the same time count each other.
     */
    boolean add(Passkey passkey, int most) {
        jdbc.sql("select 1 from passkey_user where account_id = :account for update")
                .param("account", passkey.accountId())
                .query(Integer.class)
                .single();
        return jdbc.sql("""
                        insert into passkey (id, account_id, credential_id, public_key, attestation_object, sign_count,
                                             backup_eligible, backed_up, transports, name, created_at)
                        select :id, :account, :credential, :key, :attestation, :count, :eligible, :backedUp, :transports, :name, :now
                        where (select count(*) from passkey where account_id = :account) < :most
                        on conflict (credential_id) do nothing
                        """)
                        .param("id", passkey.id())
                        .param("account", passkey.accountId())
                        .param("credential", passkey.credentialId().getBytes())
                        .param("key", passkey.publicKey().getBytes())
                        .param("attestation", passkey.attestationObject().getBytes())
                        .param("count", passkey.signCount())
                        .param("eligible", passkey.backupEligible())
                        .param("backedUp", passkey.backedUp())
                        .param("transports", passkey.transports().toArray(String[]::new))
                        .param("name", passkey.name())
                        .param("now", passkey.createdAt().atOffset(ZoneOffset.UTC))
                        .param("most", most)
                        .update()
                == 1;
    }

    /**
     * Notes a use, if the counter allows it: it has to go up, or stay at zero in an authenticator that does not count (Web
     * Authentication Level 3 §6.1.1). False is the sign of a copy.
     */
    boolean use(Passkey passkey, long signCount, boolean backedUp) {
        return jdbc.sql("""
                        update passkey set sign_count = :count, backed_up = :backedUp, last_used_at = :now
                        where id = :id and (sign_count < :count or (sign_count = 0 and :count = 0))
                        """)
                        .param("count", signCount)
                        .param("backedUp", backedUp)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", passkey.id())
                        .update()
                == 1;
    }

    boolean rename(UUID accountId, UUID id, String name) {
        return jdbc.sql("update passkey set name = :name where id = :id and account_id = :account")
                        .param("name", name)
                        .param("id", id)
                        .param("account", accountId)
                        .update()
                == 1;
    }

    boolean remove(UUID accountId, UUID id) {
        return jdbc.sql("delete from passkey where id = :id and account_id = :account")
                        .param("id", id)
                        .param("account", accountId)
                        .update()
                == 1;
    }

    void removeAll(UUID accountId) {
        jdbc.sql("delete from passkey where account_id = :account")
                .param("account", accountId)
                .update();
    }

    private static Passkey row(ResultSet row, int number) throws SQLException {
        return new Passkey(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                new Bytes(row.getBytes("handle")),
                new Bytes(row.getBytes("credential_id")),
                new Bytes(row.getBytes("public_key")),
                new Bytes(row.getBytes("attestation_object")),
                row.getLong("sign_count"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up"),
                strings(row, "transports"),
                row.getString("name"),
                instant(row, "created_at"),
                instantOrNull(row, "last_used_at"));
    }
}
