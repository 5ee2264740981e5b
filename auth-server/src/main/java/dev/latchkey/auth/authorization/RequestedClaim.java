package dev.latchkey.auth.authorization;

import java.util.List;

/**
 * How a single claim was requested (OpenID Connect Core §5.5.1).
 *
 * @param essential whether the client says that it cannot do without
 * @param values the values it wants, JSON values; none for any
 */
public record RequestedClaim(boolean essential, List<Object> values) {

    /** Whether this is a value that the client wants. */
    public boolean accepts(Object value) {
        // As texts: the same number may have been read as another type.
        return values.isEmpty()
                || values.stream().anyMatch(wanted -> String.valueOf(wanted).equals(String.valueOf(value)));
    }
}
