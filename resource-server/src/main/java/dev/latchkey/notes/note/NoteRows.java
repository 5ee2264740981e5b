package dev.latchkey.notes.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads notes from rows: one list of columns for all statements. */
final class NoteRows {

    /** All but the text, which lists may leave out. */
    static final String COLUMNS = "id, title, created_at, updated_at, version,"
            + " picture_type, picture_bytes, picture_width, picture_height";

    static final String COLUMNS_AND_TEXT = COLUMNS + ", text";

    private NoteRows() {}

    static Note note(ResultSet row, int number) throws SQLException {
        return note(row, row.getString("text"));
    }

    static Note note(ResultSet row, String text) throws SQLException {
        return new Note(
                row.getObject("id", UUID.class),
                row.getString("title"),
                text,
                image(row),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable NoteImage image(ResultSet row) throws SQLException {
        String type = row.getString("picture_type");
        return type == null
                ? null
                : new NoteImage(
                        type, row.getInt("picture_bytes"), row.getInt("picture_width"), row.getInt("picture_height"));
    }
}
