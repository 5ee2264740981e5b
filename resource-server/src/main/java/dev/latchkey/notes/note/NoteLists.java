package dev.latchkey.notes.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists and searches the notes of one account, page by page. A page ends after {@code limit} notes or about a megabyte of
 * text, whichever comes first, so that it costs the same whatever people write.
 */
@Repository
class NoteLists {

    private static final int PAGE_BYTES = 1024 * 1024;

    /** Best matches are looked for among this many newest ones: bounded work, however common the word is. */
    private static final int RANKED_MATCHES = 1000;

    /** Texts beyond the page's share of bytes come back as null: the page ends before them. */
    private static final String PAGE = "SELECT " + NoteRows.COLUMNS + ", rank,"
            + " CASE WHEN coalesce(sum(octet_length(text)) OVER ("
            + "   ORDER BY rank DESC, created_at DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < "
            + PAGE_BYTES + " THEN text END AS text"
            + " FROM (%s) AS candidate ORDER BY rank DESC, created_at DESC, id DESC";

    private static final String NEWEST = PAGE.formatted("SELECT " + NoteRows.COLUMNS_AND_TEXT + ", 0::real AS rank"
            + " FROM note WHERE owner_id = ? AND deleted_at IS NULL AND (created_at, id) < (?, ?)"
            + " ORDER BY created_at DESC, id DESC LIMIT ?");

    /**
     * {@code websearch_to_tsquery} takes whatever a person types: words, "phrases", or, -not. The last word may be
     * unfinished.
     */
    private static final String BEST = "WITH search AS (SELECT CASE WHEN numnode(typed) = 0 THEN typed"
            + "   ELSE (typed::text || ':*')::tsquery END AS query FROM websearch_to_tsquery('simple', ?) AS typed)"
            + PAGE.formatted(" SELECT " + NoteRows.COLUMNS_AND_TEXT + ", rank FROM ("
                    + "   SELECT note.*, ts_rank(note.search, search.query) AS rank FROM search CROSS JOIN LATERAL ("
                    + "     SELECT * FROM note WHERE owner_id = ? AND deleted_at IS NULL AND note.search @@ search.query"
                    + "     ORDER BY created_at DESC, id DESC LIMIT " + RANKED_MATCHES + ") AS note) AS ranked"
                    + " WHERE (rank, created_at, id) < (?, ?, ?)"
                    + " ORDER BY rank DESC, created_at DESC, id DESC LIMIT ?");

    static final Position START =
            new Position(Float.MAX_VALUE, Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;

    NoteLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Slice newest(String owner, @Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return jdbc.sql(NEWEST)
                .params(owner, Timestamp.from(from.createdAt()), from.id(), limit + 1)
                .query(page(limit));
    }

    Slice best(String owner, String query, @Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return jdbc.sql(BEST)
                .params(query, owner, from.rank(), Timestamp.from(from.createdAt()), from.id(), limit + 1)
                .query(page(limit));
    }

    private static ResultSetExtractor<Slice> page(int limit) {
        return rows -> slice(rows, limit);
    }

    private static Slice slice(ResultSet rows, int limit) throws SQLException {
        List<Note> notes = new ArrayList<>();
        Position last = null;
        while (rows.next()) {
            String text = rows.getString("text");
            if (notes.size() == limit || text == null) {
                return new Slice(notes, last);
            }
            Note note = NoteRows.note(rows, text);
            notes.add(note);
            last = new Position(rows.getFloat("rank"), note.createdAt(), note.id());
        }
        return new Slice(notes, null);
    }

    /**
     * @param last where the next page continues; null when there is none
     */
    record Slice(List<Note> notes, @Nullable Position last) {}
}
