package dev.latchkey.demo.note;

import java.time.Instant;
import java.util.UUID;

/** A note as the notes API shows it. */
record Note(UUID id, String title, String text, Instant createdAt, Instant updatedAt) {

    private static final int EXCERPT = 160;

    /** The beginning of the text on one line, for lists. */
    public String excerpt() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT)).strip() + "…";
    }
}
