package dev.latchkey.notes.security;

import org.jspecify.annotations.Nullable;

/** Text for a log line that may hold what a client sent: one line, printable, short. */
final class LogText {

    private static final int LONGEST = 200;

    private LogText() {}

    static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
