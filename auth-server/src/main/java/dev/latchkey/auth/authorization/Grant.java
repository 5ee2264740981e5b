package dev.latchkey.auth.authorization;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.session.AuthenticationContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One authorization given by an account to a client, and so the family of all tokens that come from it.
 *
 * @param clientId the id of the client's row, not its {@code client_id}
 * @param sessionId the browser session in which it was given
 * @param roles of the account, as of now
 * @param authentication the facts of the sign-in behind it
 * @param statusIndex its place in the token status lists
 * @param claims what is answered beside the claims of the scopes
 * @param expiresAt nothing of the family lives longer
 * @param dpopKey thumbprint of the key that the family is bound to (RFC 9449); null for none
 */
public record Grant(
        UUID id,
        UUID accountId,
        UUID clientId,
        @Nullable UUID sessionId,
        Set<String> scopes,
        List<String> resources,
        Set<String> roles,
        AuthenticationContext authentication,
        long statusIndex,
        ClaimsRequest claims,
        Instant expiresAt,
        @Nullable String dpopKey) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The columns that {@link #read} needs, of the table alias {@code g}. */
    public static final String COLUMNS = """
            g.id as grant_id, g.account_id, g.client_id, g.session_id, g.scopes, g.resources, g.auth_time, g.amr, g.acr,
            g.status_index, g.claims,
            g.expires_at as grant_expires_at, g.dpop_jkt,
            array(select r.role from account_role r where r.account_id = g.account_id order by r.role) as roles""";

    /**
     * A condition on {@code g}: what was not allowed to go on without the person ends with the browser session, signed out or
     * expired (OpenID Connect Core §11). A use by an application counts as use: the idle timeout is for the browser alone.
     */
    public static final String PRESENT = """
            ('offline_access' = any (g.scopes) or g.session_id is null
             or exists (select 1 from browser_session s
                        where s.id = g.session_id and s.ended_at is null and s.expires_at > now()))""";

    public static Grant read(ResultSet row) throws SQLException {
        return new Grant(
                row.getObject("grant_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getObject("session_id", UUID.class),
                new LinkedHashSet<>(strings(row, "scopes")),
                strings(row, "resources"),
                new LinkedHashSet<>(strings(row, "roles")),
                new AuthenticationContext(instant(row, "auth_time"), strings(row, "amr"), row.getString("acr")),
                row.getLong("status_index"),
                readClaims(row.getString("claims")),
                instant(row, "grant_expires_at"),
                row.getString("dpop_jkt"));
    }

    /** The column {@code claims}, of which few grants have any. */
    public static ClaimsRequest readClaims(@Nullable String column) {
        return column == null ? ClaimsRequest.NONE : JSON.readValue(column, ClaimsRequest.class);
    }

    /** The same grant for a request that asks for less: what is made of it says no more than these scopes allow. */
    public Grant narrowedTo(Set<String> fewer) {
        return new Grant(
                id,
                accountId,
                clientId,
                sessionId,
                fewer,
                resources,
                roles,
                authentication,
                statusIndex,
                claims,
                expiresAt,
                dpopKey);
    }
}
