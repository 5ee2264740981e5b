package dev.latchkey.auth.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * Whether the account could still sign in without this identity: with a password, a passkey, or another provider that is open
     * and still the one that it was. Locks the account, so that two that are removed at once see each other.
     */
    boolean hasAnotherWay(UUID accountId, UUID without) {
        jdbc.sql("select 1 from account where id = :account for update")
                .param("account", accountId)
                .query(Integer.class)
                .optional();
        return jdbc.sql("""
                        select exists (select 1 from account where id = :account and password_hash is not null)
                            or exists (select 1 from passkey where account_id = :account)
                            or exists (select 1 from federated_identity i join identity_provider p on p.id = i.provider_id
                                       where i.account_id = :account and i.id <> :without and p.enabled and p.configured
                                         and p.issuer = i.issuer)
                        """)
                .param("account", accountId)
                .param("without", without)
                .query(Boolean.class)
                .single();
    }

    private static FederatedIdentity row(ResultSet row, int number) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new FederatedIdentity(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("provider_id", UUID.class),
                row.getString("label"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }
}
