package dev.latchkey.auth.web;

import java.util.regex.Pattern;

/**
 * Text that somebody else chose, fit for a log line, a table and a page: no control characters, no line breaks of any kind,
 * nothing that turns the reading direction around, and not longer than asked for.
 */
public final class PrintableText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private PrintableText() {}

    /** @param limit in UTF-16 units; what is longer is cut, never in the middle of a character */
    public static String of(String text, int limit) {
        // Cut first: a megabyte is not searched for what is then thrown away.
        String cut = text.length() <= limit ? text : text.substring(0, end(text, limit));
        return UNPRINTABLE.matcher(cut).replaceAll(" ");
    }

    private static int end(String text, int limit) {
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }
}
