package dev.latchkey.auth.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Where a browser goes on when it has shown who it is.
 *
 * @param target path and query on this server
 * @param startedAt when the browser asked for it: a sign-in after this satisfies a demand for a fresh one
 */
public record Continuation(String target, Instant startedAt) {

    public Continuation {
        if (!target.startsWith("/") || target.startsWith("//") || target.contains("\\")) {
            throw new IllegalArgumentException("Not a path of this server");
        }
    }

    /** The path alone. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** A parameter of the target, decoded; nothing if it is not there or cannot be decoded. */
    public Optional<String> parameter(String name) {
        String value = UriComponentsBuilder.newInstance()
                .query(query())
                .build()
                .getQueryParams()
                .getFirst(name);
        try {
            return Optional.ofNullable(value).map(encoded -> UriUtils.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty(); // whoever answers the target says what is wrong with it
        }
    }

    /** The query as it was sent, still percent-encoded; empty when there was none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
