package dev.latchkey.auth.mfa;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.session.BrowserSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of recovery codes. A code is known here only while it is made and while it is shown. */
@Repository
class RecoveryCodes {

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final PasswordHashes hashes;
    private final TransactionTemplate transaction;
    private final FactorNotices notices;
    private final Clock clock;

    RecoveryCodes(
            JdbcClient jdbc,
            PasswordHashes hashes,
            TransactionTemplate transaction,
            FactorNotices notices,
            Clock clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.transaction = transaction;
        this.notices = notices;
        this.clock = clock;
    }

    /** A set that was just made, the only time that its codes can be read. */
    record Made(UUID setId, List<String> codes) {}

    Optional<RecoveryCodeSet> of(UUID accountId) {
        return jdbc.sql("""
                        select s.id, s.created_at, s.saved_at is not null as saved,
                               (select count(*) from recovery_code c where c.set_id = s.id and c.used_at is null) as unused
                        from recovery_code_set s where s.account_id = :account
                        """)
                .param("account", accountId)
                .query((row, number) -> new RecoveryCodeSet(
                        row.getObject("id", UUID.class),
                        instant(row, "created_at"),
                        row.getBoolean("saved"),
                        row.getInt("unused")))
                .optional();
    }

    /**
     * Makes a new set in place of the one that its owner saw.
     *
     * @param replaces that one's id; null if there was none
     * @return empty if there is another one meanwhile, such as after the form was sent twice
     */
    Optional<Made> replace(BrowserSession session, @Nullable UUID replaces) {
        Map<String, RecoveryCode> codes = new LinkedHashMap<>();
        while (codes.size() < RecoveryCodeSet.SIZE) {
            RecoveryCode code = RecoveryCode.draw(random);
            codes.putIfAbsent(code.lookup(), code);
        }
        // Slow on purpose, so before a connection is taken.
        Map<String, String> hashed = new LinkedHashMap<>();
        codes.forEach((lookup, code) -> hashed.put(lookup, hashes.hash(code.characters())));
        UUID id = UUID.randomUUID();
        boolean stored = Boolean.TRUE.equals(transaction.execute(status -> store(session, replaces, id, hashed)));
        return stored
                ? Optional.of(new Made(
                        id, codes.values().stream().map(RecoveryCode::grouped).toList()))
                : Optional.empty();
    }

    private boolean store(BrowserSession session, @Nullable UUID replaces, UUID id, Map<String, String> hashed) {
        if (replaces != null
                && jdbc.sql("delete from recovery_code_set where account_id = :account and id = :id")
                                .param("account", session.accountId())
                                .param("id", replaces)
                                .update()
                        == 0) {
            return false;
        }
        int inserted = jdbc.sql("""
                        insert into recovery_code_set (account_id, id, created_at) values (:account, :id, :now)
                        on conflict (account_id) do nothing
                        """)
                .param("account", session.accountId())
                .param("id", id)
                .param("now", timestamp(clock.instant()))
                .update();
        if (inserted == 0) {
            return false;
        }
        jdbc.sql("insert into recovery_code (set_id, lookup, hash) select :id, * from unnest(:lookups, :hashes)")
                .param("id", id)
                .param("lookups", hashed.keySet().toArray(String[]::new))
                .param("hashes", hashed.values().toArray(String[]::new))
                .update();
        notices.recoveryCodesCreated(session);
        return true;
    }

    /** The hash of the one code that this can be, used or not. */
    Optional<String> hashOf(UUID accountId, RecoveryCode code) {
        return jdbc.sql("""
                        select c.hash from recovery_code c join recovery_code_set s on s.id = c.set_id
                        where s.account_id = :account and c.lookup = :lookup
                        """)
                .param("account", accountId)
                .param("lookup", code.lookup())
                .query(String.class)
                .optional();
    }

    /**
     * Claims a code: true for one caller, whatever the number of nodes and parallel tries.
     *
     * @param hash of the code that was right, so that one of a set made meanwhile is not claimed in its place
     */
    boolean claim(UUID accountId, String hash) {
        return jdbc.sql("""
                        update recovery_code c set used_at = :now from recovery_code_set s
                        where s.id = c.set_id and s.account_id = :account and c.hash = :hash and c.used_at is null
                        """)
                        .param("now", timestamp(clock.instant()))
                        .param("account", accountId)
                        .param("hash", hash)
                        .update()
                == 1;
    }

    Optional<Instant> lastUsedBy(UUID accountId) {
        return jdbc.sql("""
                        select c.used_at from recovery_code c join recovery_code_set s on s.id = c.set_id
                        where s.account_id = :account and c.used_at is not null order by c.used_at desc limit 1
                        """)
                .param("account", accountId)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    void markSaved(UUID accountId, UUID setId) {
        jdbc.sql(
                        "update recovery_code_set set saved_at = :now where account_id = :account and id = :id and saved_at is null")
                .param("now", timestamp(clock.instant()))
                .param("account", accountId)
                .param("id", setId)
                .update();
    }

    void forgetAll(UUID accountId) {
        jdbc.sql("delete from recovery_code_set where account_id = :account")
                .param("account", accountId)
                .update();
    }
}
