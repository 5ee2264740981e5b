package dev.latchkey.notes.note;

import dev.latchkey.notes.image.PictureStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deleted notes: for {@code latchkey.trash.keep} their owner can have them back, then they are removed for good, a few at
 * a time.
 */
@Repository
class Trash {

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final AccountUsage usage;

    private final PictureStore pictures;

    private final TrashProperties settings;

    private final Clock clock;

    Trash(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AccountUsage usage,
            PictureStore pictures,
            TrashProperties settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.usage = usage;
        this.pictures = pictures;
        this.settings = settings;
        this.clock = clock;
    }

    /** Newest first. Texts are left out: the trash is for recognising a note, not for reading it. */
    Page list(String owner, @Nullable Position after, int limit) {
        Position from = after == null ? NoteLists.START : after;
        List<TrashedNote> notes = jdbc.sql("SELECT id, title, deleted_at FROM note"
                        + " WHERE owner_id = ? AND deleted_at IS NOT NULL AND (deleted_at, id) < (?, ?)"
                        + " ORDER BY deleted_at DESC, id DESC LIMIT ?")
                .params(owner, Timestamp.from(from.createdAt()), from.id(), limit + 1)
                .query(this::trashed)
                .list();
        if (notes.size() <= limit) {
            return new Page(notes, null);
        }
        TrashedNote last = notes.get(limit - 1);
        return new Page(notes.subList(0, limit), new Position(0, last.deletedAt(), last.id()));
    }

    Optional<Note> restore(String owner, UUID id) {
        return jdbc.sql("UPDATE note SET deleted_at = NULL, version = version + 1"
                        + " WHERE id = ? AND owner_id = ? AND deleted_at IS NOT NULL RETURNING "
                        + NoteRows.COLUMNS_AND_TEXT)
                .params(id, owner)
                .query(NoteRows::note)
                .optional();
    }

    boolean remove(String owner, UUID id) {
        return removed("id = ? AND owner_id = ? AND deleted_at IS NOT NULL", id, owner) == 1;
    }

    @Scheduled(fixedDelayString = "${latchkey.trash.sweep-every:PT10M}", initialDelayString = "PT1M")
    void sweep() {
        Timestamp kept = Timestamp.from(clock.instant().minus(settings.keep()));
        int removed;
        do {
            removed = removed(
                    "id IN (SELECT id FROM note WHERE deleted_at < ? ORDER BY deleted_at LIMIT ? FOR UPDATE SKIP LOCKED)",
                    kept,
                    settings.sweepAtOnce());
        } while (removed == settings.sweepAtOnce());
    }

    private int removed(String condition, Object... parameters) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<AccountUsage.Gone> gone = jdbc.sql("DELETE FROM note WHERE " + condition
                            + " RETURNING owner_id, picture_key, coalesce(picture_bytes, 0) AS picture_bytes")
                    .params(parameters)
                    .query(Trash::gone)
                    .list();
            usage.release(gone);
            List<UUID> keys = new ArrayList<>();
            gone.forEach(note -> Optional.ofNullable(note.pictureKey()).ifPresent(keys::add));
            pictures.delete(keys);
            return gone.size();
        }));
    }

    private static AccountUsage.Gone gone(ResultSet row, int number) throws SQLException {
        return new AccountUsage.Gone(
                row.getString("owner_id"), row.getObject("picture_key", UUID.class), row.getLong("picture_bytes"));
    }

    private TrashedNote trashed(ResultSet row, int number) throws SQLException {
        var deletedAt = NoteRows.instant(row, "deleted_at");
        return new TrashedNote(
                row.getObject("id", UUID.class), row.getString("title"), deletedAt, deletedAt.plus(settings.keep()));
    }

    record Page(List<TrashedNote> notes, @Nullable Position last) {}
}
