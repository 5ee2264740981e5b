package dev.latchkey.auth.web;

import java.time.Instant;

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

    /** The query as it was sent, still percent-encoded; empty when there was none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
