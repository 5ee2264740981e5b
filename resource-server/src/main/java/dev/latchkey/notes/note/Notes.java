package dev.latchkey.notes.note;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The notes of all accounts. There is no statement without {@code owner_id}: a note of somebody else is not forbidden, it
 * does not exist. Each change is one statement that names the versions it may change.
 */
@Repository
class Notes {

    private static final String COLUMNS = NoteRows.COLUMNS_AND_TEXT;

    static final String CREATE =
            "WITH room AS (INSERT INTO account_usage AS used (owner_id, notes, picture_bytes) VALUES (?, 1, 0)"
                    + "   ON CONFLICT (owner_id) DO UPDATE SET notes = used.notes + 1 WHERE used.notes < ?"
                    + "   RETURNING owner_id)"
                    + " INSERT INTO note (id, owner_id, title, text, created_at, updated_at, version)"
                    + " SELECT ?, owner_id, ?, ?, ?, ?, 1 FROM room RETURNING " + COLUMNS;

    static final String FIND = "SELECT " + COLUMNS + " FROM note WHERE id = ? AND owner_id = ? AND deleted_at IS NULL";

    private static final RowMapper<Note> NOTE = NoteRows::note;

    private static final int DELETED_AT_ONCE = 1000;

    private final JdbcClient jdbc;

    private final Quotas quotas;

    private final Clock clock;

    Notes(JdbcClient jdbc, Quotas quotas, Clock clock) {
        this.jdbc = jdbc;
        this.quotas = quotas;
        this.clock = clock;
    }

    Optional<Note> find(String owner, UUID id) {
        return jdbc.sql(FIND).params(id, owner).query(NOTE).optional();
    }

    /** Counts the note and writes it in one statement, or neither. */
    Note create(String owner, NoteContent content) {
        Timestamp now = now();
        return jdbc.sql(CREATE)
                .params(owner, quotas.notes(), UUID.randomUUID(), content.title(), content.text(), now, now)
                .query(NOTE)
                .optional()
                .orElseThrow(QuotaExceededException::ofNotes);
    }

    Change replace(String owner, UUID id, EntityTags expected, NoteContent content) {
        return jdbc.sql("UPDATE note SET title = ?, text = ?, updated_at = ?, version = version + 1"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NULL AND (? OR version = ANY (?))"
                        + " RETURNING " + COLUMNS)
                .params(content.title(), content.text(), now(), id, owner, expected.any(), expected.versions())
                .query(NOTE)
                .optional()
                .<Change>map(Change.Done::new)
                .orElseGet(() -> whyNot(owner, id));
    }

    /** Into the trash: the row stays until it is swept, and no other statement sees it. */
    Change delete(String owner, UUID id, EntityTags expected) {
        return jdbc.sql("UPDATE note SET deleted_at = ?, version = version + 1"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NULL AND (? OR version = ANY (?))"
                        + " RETURNING " + COLUMNS)
                .params(now(), id, owner, expected.any(), expected.versions())
                .query(NOTE)
                .optional()
                .<Change>map(Change.Done::new)
                .orElseGet(() -> whyNot(owner, id));
    }

    /**
     * All notes of an account into the trash, or some of them; a thousand at a time, so that no transaction grows with
     * what people keep. Notes written meanwhile stay.
     *
     * @param ids the notes meant; all when null
     * @return how many there were
     */
    long deleteAll(String owner, UUID @Nullable [] ids) {
        Timestamp now = now();
        long deleted = 0;
        int batch;
        do {
            batch = jdbc.sql("UPDATE note SET deleted_at = ?, version = version + 1 WHERE id IN ("
                            + "   SELECT id FROM note WHERE owner_id = ? AND deleted_at IS NULL AND created_at <= ?"
                            + "   AND (?::uuid[] IS NULL OR id = ANY (?::uuid[]))"
                            + "   ORDER BY created_at DESC, id DESC LIMIT ? FOR UPDATE)")
                    .params(Arrays.asList(now, owner, now, ids, ids, DELETED_AT_ONCE))
                    .update();
            deleted += batch;
        } while (batch == DELETED_AT_ONCE);
        return deleted;
    }

    private Change whyNot(String owner, UUID id) {
        return find(owner, id)
                .<Change>map(note -> new Change.Stale(note.etag()))
                .orElseGet(Change.NoSuchNote::new);
    }

    private Timestamp now() {
        // As precise as the column, so that a cursor finds its place again.
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
