package dev.latchkey.auth.session;

import java.util.Locale;
import java.util.Optional;

/**
 * Where in the world a network address roughly is, for people who look at their sessions. There is none unless the operator
 * brings a database: without it the address itself is all that is shown.
 */
@FunctionalInterface
public interface ApproximatePlace {

    /** A place in words of the language, such as “Berlin, Germany”; empty if it is not known. */
    Optional<String> of(String address, Locale language);
}
