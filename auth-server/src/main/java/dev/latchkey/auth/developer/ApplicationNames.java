package dev.latchkey.auth.developer;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which names an application cannot have because people would take it for something else, and which ones somebody has to
 * look at first.
 *
 * @see <a href="https://www.unicode.org/reports/tr39/#Confusable_Detection">UTS 39, confusable detection</a>
 */
@Component
class ApplicationNames {

    private static final int LONGEST = 60;

    /** A shorter name is a part of ordinary words. */
    private static final int SAFE_TO_SEARCH = 5;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    /** Letters and digits that look like another letter: Cyrillic, Greek, and the digits of leet. */
    private static final Map<Integer, Character> LOOKS = looks();

    /** This server and who runs it, as they look. */
    private static final Map<String, String> OWN = looksOf("latchkey", "admin", "administrator", "administration");

    /** Whom people trust with their account anyway, as they look. */
    private static final Map<String, String> WELL_KNOWN = looksOf(
            "google",
            "gmail",
            "microsoft",
            "outlook",
            "apple",
            "icloud",
            "facebook",
            "meta",
            "instagram",
            "whatsapp",
            "amazon",
            "github",
            "gitlab",
            "paypal",
            "linkedin",
            "twitter",
            "netflix",
            "dropbox",
            "slack",
            "openai");

    /** What to say of a name. */
    enum Verdict {
        FINE,
        RESEMBLES,
        TOO_LONG,
        UNREADABLE,
        RESERVED
    }

    Verdict judge(String name) {
        if (name.codePointCount(0, name.length()) > LONGEST) {
            return Verdict.TOO_LONG;
        }
        if (name.isBlank() || INVISIBLE.matcher(name).find()) {
            return Verdict.UNREADABLE;
        }
        String whole = NEITHER_LETTER_NOR_DIGIT.matcher(skeleton(name)).replaceAll("");
        if (mixesScripts(name)
                || OWN.containsKey(whole)
                || WELL_KNOWN.containsKey(whole)
                || hasWordOf(OWN.keySet(), name)) {
            return Verdict.RESERVED;
        }
        return resembled(name).isPresent() ? Verdict.RESEMBLES : Verdict.FINE;
    }

    /** The well-known name that stands in this one. */
    Optional<String> resembled(String name) {
        String whole = NEITHER_LETTER_NOR_DIGIT.matcher(skeleton(name)).replaceAll("");
        return WELL_KNOWN.entrySet().stream()
                .filter(known -> known.getKey().length() >= SAFE_TO_SEARCH
                        ? whole.contains(known.getKey())
                        : hasWordOf(Set.of(known.getKey()), name))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }

    private static boolean hasWordOf(Set<String> words, String name) {
        return Arrays.stream(NEITHER_LETTER_NOR_DIGIT.split(skeleton(name))).anyMatch(words::contains);
    }

    /** The name as the eye reads it: without accents, in small letters, look-alikes replaced. */
    private static String skeleton(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        StringBuilder skeleton = new StringBuilder();
        plain.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            Character look = LOOKS.get(c);
            if (look == null) {
                skeleton.appendCodePoint(c);
            } else {
                skeleton.append(look.charValue());
            }
        });
        return skeleton.toString().replace("rn", "m").replace("vv", "w").replace('i', 'l');
    }

    private static Map<String, String> looksOf(String... names) {
        return Stream.of(names).collect(Collectors.toUnmodifiableMap(ApplicationNames::skeleton, name -> name));
    }

    /** Latin among Cyrillic or Greek is written by who wants to be misread. */
    private static boolean mixesScripts(String name) {
        Set<UnicodeScript> scripts =
                name.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
        return scripts.contains(UnicodeScript.LATIN)
                && (scripts.contains(UnicodeScript.CYRILLIC)
                        || scripts.contains(UnicodeScript.GREEK)
                        || scripts.contains(UnicodeScript.CHEROKEE)
                        || scripts.contains(UnicodeScript.ARMENIAN));
    }

    private static Map<Integer, Character> looks() {
        String from = "аеорсухіјѕһԁгвнктмԛԝαεορνικτυχη01357$@|ıɡ";
        String to = "aeopcyxijshdrbhktmqwaeopviktuxnolestsalig";
        return IntStream.range(0, from.length())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(i -> (int) from.charAt(i), to::charAt));
    }
}
