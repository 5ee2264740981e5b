package dev.latchkey.auth.authorization;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.web.Continuations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Authorization requests that wait for a person's answer. A request is held for the session in which it was made; its
 * handle is good for nothing in another one, and for one answer.
 */
@Repository
public class PendingConsents {

    private static final int SECONDS = 900;

    private static final String FIND = """
            select details from one_time_token
            where value_hash = :hash and purpose = :purpose and used_at is null and expires_at > now()
              and details ->> 'sessionId' = :session
            """;

    private static final String CLAIM = """
            update one_time_token set used_at = now()
            where value_hash = :hash and purpose = :purpose and used_at is null and expires_at > now()
              and details ->> 'sessionId' = :session
            returning details
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OpaqueValues values;
    private final AuthorizationRequestReader reader;

    PendingConsents(JdbcClient jdbc, JsonMapper json, OpaqueValues values, AuthorizationRequestReader reader) {
        this.jdbc = jdbc;
        this.json = json;
        this.values = values;
        this.reader = reader;
    }

    private record Held(UUID sessionId, Map<String, List<String>> parameters) {}

    /** Holds a request and returns its handle. */
    String hold(AuthorizationParameters parameters, BrowserSession session) {
        String handle = values.generate();
        jdbc.sql("""
                        insert into one_time_token (value_hash, purpose, details, issued_at, expires_at)
                        values (:hash, :purpose, cast(:details as jsonb), now(), now() + make_interval(secs => :ttl))
                        """)
                .param("hash", OpaqueValues.hash(handle))
                .param("purpose", TokenPurpose.PENDING_CONSENT.column())
                .param("details", json.writeValueAsString(new Held(session.id(), parameters.values())))
                .param("ttl", SECONDS)
                .update();
        return handle;
    }

    /**
     * The request of a handle, for showing it.
     *
     * @throws AuthorizationRequestException if the rules hold no longer: a client may have changed meanwhile
     */
    public Optional<AuthorizationRequest> find(String handle, BrowserSession session) {
        return read(FIND, handle, session).map(reader::read);
    }

    /** The request of a handle as an address of this server, for making it again with another account. */
    public Optional<String> address(String handle, BrowserSession session) {
        return read(FIND, handle, session).map(parameters -> Continuations.AUTHORIZE + "?" + parameters.toQuery());
    }

    /** The request of a handle, for answering it: one caller gets it. */
    public Optional<AuthorizationRequest> claim(String handle, BrowserSession session) {
        return read(CLAIM, handle, session).map(reader::read);
    }

    private Optional<AuthorizationParameters> read(String sql, String handle, BrowserSession session) {
        if (!OpaqueValues.isWellFormed(handle)) {
            return Optional.empty();
        }
        return jdbc.sql(sql)
                .param("hash", OpaqueValues.hash(handle))
                .param("purpose", TokenPurpose.PENDING_CONSENT.column())
                .param("session", session.id().toString())
                .query(String.class)
                .optional()
                .map(details -> json.readValue(details, Held.class))
                .map(held -> new AuthorizationParameters(held.parameters(), true));
    }
}
