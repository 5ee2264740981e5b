package dev.latchkey.notes.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
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

    static final String NEWEST = PAGE.formatted("SELECT " + NoteRows.COLUMNS_AND_TEXT + ", 0::real AS rank"
            + " FROM note WHERE owner_id = ? AND deleted_at IS NULL AND (created_at, id) < (?, ?)"
            + " ORDER BY created_at DESC, id DESC LIMIT ?");

    /**
     * {@code websearch_to_tsquery} takes whatever a person types: words, "phrases", or, -not. The last word may be
     * unfinished. Null when no word is in it.
     */
    private static final String TYPED = "SELECT CASE WHEN numnode(typed) > 0 THEN typed::text || ':*' END"
            + " FROM websearch_to_tsquery('simple', ?) AS typed";

    static final String BEST = PAGE.formatted("SELECT " + NoteRows.COLUMNS_AND_TEXT + ", rank FROM ("
            + "   SELECT newest.*, ts_rank(search, ?::tsquery) AS rank FROM ("
            + "     SELECT * FROM note WHERE owner_id = ? AND deleted_at IS NULL AND search @@ ?::tsquery"
            + "     ORDER BY created_at DESC, id DESC LIMIT " + RANKED_MATCHES + ") AS newest) AS ranked"
            + " WHERE (rank, created_at, id) < (?, ?, ?)"
            + " ORDER BY rank DESC, created_at DESC, id DESC LIMIT ?");

    static final Position START =
            new Position(Float.MAX_VALUE, Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;

    private final JdbcClient planned;

    NoteLists(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.planned = JdbcClient.create(new PlannedForItsValues(dataSource));
    }

    Slice newest(String owner, @Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return jdbc.sql(NEWEST)
                .params(owner, Timestamp.from(from.createdAt()), from.id(), limit + 1)
                .query(page(limit));
    }

    Slice best(String owner, String query, @Nullable Position after, int limit) {
        String typed =
                jdbc.sql(TYPED).param(query).query(String.class).optional().orElse(null);
        if (typed == null) {
            return new Slice(List.of(), null);
        }
        return planned.sql(BEST)
                .params(parametersOfBest(owner, typed, after, limit))
                .query(page(limit));
    }

    static List<Object> parametersOfBest(String owner, String typed, @Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return List.of(typed, owner, typed, from.rank(), Timestamp.from(from.createdAt()), from.id(), limit + 1);
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

    /**
     * A frequent word is found fastest among the newest notes, a rare one in the index of words. PostgreSQL knows which it
     * is only if it plans for the word itself, so these statements are never prepared for all words at once.
     */
    private static final class PlannedForItsValues extends JdbcTemplate {

        PlannedForItsValues(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            super.applyStatementSettings(statement);
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }
}
