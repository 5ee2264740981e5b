package dev.latchkey.notes.note;

import dev.latchkey.notes.image.Picture;
import dev.latchkey.notes.image.PictureFormat;
import dev.latchkey.notes.image.PictureStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The picture of a note. Each change locks the note's row, compares what the client expects with what is there, and makes
 * a new version of the note.
 */
@Repository
class NoteImages {

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final AccountUsage usage;

    private final PictureStore pictures;

    private final Clock clock;

    NoteImages(
            JdbcClient jdbc, TransactionTemplate transaction, AccountUsage usage, PictureStore pictures, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.usage = usage;
        this.pictures = pictures;
        this.clock = clock;
    }

    Optional<Stored> find(String owner, UUID id) {
        return row(owner, id, "").map(Row::stored);
    }

    /** @return the bytes; absent when the picture was replaced since it was found */
    Optional<byte[]> content(Stored image) {
        return pictures.get(image.key());
    }

    ImageChange put(String owner, UUID id, ImagePrecondition expected, Picture picture) {
        return change(owner, id, expected, before -> {
            usage.claimForPictures(owner, picture.content().length - before.bytes());
            UUID key = UUID.randomUUID();
            pictures.put(key, picture.content());
            write(owner, id, key, picture);
            return new ImageChange.Done(before.stored() == null);
        });
    }

    ImageChange delete(String owner, UUID id, ImagePrecondition expected) {
        return change(owner, id, expected, before -> {
            if (before.stored() == null) {
                return new ImageChange.NoSuchImage();
            }
            usage.claimForPictures(owner, -before.bytes());
            write(owner, id, null, null);
            return new ImageChange.Done(false);
        });
    }

    private ImageChange change(String owner, UUID id, ImagePrecondition expected, Work work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Row> locked = row(owner, id, " FOR UPDATE");
            if (locked.isEmpty()) {
                return new ImageChange.NoSuchImage();
            }
            Stored before = locked.get().stored();
            if (!expected.holdsFor(before == null ? null : before.etag())) {
                return new ImageChange.Stale(before == null ? null : before.etag());
            }
            ImageChange change = work.apply(locked.get());
            if (before != null) {
                pictures.delete(List.of(before.key())); // last: no reader finds a note whose picture is gone
            }
            return change;
        }));
    }

    private void write(String owner, UUID id, @Nullable UUID key, @Nullable Picture picture) {
        jdbc.sql("UPDATE note SET picture_key = :key, picture_etag = :etag, picture_type = :type,"
                        + " picture_bytes = :bytes, picture_width = :width, picture_height = :height,"
                        + " updated_at = :now, version = version + 1"
                        + " WHERE id = :id AND owner_id = :owner AND deleted_at IS NULL")
                .param("key", key, Types.OTHER)
                .param("etag", picture == null ? null : picture.etag(), Types.VARCHAR)
                .param("type", picture == null ? null : picture.format().contentType(), Types.VARCHAR)
                .param("bytes", picture == null ? null : picture.content().length, Types.INTEGER)
                .param("width", picture == null ? null : picture.width(), Types.INTEGER)
                .param("height", picture == null ? null : picture.height(), Types.INTEGER)
                .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .param("id", id)
                .param("owner", owner)
                .update();
    }

    private Optional<Row> row(String owner, UUID id, String lock) {
        return jdbc.sql("SELECT picture_key, picture_etag, picture_type, picture_bytes FROM note"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NULL" + lock)
                .params(id, owner)
                .query(NoteImages::row)
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID key = row.getObject("picture_key", UUID.class);
        Stored stored = key == null
                ? null
                : new Stored(
                        key, PictureFormat.ofContentType(row.getString("picture_type")), row.getString("picture_etag"));
        return new Row(stored, row.getLong("picture_bytes"));
    }

    /** A picture that is kept. */
    record Stored(UUID key, PictureFormat format, String etag) {}

    /** What the note's row says: the picture, if there is one, and the room it takes. */
    private record Row(@Nullable Stored stored, long bytes) {}

    private interface Work {
        ImageChange apply(Row before);
    }
}
