package dev.latchkey.auth.administration;

import dev.latchkey.auth.web.PrintableText;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed for a token with which applications register.
 *
 * @param scopes names with spaces between; none for everything that is not sensitive
 * @param redirectHosts names of hosts with spaces between; none for any
 */
record RegistrationTokenForm(String description, String uses, String days, String scopes, String redirectHosts) {

    private static final int LONGEST = 100;
    private static final Pattern WORDS = Pattern.compile("[\\s,]+");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final int MOST_USES = 1000;
    private static final int MOST_DAYS = 365;
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    static final RegistrationTokenForm EMPTY = new RegistrationTokenForm("", "1", "7", "", "");

    RegistrationTokenForm {
        description = description.strip();
        uses = uses.strip();
        days = days.strip();
    }

    Set<String> scopeNames() {
        return words(scopes);
    }

    Set<String> hosts() {
        return words(redirectHosts).stream()
                .map(host -> host.toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The field that cannot be so, if one cannot. */
    Optional<String> wrongField(Predicate<String> scopeExists) {
        if (description.isEmpty() || !description.equals(PrintableText.of(description, LONGEST))) {
            return Optional.of("description");
        }
        if (!isNumber(uses, MOST_USES)) {
            return Optional.of("uses");
        }
        if (!isNumber(days, MOST_DAYS)) {
            return Optional.of("days");
        }
        if (!scopeNames().stream().allMatch(scopeExists)) {
            return Optional.of("scopes");
        }
        return hosts().stream().allMatch(host -> HOST.matcher(host).matches())
                ? Optional.empty()
                : Optional.of("hosts");
    }

    private static boolean isNumber(String text, int most) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= most;
    }

    private static Set<String> words(String text) {
        return Stream.of(WORDS.split(text.strip()))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
