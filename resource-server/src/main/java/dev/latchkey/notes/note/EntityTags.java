package dev.latchkey.notes.note;

import dev.latchkey.notes.web.BadRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The states of a resource that a client is willing to change, from {@code If-Match}.
 *
 * @param any {@code *}: whatever is there now
 * @param tags the strong tags named otherwise; weak ones never match (RFC 9110 §13.1.1)
 */
record EntityTags(boolean any, Set<String> tags) {

    static final EntityTags ANY = new EntityTags(true, Set.of());

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e]*\")\\s*(?:,|$)");

    private static final Pattern VERSION = Pattern.compile("\"([1-9]\\d{0,17})\"");

    /** A write without {@code If-Match} would overwrite what the client has never seen (RFC 6585 §3). */
    static EntityTags required(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new PreconditionRequiredException();
        }
        return parse(ifMatch);
    }

    static EntityTags parse(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return ANY;
        }
        Set<String> tags = new LinkedHashSet<>();
        Matcher matcher = TAG.matcher(ifMatch);
        int end = 0;
        while (end < ifMatch.length() && matcher.find() && matcher.start() == end) {
            end = matcher.end();
            if (matcher.group(1) == null) {
                tags.add(matcher.group(2));
            }
        }
        if (end < ifMatch.length()) {
            throw new BadRequest("If-Match", "is no list of entity tags");
        }
        return new EntityTags(false, tags);
    }

    static EntityTags only(String etag) {
        return new EntityTags(false, Set.of(etag));
    }

    boolean matches(String etag) {
        return any || tags.contains(etag);
    }

    /** The versions of a note that are meant; tags of another making mean none. */
    Long[] versions() {
        return tags.stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.valueOf(matcher.group(1)))
                .toArray(Long[]::new);
    }
}
