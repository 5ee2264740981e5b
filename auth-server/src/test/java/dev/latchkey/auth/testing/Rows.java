package dev.latchkey.auth.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows there are of everything that a request could leave behind. Equal before and after: no side effect. */
public record Rows(Map<String, Long> counts) {

    private static final List<String> TABLES = List.of(
            "account",
            "account_role",
            "password_link",
            "browser_session",
            "oauth_grant",
            "one_time_token",
            "pushed_authorization_request",
            "oauth_consent",
            "revoked_access_token",
            "client",
            "signing_key");

    public static Rows of(AuthServer server) {
        JdbcClient database = server.database();
        Map<String, Long> counts = new LinkedHashMap<>();
        TABLES.forEach(table -> counts.put(
                table,
                database.sql("select count(*) from " + table).query(Long.class).single()));
        return new Rows(counts);
    }
}
