package dev.latchkey.auth.clientregistration;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tokens with which applications may be registered (RFC 7591 §3). */
@Repository
public class InitialAccessTokens {

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final Clock clock;

    InitialAccessTokens(JdbcClient jdbc, OpaqueValues values, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.clock = clock;
    }

    /**
     * A token, without the token.
     *
     * @param remaining how many applications can still be registered with it
     */
    public record Issued(
            UUID id,
            String description,
            Set<String> scopes,
            Set<String> redirectHosts,
            int remaining,
            Instant createdAt,
            Instant expiresAt,
            boolean revoked) {

        /** Whether it is good for anything at this moment. */
        public boolean isUsable(Instant now) {
            return !revoked && remaining > 0 && expiresAt.isAfter(now);
        }
    }

    /** The latest tokens, newest first. */
    public List<Issued> latest(int limit) {
        return jdbc.sql("select * from initial_access_token order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Issued(
                        row.getObject("id", UUID.class),
                        row.getString("description"),
                        Set.copyOf(strings(row, "scopes")),
                        Set.copyOf(strings(row, "redirect_hosts")),
                        row.getInt("remaining"),
                        instant(row, "created_at"),
                        instant(row, "expires_at"),
                        row.getObject("revoked_at") != null))
                .list();
    }

    /**
     * Takes a token back. What was registered with it stays.
     *
     * @return what it was for; empty if it was taken back before, or there is none
     */
    public Optional<String> revoke(UUID id) {
        return jdbc.sql("""
                        update initial_access_token set revoked_at = :now where id = :id and revoked_at is null
                        returning description
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /**
     * Makes a token, to be shown once.
     *
     * @param description for whom it is
     * @param scopes what may be asked for at most; none stands for everything that is not sensitive
     * @param redirectHosts where the applications may be; none stands for anywhere
     */
    public String create(
            String description,
            int uses,
            Duration lifetime,
            Collection<String> scopes,
            Collection<String> redirectHosts) {
        String value = values.generate();
        put(value, description, uses, clock.instant().plus(lifetime), scopes, redirectHosts);
        return value;
    }

    /** Makes a token of this value unless there is, or was, one. */
    void put(
            String value,
            String description,
            int uses,
            Instant expiresAt,
            Collection<String> scopes,
            Collection<String> redirectHosts) {
        jdbc.sql("""
                        insert into initial_access_token (token_hash, description, scopes, redirect_hosts, remaining, created_at,
                                                          expires_at)
                        values (:hash, :description, :scopes, :hosts, :uses, :now, :expires)
                        on conflict do nothing
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("description", description)
                .param("scopes", scopes.toArray(String[]::new))
                .param("hosts", redirectHosts.toArray(String[]::new))
                .param("uses", uses)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether it could be used now. Nothing is used up. */
    boolean isUsable(String value) {
        return jdbc.sql("""
                        select exists(select 1 from initial_access_token
                                      where token_hash = :hash and remaining > 0 and expires_at > :now
                                        and revoked_at is null)
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Uses it once, in the transaction of the registration: one that is refused costs nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<RegistrationLimits> use(String value) {
        return jdbc.sql("""
                        update initial_access_token set remaining = remaining - 1
                        where token_hash = :hash and remaining > 0 and expires_at > :now and revoked_at is null
                        returning scopes, redirect_hosts
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> limits(row))
                .optional();
    }

    /**
     * Deletes those that have expired. One that is used up stays until then: the configuration would bring it back otherwise.
     */
    void deleteExpired() {
        OldRows.expired("initial_access_token", "token_hash").delete(jdbc, clock.instant());
    }

    static RegistrationLimits limits(ResultSet row) throws SQLException {
        return new RegistrationLimits(Set.copyOf(strings(row, "scopes")), Set.copyOf(strings(row, "redirect_hosts")));
    }
}
