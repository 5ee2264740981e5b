package dev.latchkey.auth.federation;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;

import dev.latchkey.auth.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of identities. */
@Repository
class FederatedIdentities {

    private static final String COLUMNS = "i.id, i.account_id, i.provider_id, i.label, i.created_at, i.last_used_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    FederatedIdentities(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<FederatedIdentity> find(UUID providerId, String issuer, String subject) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " from federated_identity i where provider_id = :provider and issuer = :issuer and subject = :subject")
                .param("provider", providerId)
                .param("issuer", issuer)
                .param("subject", subject)
                .query(FederatedIdentities::row)
                .optional();
    }

    /** Who the owner of the account is there; of several, whoever was there last. */
    Optional<String> subjectOf(UUID accountId, UUID providerId, String issuer) {
        return jdbc.sql("""
                        select subject from federated_identity
                        where account_id = :account and provider_id = :provider and issuer = :issuer
                        order by last_used_at desc nulls last, created_at desc limit 1
                        """)
                .param("account", accountId)
                .param("provider", providerId)
                .param("issuer", issuer)
                .query(String.class)
                .optional();
    }

    /** Notes that it was used, and what it is called now. */
    void used(UUID id, String label) {
        jdbc.sql("update federated_identity set last_used_at = :now, label = :label where id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("label", label)
                .param("id", id)
                .update();
    }

    List<FederatedIdentity> of(UUID accountId) {
        return jdbc.sql("select " + COLUMNS
                        + " from federated_identity i where account_id = :account order by created_at, id")
                .param("account", accountId)
                .query(FederatedIdentities::row)
                .list();
    }

    /**
     * How other sites stand to an account.
     *
     * @param count how many it is linked with
     * @param since when the first was linked
     * @param possible whether there is one that lets people in
     */
    record Summary(int count, @Nullable Instant since, boolean possible) {}

    Summary summaryOf(UUID accountId) {
        return jdbc.sql("""
                        select count(*) as count, min(created_at) as since,
                               exists(select 1 from identity_provider where enabled and configured) as possible
                        from federated_identity where account_id = :account
                        """)
                .param("account", accountId)
                .query((row, number) -> new Summary(
                        row.getInt("count"), Columns.instantOrNull(row, "since"), row.getBoolean("possible")))
                .single();
    }

    /** @return false if it is somebody's already, this account's included */
    boolean add(UUID accountId, UUID providerId, String issuer, String subject, String label) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into federated_identity (id, account_id, provider_id, issuer, subject, label, created_at)
                        values (:id, :account, :provider, :issuer, :subject, :label, :now)
                        on conflict on constraint federated_identity_unique do nothing
                        """)
                        .param("id", UUID.randomUUID())
                        .param("account", accountId)
                        .param("provider", providerId)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("label", label)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    boolean remove(UUID accountId, UUID id) {
        return jdbc.sql("delete from federated_identity where id = :id and account_id = :account")
                        .param("id", id)
                        .param("account", accountId)
                        .update()
                == 1;
    }

    void removeAll(UUID accountId) {
        jdbc.sql("delete from federated_identity where account_id = :account")
                .param("account", accountId)
                .update();
    }

    private static FederatedIdentity row(ResultSet row, int number) throws SQLException {
        return new FederatedIdentity(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("provider_id", UUID.class),
                row.getString("label"),
                instant(row, "created_at"),
                instantOrNull(row, "last_used_at"));
    }
}
