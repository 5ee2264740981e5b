package dev.latchkey.auth.client;

import static dev.latchkey.auth.database.Columns.instant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists and finds clients: one statement a page, in the order of their client_ids, going on after the last one. */
@Repository
public class ClientDirectory {

    /** The most that one page holds. */
    public static final int LARGEST_PAGE = 100;

    private static final int LONGEST_SEARCH = 100;

    private final JdbcClient jdbc;

    ClientDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A client in a list. */
    public record Entry(UUID id, String clientId, String name, boolean trusted, boolean enabled, Instant createdAt) {}

    /** @param next the cursor of the next page; null at the end */
    public record Page(List<Entry> clients, @Nullable String next) {}

    /**
     * @param search what the client_id or the name has in it; none for all
     * @param state {@code enabled} or {@code disabled}; none for both
     * @param cursor of the page before; none for the first
     * @throws InvalidClientMetadataException for the parameter that makes no sense
     */
    public Page list(@Nullable String search, @Nullable String state, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new InvalidClientMetadataException("limit", "is not between 1 and " + LARGEST_PAGE);
        }
        String text = search == null ? "" : search.strip();
        if (text.length() > LONGEST_SEARCH) {
            throw new InvalidClientMetadataException("search", "is longer than " + LONGEST_SEARCH + " characters");
        }
        List<Entry> found = jdbc.sql("""
                        select id, client_id, coalesce(metadata ->> 'client_name', client_id) as name, trusted, enabled, created_at
                        from client
                        where client_id collate "C" > :after
                          and (strpos(lower(client_id), lower(:search)) > 0
                               or strpos(lower(metadata ->> 'client_name'), lower(:search)) > 0)
                          and enabled = any (:states)
                        order by client_id collate "C" limit :limit
                        """)
                .param("after", after(cursor))
                .param("search", text)
                .param("states", states(state))
                .param("limit", limit + 1)
                .query((row, n) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("client_id"),
                        row.getString("name"),
                        row.getBoolean("trusted"),
                        row.getBoolean("enabled"),
                        instant(row, "created_at")))
                .list();
        boolean more = found.size() > limit;
        List<Entry> shown = more ? found.subList(0, limit) : found;
        return new Page(shown, more ? cursor(shown.get(limit - 1).clientId()) : null);
    }

    private static Boolean[] states(@Nullable String state) {
        if (state == null || state.isEmpty()) {
            return new Boolean[] {true, false};
        }
        return switch (state) {
            case "enabled" -> new Boolean[] {true};
            case "disabled" -> new Boolean[] {false};
            default -> throw new InvalidClientMetadataException("state", "is none of enabled, disabled");
        };
    }

    private static String cursor(String clientId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(clientId.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        String clientId;
        try {
            clientId = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidClientMetadataException("cursor", "was not given out here");
        }
        if (!ImportRules.isClientId(clientId)) {
            throw new InvalidClientMetadataException("cursor", "was not given out here");
        }
        return clientId;
    }
}
