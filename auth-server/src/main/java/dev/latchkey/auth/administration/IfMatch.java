package dev.latchkey.auth.administration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that a change was decided on, from {@code If-Match} (RFC 9110 §13.1.1). Without one the change could overwrite
 * what its author has never seen, so it is asked for (RFC 6585 §3).
 *
 * @param version none for {@code *}: whatever is there now
 */
record IfMatch(Optional<Long> version) {

    private static final Pattern TAG = Pattern.compile("\"(0|[1-9]\\d{0,17})\"");
    private static final Pattern ANY_TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"");

    /** No version has it. */
    private static final long NONE = -1;

    /**
     * @throws PreconditionRequiredException when there is none
     * @throws InvalidRequestException when it is no single entity tag
     */
    static IfMatch of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new PreconditionRequiredException();
        }
        String value = header.strip();
        if (value.equals("*")) {
            return new IfMatch(Optional.empty());
        }
        Matcher tag = TAG.matcher(value);
        if (tag.matches()) {
            return new IfMatch(Optional.of(Long.valueOf(tag.group(1))));
        }
        if (ANY_TAG.matcher(value).matches()) {
            return new IfMatch(Optional.of(NONE));
        }
        throw new InvalidRequestException("If-Match", "is no entity tag");
    }
}
