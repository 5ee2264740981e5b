package dev.latchkey.notes.note;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A note as its owner sees it. Whose it is, is not part of it: the queries know.
 *
 * @param image what is known about its picture; absent when it has none
 * @param version counts the changes; the entity tag of exactly this state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Note(
        UUID id,
        String title,
        String text,
        @Nullable NoteImage image,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    String etag() {
        return "\"" + version + "\"";
    }

    /** For logs, which have no business with what people write. */
    @Override
    public String toString() {
        return "Note[id=" + id + ", version=" + version + "]";
    }
}
