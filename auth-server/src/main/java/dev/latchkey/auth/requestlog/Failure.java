package dev.latchkey.auth.requestlog;

import java.io.Serializable;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, for its developer.
 *
 * @param expected what would have been right; empty where that is the rule itself
 * @param received what came instead; empty where that is secret, or nothing came
 */
public record Failure(FailedRule rule, String expected, String received) implements Serializable {

    /** In characters. */
    static final int LONGEST = 300;

    /** What could end a line, hide, or turn the text around. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Behind a parameter of an address, and before its host, may stand what is nobody's business. */
    private static final Pattern VALUE = Pattern.compile("([?&#][^=&#\\s]*)=[^&#\\s]*");

    private static final Pattern USER = Pattern.compile("//[^/?#@\\s]*@");

    public Failure {
        expected = shown(expected);
        received = shown(received);
    }

    public static Failure of(FailedRule rule) {
        return new Failure(rule, "", "");
    }

    public static Failure of(FailedRule rule, String expected, @Nullable String received) {
        return new Failure(rule, expected, received == null ? "" : received);
    }

    public static Failure of(FailedRule rule, Collection<String> expected, Collection<String> received) {
        return new Failure(rule, String.join(" ", expected), String.join(" ", received));
    }

    private static String shown(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String readable = UNREADABLE.matcher(start).replaceAll("\uFFFD");
        String plain = USER.matcher(VALUE.matcher(readable).replaceAll("$1=…")).replaceAll("//…@");
        return text.length() <= LONGEST ? plain : plain + "…";
    }
}
