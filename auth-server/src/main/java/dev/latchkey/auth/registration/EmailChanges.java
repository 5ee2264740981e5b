package dev.latchkey.auth.registration;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of changes of address, and of what undoes them. */
@Repository
class EmailChanges implements OwnerAddresses {

    private static final String WAITING =
            "c.link_hash = :hash and c.expires_at > :now and not c.address_known and a.id = c.account_id and a.enabled"
                    + " and a.email_key = c.from_key";

    private final JdbcClient jdbc;
    private final RegistrationProperties properties;
    private final Clock clock;

    EmailChanges(JdbcClient jdbc, RegistrationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** An address for an account. */
    record Change(UUID accountId, String email) {}

    /** Takes the place of a change that waits already. */
    void add(UUID accountId, String link, String email, String emailKey, boolean addressKnown) {
        jdbc.sql("""
                        insert into email_change (account_id, link_hash, email, email_key, from_key, address_known, expires_at)
                        select id, :hash, :email, :key, email_key, :known, :expires from account where id = :account
                        on conflict (account_id) do update
                        set link_hash = excluded.link_hash, email = excluded.email, email_key = excluded.email_key,
                            from_key = excluded.from_key, address_known = excluded.address_known,
                            expires_at = excluded.expires_at
                        """)
                .param("account", accountId)
                .param("hash", OpaqueValues.hash(link))
                .param("email", email)
                .param("key", emailKey)
                .param("known", addressKnown)
                .param("expires", timestamp(clock.instant().plus(properties.linkLifetime())))
                .update();
    }

    Optional<Change> find(String link) {
        return linked("select c.account_id, c.email from email_change c, account a where " + WAITING, link);
    }

    /** Takes a change away: of any number of calls, one gets it. */
    Optional<Change> claim(String link) {
        return linked(
                "delete from email_change c using account a where " + WAITING + " returning c.account_id, c.email",
                link);
    }

    void addUndo(UUID accountId, String link, String oldEmail) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into email_change_undo (link_hash, account_id, email, changed_at, expires_at)
                        values (:hash, :account, :email, :now, :expires)
                        """)
                .param("hash", OpaqueValues.hash(link))
                .param("account", accountId)
                .param("email", oldEmail)
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(properties.undoLifetime())))
                .update();
    }

    Optional<Change> findUndo(String link) {
        return linked(
                "select account_id, email from email_change_undo where link_hash = :hash and expires_at > :now", link);
    }

    /** The ones before for as long as the change away from them can be undone. */
    @Override
    public List<String> of(UUID accountId) {
        return jdbc.sql("""
                        select email from account where id = :account
                        union select email from email_change_undo where account_id = :account and expires_at > :now
                        """)
                .param("account", accountId)
                .param("now", timestamp(clock.instant()))
                .query(String.class)
                .list();
    }

    /** Takes an undo away, and with it those of later changes and the change that waits: whoever made them is out. */
    Optional<Change> claimUndo(String link) {
        Optional<Change> undo = linked("""
                with undo as (
                  delete from email_change_undo where link_hash = :hash and expires_at > :now
                  returning account_id, email, changed_at),
                later as (
                  delete from email_change_undo u using undo
                  where u.account_id = undo.account_id and u.changed_at > undo.changed_at)
                select account_id, email from undo
                """, link);
        undo.ifPresent(change -> jdbc.sql("delete from email_change where account_id = :account")
                .param("account", change.accountId())
                .update());
        return undo;
    }

    void deleteExpired() {
        OldRows.expired("email_change", "account_id").delete(jdbc, clock.instant());
        OldRows.expired("email_change_undo", "link_hash").delete(jdbc, clock.instant());
    }

    private Optional<Change> linked(String sql, String link) {
        return jdbc.sql(sql)
                .param("hash", OpaqueValues.hash(link))
                .param("now", timestamp(clock.instant()))
                .query(EmailChanges::row)
                .optional();
    }

    private static Change row(ResultSet row, int number) throws SQLException {
        return new Change(row.getObject("account_id", UUID.class), row.getString("email"));
    }
}
