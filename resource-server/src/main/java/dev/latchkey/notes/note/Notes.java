package dev.latchkey.notes.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The notes of all accounts. There is no statement without {@code owner_id}: a note of somebody else is not forbidden, it
 * does not exist. Each change is one statement that names the versions it may change.
 */
@Repository
class Notes {

    private static final String COLUMNS = "id, title, text, created_at, updated_at, version";

    private static final RowMapper<Note> NOTE = Notes::note;

    private final JdbcClient jdbc;

    private final Clock clock;

    Notes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Note> find(String owner, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM note WHERE id = ? AND owner_id = ? AND deleted_at IS NULL")
                .params(id, owner)
                .query(NOTE)
                .optional();
    }

    Note create(String owner, NoteContent content) {
        Timestamp now = now();
        return jdbc.sql("INSERT INTO note (id, owner_id, title, text, created_at, updated_at, version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING " + COLUMNS)
                .params(UUID.randomUUID(), owner, content.title(), content.text(), now, now)
                .query(NOTE)
                .single();
    }

    Change replace(String owner, UUID id, IfMatch expected, NoteContent content) {
        return jdbc.sql("UPDATE note SET title = ?, text = ?, updated_at = ?, version = version + 1"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NULL AND (? OR version = ANY (?))"
                        + " RETURNING " + COLUMNS)
                .params(content.title(), content.text(), now(), id, owner, expected.any(), versions(expected))
                .query(NOTE)
                .optional()
                .<Change>map(Change.Done::new)
                .orElseGet(() -> whyNot(owner, id));
    }

    /** Into the trash: the row stays until it is swept, and no other statement sees it. */
    Change delete(String owner, UUID id, IfMatch expected) {
        return jdbc.sql("UPDATE note SET deleted_at = ?, version = version + 1"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NULL AND (? OR version = ANY (?))"
                        + " RETURNING " + COLUMNS)
                .params(now(), id, owner, expected.any(), versions(expected))
                .query(NOTE)
                .optional()
                .<Change>map(Change.Done::new)
                .orElseGet(() -> whyNot(owner, id));
    }

    private Change whyNot(String owner, UUID id) {
        return find(owner, id)
                .<Change>map(note -> new Change.Stale(note.version()))
                .orElseGet(Change.NoSuchNote::new);
    }

    private Timestamp now() {
        // As precise as the column, so that a cursor finds its place again.
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Long[] versions(IfMatch expected) {
        return expected.versions().toArray(Long[]::new);
    }

    private static Note note(ResultSet row, int number) throws SQLException {
        return new Note(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("text"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }
}
