package dev.latchkey.notes.note;

import org.jspecify.annotations.Nullable;

/** What the client wants to change is not what it has seen. */
final class StaleException extends RuntimeException {

    private final @Nullable String etag;

    StaleException(@Nullable String etag) {
        super("Changed since the client read it", null, false, false);
        this.etag = etag;
    }

    /** The tag of what is there now, if anything is. */
    @Nullable
    String etag() {
        return etag;
    }
}
