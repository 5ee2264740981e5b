package dev.latchkey.auth.federation;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has come from a provider and is not linked yet. Everything that a provider said stays here: no form carries it. */
@Repository
class Arrivals {

    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final Clock clock;

    Arrivals(JdbcClient jdbc, OpaqueValues values, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.clock = clock;
    }

    /** @param accountId the only account that it may be linked to; null if none may be */
    record Arrival(
            UUID providerId,
            UpstreamIdentity identity,
            @Nullable UUID accountId,
            @Nullable String continuation) {}

    /** @return the handle, which is given to the browser and cannot be had again */
    String add(Arrival arrival) {
        String handle = values.generate();
        UpstreamIdentity identity = arrival.identity();
        jdbc.sql("""
                        insert into federated_arrival (handle_hash, provider_id, issuer, subject, email, email_verified, username, name,
                            hosted_domain, second_factor, upstream_session, account_id, continuation, expires_at)
                        values (:handle, :provider, :issuer, :subject, :email, :verified, :username, :name, :domain, :second,
                            :session, :account, :continuation, :expires)
                        """)
                .param("handle", OpaqueValues.hash(handle))
                .param("provider", arrival.providerId())
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("email", identity.email())
                .param("verified", identity.emailVerified())
                .param("username", identity.username())
                .param("name", identity.name())
                .param("domain", identity.hostedDomain())
                .param("second", identity.secondFactor())
                .param("session", identity.session())
                .param("account", arrival.accountId())
                .param("continuation", arrival.continuation())
                .param("expires", clock.instant().plus(LIFETIME).atOffset(ZoneOffset.UTC))
                .update();
        return handle;
    }

    /** Of the directory: roles that their groups mean here. */
    void noteRoles(String handle, Set<String> roles) {
        jdbc.sql("update federated_arrival set roles = :roles where handle_hash = :handle")
                .param("roles", String.join(" ", roles))
                .param("handle", OpaqueValues.hash(handle))
                .update();
    }

    Set<String> rolesOf(String handle) {
        return jdbc.sql("select roles from federated_arrival where handle_hash = :handle")
                .param("handle", OpaqueValues.hash(handle))
                .query(String.class)
                .optional()
                .map(roles -> Set.copyOf(Providers.words(roles)))
                .orElse(Set.of());
    }

    Optional<Arrival> find(String handle) {
        return query("select * from federated_arrival where handle_hash = :handle and expires_at > :now", handle);
    }

    /** Takes it away: of any number of answers to the page, one gets it. */
    Optional<Arrival> claim(String handle) {
        return query(
                "delete from federated_arrival where handle_hash = :handle and expires_at > :now returning *", handle);
    }

    void deleteExpired() {
        OldRows.expired("federated_arrival", "handle_hash").delete(jdbc, clock.instant());
    }

    private Optional<Arrival> query(String sql, String handle) {
        return jdbc.sql(sql)
                .param("handle", OpaqueValues.hash(handle))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Arrivals::row)
                .optional();
    }

    private static Arrival row(ResultSet row, int number) throws SQLException {
        UpstreamIdentity identity = new UpstreamIdentity(
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("email"),
                row.getBoolean("email_verified"),
                row.getString("username"),
                row.getString("name"),
                row.getString("hosted_domain"),
                row.getBoolean("second_factor"),
                row.getString("upstream_session"));
        return new Arrival(
                row.getObject("provider_id", UUID.class),
                identity,
                row.getObject("account_id", UUID.class),
                row.getString("continuation"));
    }
}
