package dev.latchkey.auth.registration;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that nobody gives themselves: people would take their owner for us, or for somebody with a Latin name. */
public final class ReservedNames {

    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "account",
            "accounts",
            "admin",
            "administrator",
            "anonymous",
            "api",
            "auth",
            "billing",
            "contact",
            "daemon",
            "everyone",
            "guest",
            "help",
            "helpdesk",
            "hostmaster",
            "info",
            "latchkey",
            "login",
            "mail",
            "mailerdaemon",
            "moderator",
            "nobody",
            "noreply",
            "null",
            "oauth",
            "official",
            "operator",
            "owner",
            "postmaster",
            "privacy",
            "root",
            "security",
            "service",
            "signin",
            "signup",
            "staff",
            "superuser",
            "support",
            "sysadmin",
            "system",
            "team",
            "undefined",
            "webmaster",
            "www");

    /** What is read as a letter. */
    private static final Map<Character, Character> READ_AS =
            Map.of('0', 'o', '1', 'l', '3', 'e', '4', 'a', '5', 's', '7', 't', '8', 'b', 'i', 'l');

    private static final Set<String> READ =
            RESERVED.stream().map(ReservedNames::read).collect(Collectors.toSet());

    /** Cyrillic and Greek letters that nobody tells from Latin ones (UTS 39 confusables). */
    private static final String LOOKS_LATIN = "аеіјорсухѕһԁԛԝӏвкмнтгαορνικτυχγ";

    private ReservedNames() {}

    /** @param usernameKey the name in the form in which names are compared */
    public static boolean contains(String usernameKey) {
        return READ.contains(read(usernameKey)) || looksLatinAndIsNot(usernameKey);
    }

    private static String read(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(READ_AS.getOrDefault(c, c));
            }
        }
        return letters.toString();
    }

    /** Whole names in another script are welcome, unless each of their letters has a Latin twin. */
    private static boolean looksLatinAndIsNot(String name) {
        int[] letters = name.codePoints().filter(Character::isLetter).toArray();
        boolean another = letters.length > 0;
        for (int letter : letters) {
            UnicodeScript script = UnicodeScript.of(letter);
            another &= (script == UnicodeScript.CYRILLIC || script == UnicodeScript.GREEK)
                    && LOOKS_LATIN.indexOf(letter) >= 0;
        }
        return another;
    }
}
