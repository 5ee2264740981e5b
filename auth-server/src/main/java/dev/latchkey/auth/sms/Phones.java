package dev.latchkey.auth.sms;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.UnsealableException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of telephones. */
@Repository
class Phones {

    static final String PURPOSE = "phone.number";

    private static final Logger log = LoggerFactory.getLogger(Phones.class);

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final Clock clock;

    Phones(JdbcClient jdbc, SecretKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    boolean isKnown(UUID accountId) {
        return jdbc.sql("select exists(select 1 from phone where account_id = :account)")
                .param("account", accountId)
                .query(Boolean.class)
                .single();
    }

    Optional<Phone> of(UUID accountId) {
        return jdbc.sql(
                        "select account_id, sealed_with, sealed_number, confirmed_at, last_used_at from phone where account_id = :account")
                .param("account", accountId)
                .query(this::row)
                .optional()
                .flatMap(phone -> phone);
    }

    /** The account's telephone from now on. */
    void keep(UUID accountId, PhoneNumber number) {
        Sealed sealed = keys.seal(number.e164().getBytes(StandardCharsets.US_ASCII), owner(accountId));
        jdbc.sql("""
                        insert into phone (account_id, sealed_with, sealed_number, confirmed_at, last_used_at)
                        values (:account, :key, :number, :now, :now)
                        on conflict (account_id) do update
                        set sealed_with = excluded.sealed_with, sealed_number = excluded.sealed_number,
                            confirmed_at = excluded.confirmed_at, last_used_at = excluded.last_used_at
                        """)
                .param("account", accountId)
                .param("key", sealed.keyId())
                .param("number", sealed.ciphertext())
                .param("now", now())
                .update();
    }

    void used(UUID accountId) {
        jdbc.sql("update phone set last_used_at = :now where account_id = :account")
                .param("now", now())
                .param("account", accountId)
                .update();
    }

    boolean remove(UUID accountId) {
        return jdbc.sql("delete from phone where account_id = :account")
                        .param("account", accountId)
                        .update()
                == 1;
    }

    private Optional<Phone> row(ResultSet row, int rowNumber) throws SQLException {
        UUID accountId = row.getObject("account_id", UUID.class);
        Sealed sealed = new Sealed(row.getString("sealed_with"), row.getBytes("sealed_number"));
        Instant confirmed = instant(row, "confirmed_at");
        Instant lastUsed = instantOrNull(row, "last_used_at");
        return open(accountId, sealed).map(number -> new Phone(number, confirmed, lastUsed));
    }

    /** A row that does not open was moved here from another account, or its key is gone: nothing is sent there. */
    private Optional<PhoneNumber> open(UUID accountId, Sealed sealed) {
        try {
            byte[] opened = keys.open(sealed, owner(accountId));
            return Optional.of(new PhoneNumber(new String(opened, StandardCharsets.US_ASCII)));
        } catch (UnsealableException e) {
            log.error("The telephone number of account {} does not open", accountId, e);
            return Optional.empty();
        }
    }

    private static byte[] owner(UUID accountId) {
        return (PURPOSE + "/" + accountId).getBytes(StandardCharsets.US_ASCII);
    }

    private OffsetDateTime now() {
        return timestamp(clock.instant());
    }
}
