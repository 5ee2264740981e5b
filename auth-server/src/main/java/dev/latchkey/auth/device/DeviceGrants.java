package dev.latchkey.auth.device;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AuthenticationContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a device hears that asks with its code (RFC 8628 §3.5), and the one grant that comes of it. */
@Repository
public class DeviceGrants {

    /** What each question too many adds to the interval (RFC 8628 §3.5). */
    private static final int SLOW_DOWN_SECONDS = 5;

    private final JdbcClient jdbc;
    private final Grants grants;

    DeviceGrants(JdbcClient jdbc, Grants grants) {
        this.jdbc = jdbc;
        this.grants = grants;
    }

    /** How it stands with a device code. */
    public enum State {
        /** Not one of this client, or used up. */
        INVALID,
        EXPIRED,
        ASKED_TOO_SOON,
        WAITING,
        DENIED,
        ALLOWED
    }

    /** @param grant there if the state is {@link State#ALLOWED}, and for one caller only */
    public record Poll(State state, Optional<Grant> grant) {

        static Poll of(State state) {
            return new Poll(state, Optional.empty());
        }
    }

    private record Row(
            UUID id,
            State state,
            boolean redeemed,
            @Nullable UUID grantId,
            List<String> resources,
            @Nullable Allowed allowed) {}

    private record Allowed(UUID accountId, Set<String> scopes, AuthenticationContext authentication) {}

    /**
     * Answers a device, in the transaction in which it is given its tokens. The row is locked, so that of parallel questions,
     * on any number of nodes, one is answered with the grant and the others come too soon.
     *
     * <p>A code that has been redeemed and is shown again by its own client ends the grant: somebody has a copy. That is
     * returned, not thrown, so that it is committed.
     *
     * @param proofKey the DPoP key that the client has shown, to which the grant is bound; null for none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Poll poll(String deviceCode, Client client, @Nullable String proofKey) {
        if (!OpaqueValues.isWellFormed(deviceCode)) {
            return Poll.of(State.INVALID);
        }
        Optional<Row> found = lock(deviceCode, client);
        if (found.isEmpty()) {
            return Poll.of(State.INVALID);
        }
        Row row = found.get();
        notePoll(row);
        if (row.redeemed() && row.state() != State.ASKED_TOO_SOON) {
            if (row.grantId() != null) {
                grants.revoke(row.grantId(), GrantRevoked.Reason.CODE_REPLAYED);
            }
            return Poll.of(State.INVALID);
        }
        if (row.state() != State.ALLOWED || row.allowed() == null) {
            return Poll.of(row.state());
        }
        return redeem(row, row.allowed(), client, proofKey);
    }

    private Optional<Row> lock(String deviceCode, Client client) {
        return jdbc.sql("""
                        select *, expires_at <= now() as expired,
                               last_polled_at is not null
                                 and last_polled_at + make_interval(secs => poll_seconds) > now() as too_soon
                        from device_authorization where device_code_hash = :hash and client_id = :client for update
                        """)
                .param("hash", OpaqueValues.hash(deviceCode))
                .param("client", client.id())
                .query(DeviceGrants::row)
                .optional();
    }

    private void notePoll(Row row) {
        jdbc.sql("""
                        update device_authorization set last_polled_at = now(), poll_seconds = poll_seconds + :more where id = :id
                        """)
                .param("more", row.state() == State.ASKED_TOO_SOON ? SLOW_DOWN_SECONDS : 0)
                .param("id", row.id())
                .update();
    }

    private Poll redeem(Row row, Allowed allowed, Client client, @Nullable String proofKey) {
        Optional<Grant> grant = grants.open(
                client, allowed.accountId(), allowed.scopes(), row.resources(), allowed.authentication(), proofKey);
        jdbc.sql("update device_authorization set redeemed_at = now(), grant_id = :grant where id = :id")
                .param("grant", grant.map(Grant::id).orElse(null))
                .param("id", row.id())
                .update();
        return grant.map(opened -> new Poll(State.ALLOWED, grant)).orElse(Poll.of(State.INVALID));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        @Nullable UUID account = row.getObject("account_id", UUID.class);
        return new Row(
                row.getObject("id", UUID.class),
                state(row),
                row.getObject("redeemed_at") != null,
                row.getObject("grant_id", UUID.class),
                strings(row, "resources"),
                account == null ? null : allowed(row, account));
    }

    private static State state(ResultSet row) throws SQLException {
        if (row.getBoolean("too_soon")) {
            return State.ASKED_TOO_SOON;
        }
        if (row.getObject("decided_at") == null) {
            return row.getBoolean("expired") ? State.EXPIRED : State.WAITING;
        }
        if (row.getObject("account_id") == null) {
            return State.DENIED;
        }
        return row.getBoolean("expired") ? State.EXPIRED : State.ALLOWED;
    }

    private static Allowed allowed(ResultSet row, UUID account) throws SQLException {
        return new Allowed(
                account,
                new LinkedHashSet<>(strings(row, "granted_scopes")),
                new AuthenticationContext(instant(row, "auth_time"), strings(row, "amr"), row.getString("acr")));
    }
}
