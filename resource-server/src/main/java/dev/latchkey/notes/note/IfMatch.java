package dev.latchkey.notes.note;

import dev.latchkey.notes.web.BadRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versions a client is willing to change.
 *
 * @param any {@code *}: whatever is there now
 * @param versions the versions named otherwise; weak tags never match (RFC 9110 §13.1.1), foreign ones name no version
 */
record IfMatch(boolean any, Set<Long> versions) {

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(?:,|$)");

    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

    static IfMatch parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new PreconditionRequired();
        }
        if (header.strip().equals("*")) {
            return new IfMatch(true, Set.of());
        }
        Set<Long> versions = new TreeSet<>();
        Matcher matcher = TAG.matcher(header);
        int end = 0;
        while (end < header.length() && matcher.find() && matcher.start() == end) {
            end = matcher.end();
            if (matcher.group(1) == null && VERSION.matcher(matcher.group(2)).matches()) {
                versions.add(Long.valueOf(matcher.group(2)));
            }
        }
        if (end < header.length()) {
            throw new BadRequest("If-Match", "is no list of entity tags");
        }
        return new IfMatch(false, versions);
    }

    boolean matches(long version) {
        return any || versions.contains(version);
    }

    /** A write without {@code If-Match} would overwrite what the client has never seen (RFC 6585 §3). */
    static final class PreconditionRequired extends RuntimeException {
        PreconditionRequired() {
            super("If-Match is missing", null, false, false);
        }
    }
}
