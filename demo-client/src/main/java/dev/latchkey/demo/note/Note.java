package dev.latchkey.demo.note;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A note as the notes API shows it.
 *
 * @param image what is known about its picture, null when it has none
 */
record Note(UUID id, String title, String text, @Nullable Image image, Instant createdAt, Instant updatedAt) {

    private static final int EXCERPT = 160;

    /** The beginning of the text on one line, for lists. */
    public String excerpt() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT)).strip() + "…";
    }

    /** The size of a picture in pixels. */
    record Image(int width, int height) {}
}
