package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Authorization requests that were pushed and wait for their browser. Each is for its client, and for one use. */
@Repository
class PushedRequests {

    /** RFC 9126 §2.2. */
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    private static final TypeReference<Map<String, List<String>>> PARAMETERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OpaqueValues values;
    private final PushedRequestProperties properties;

    PushedRequests(JdbcClient jdbc, JsonMapper json, OpaqueValues values, PushedRequestProperties properties) {
        this.jdbc = jdbc;
        this.json = json;
        this.values = values;
        this.properties = properties;
    }

    /** Whether this is a request URI of ours. Others are never fetched (RFC 9700 §4.13 speaks of the danger). */
    static boolean isOurs(String requestUri) {
        return requestUri.startsWith(PREFIX);
    }

    /**
     * Keeps a request.
     *
     * @return its request URI, or nothing when the client has too many open
     */
    Optional<String> keep(AuthorizationParameters parameters, Client client) {
        String handle = values.generate();
        int inserted = jdbc.sql("""
                        insert into pushed_authorization_request (handle_hash, client_id, parameters, expires_at)
                        select :hash, :client, cast(:parameters as jsonb), now() + make_interval(secs => :ttl)
                        where (select count(*) from pushed_authorization_request
                               where client_id = :client and expires_at > now()) < :most
                        """)
                .param("hash", OpaqueValues.hash(handle))
                .param("client", client.id())
                .param("parameters", json.writeValueAsString(parameters.values()))
                .param("ttl", properties.lifetime().toSeconds())
                .param("most", properties.mostByClient())
                .update();
        return inserted == 0 ? Optional.empty() : Optional.of(PREFIX + handle);
    }

    /** The request of a request URI, for one caller. Another client than the one that pushed it uses nothing up. */
    Optional<AuthorizationParameters> claim(String requestUri, Client client) {
        String handle = requestUri.substring(PREFIX.length());
        if (!OpaqueValues.isWellFormed(handle)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        delete from pushed_authorization_request
                        where handle_hash = :hash and client_id = :client and expires_at > now()
                        returning parameters
                        """)
                .param("hash", OpaqueValues.hash(handle))
                .param("client", client.id())
                .query(String.class)
                .optional()
                .map(parameters -> new AuthorizationParameters(json.readValue(parameters, PARAMETERS), true));
    }
}
