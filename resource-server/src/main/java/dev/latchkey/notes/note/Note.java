package dev.latchkey.notes.note;

import java.time.Instant;
import java.util.UUID;

/**
 * A note as its owner sees it. Whose it is, is not part of it: the queries know.
 *
 * @param version counts the changes; the entity tag of exactly this state
 */
record Note(UUID id, String title, String text, Instant createdAt, Instant updatedAt, long version) {

    String etag() {
        return "\"" + version + "\"";
    }

    /** For logs, which have no business with what people write. */
    @Override
    public String toString() {
        return "Note[id=" + id + ", version=" + version + "]";
    }
}
