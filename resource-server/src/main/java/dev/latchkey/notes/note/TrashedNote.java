package dev.latchkey.notes.note;

import java.time.Instant;
import java.util.UUID;

/**
 * A deleted note.
 *
 * @param removedAt from when on it may be gone for good
 */
record TrashedNote(UUID id, String title, Instant deletedAt, Instant removedAt) {

    /** For logs, which have no business with what people write. */
    @Override
    public String toString() {
        return "TrashedNote[id=" + id + "]";
    }
}
