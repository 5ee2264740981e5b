package dev.latchkey.auth.startup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Something that must be so before the server starts.
 *
 * @param property the property that decides it
 * @param remedy what to set it to
 * @param check what is wrong with it, if anything; the answer never quotes a secret
 */
record Requirement(String property, String remedy, Function<Environment, Optional<String>> check) {

    static Requirement isPresent(String property, String remedy, Function<String, Optional<String>> check) {
        return new Requirement(
                property,
                remedy,
                environment -> value(environment, property).map(check).orElse(Optional.of("is missing")));
    }

    static Requirement ifPresent(String property, String remedy, Function<String, Optional<String>> check) {
        return new Requirement(
                property, remedy, environment -> value(environment, property).flatMap(check));
    }

    /** An empty variable is how container platforms say that there is none. */
    private static Optional<String> value(Environment environment, String property) {
        return Optional.ofNullable(environment.getProperty(property)).filter(StringUtils::hasText);
    }

    static List<String> complaints(List<Requirement> requirements, Environment environment) {
        return requirements.stream()
                .flatMap(requirement -> requirement.complaint(environment).stream())
                .toList();
    }

    private Optional<String> complaint(Environment environment) {
        return check.apply(environment)
                .map(wrong -> "  %s (environment: %s) %s%n      %s".formatted(property, variable(), wrong, remedy));
    }

    private String variable() {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
