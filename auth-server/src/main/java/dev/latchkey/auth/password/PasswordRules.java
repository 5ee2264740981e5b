package dev.latchkey.auth.password;

import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.web.Issuer;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Says whether somebody may choose a password, and if not, why. */
@Component
public class PasswordRules {

    private static final String SERVICE = "latchkey";
    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{M}\\p{N}]+";
    private static final int SHORTEST_WORD = 4;
    /** What has to be left when everything known about the person is taken away. */
    private static final int LEAST_OF_ITS_OWN = 6;

    /** Some hours of guessing at the rate that the brakes allow a thousand addresses; less is on any list. */
    private static final double FEWEST_GUESSES = 1e6;

    private final PasswordRulesProperties properties;
    private final CommonPasswords common;
    private final BreachedPasswords breached;
    private final List<String> wordsOfThisService;

    PasswordRules(
            PasswordRulesProperties properties, CommonPasswords common, BreachedPasswords breached, Issuer issuer) {
        this.properties = properties;
        this.common = common;
        this.breached = breached;
        this.wordsOfThisService = Stream.concat(
                        Stream.of(SERVICE, URI.create(issuer.value()).getHost()), properties.words().stream())
                .toList();
    }

    /** How many characters a password needs. */
    public int shortest(boolean secondFactor) {
        return secondFactor ? properties.lengthWithSecondFactor() : properties.length();
    }

    /** What is wrong with a password; empty if it may be chosen. */
    public Optional<PasswordRefusal> refusalOf(String password, PasswordContext context) {
        int characters = password.codePointCount(0, password.length());
        if (characters > Passwords.LONGEST) {
            return refused(PasswordProblem.TOO_LONG, Passwords.LONGEST);
        }
        int shortest = shortest(context.secondFactor());
        if (characters < shortest) {
            return refused(PasswordProblem.TOO_SHORT, shortest);
        }
        if (!Passwords.isAcceptable(password)) {
            return refused(PasswordProblem.MALFORMED, shortest);
        }
        if (common.contains(password)) {
            return refused(PasswordProblem.COMMON, shortest);
        }
        List<String> words = words(context);
        if (isAboutThePerson(password, words)) {
            return refused(PasswordProblem.ABOUT_THE_PERSON, shortest);
        }
        if (common.guesses(password, words) < FEWEST_GUESSES) {
            return refused(PasswordProblem.GUESSABLE, shortest);
        }
        return breached.contains(password) ? refused(PasswordProblem.BREACHED, shortest) : Optional.empty();
    }

    /**
     * Whether a password that somebody has is one that others know: on the list of common ones, or known from a theft. How long
     * it is, and how it compares with today's other rules, is no reason to take it away.
     */
    public boolean isKnownElsewhere(String password) {
        return common.contains(password) || breached.contains(password);
    }

    private static Optional<PasswordRefusal> refused(PasswordProblem problem, int length) {
        return Optional.of(new PasswordRefusal(problem, length));
    }

    /** Each text as a whole and each word in it, the longest first so that a part does not hide the whole. */
    private List<String> words(PasswordContext context) {
        List<String> words = new ArrayList<>();
        Stream.concat(wordsOfThisService.stream(), context.words().stream())
                .map(PasswordRules::folded)
                .forEach(text -> {
                    words.add(text);
                    words.addAll(List.of(text.split(BETWEEN_WORDS)));
                });
        return words.stream()
                .filter(word -> word.length() >= SHORTEST_WORD)
                .distinct()
                .sorted((one, other) -> Integer.compare(other.length(), one.length()))
                .toList();
    }

    private static boolean isAboutThePerson(String password, List<String> words) {
        String folded = folded(password);
        String rest = folded;
        for (String word : words) {
            rest = rest.replace(word, "");
        }
        return rest.length() < folded.length() && rest.codePointCount(0, rest.length()) < LEAST_OF_ITS_OWN;
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
