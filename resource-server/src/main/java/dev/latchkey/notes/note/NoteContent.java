package dev.latchkey.notes.note;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say about a note, and all of it. Fields that are not here (owner, times, version) cannot be set.
 *
 * @param title one line, required
 * @param text may be left out, which is the empty text
 */
record NoteContent(
        @NotBlank(message = "must not be empty") @PlainText(max = MAX_TITLE, lines = false)
        String title,

        @PlainText(max = MAX_TEXT) String text) {

    static final int MAX_TITLE = 200;

    static final int MAX_TEXT = 100_000;

    NoteContent(@Nullable String title, @Nullable String text) {
        this.title = title == null ? "" : title;
        this.text = text == null ? "" : text;
    }

    /** For logs, which have no business with what people write. */
    @Override
    public String toString() {
        return "NoteContent[…]";
    }
}
