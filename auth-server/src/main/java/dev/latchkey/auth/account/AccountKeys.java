package dev.latchkey.auth.account;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The forms under which user names and e-mail addresses are unique and are found. Two spellings that a person would take
 * for the same have the same key. A key is only compared: mail goes to the address as it is stored, never to what was
 * typed, because a folded address can belong to somebody else.
 *
 * <p>User names follow the idea of the PRECIS UsernameCaseMapped profile: compatibility forms and case are folded,
 * everything invisible is refused, and letters of scripts that look alike do not mix. A user name has no {@code @}, so it
 * never shadows an e-mail address.
 *
 * <p>In an e-mail address the domain becomes ASCII and loses a trailing dot; the local part is folded, while dots and
 * {@code +tag} stay distinct, since only the mailbox's own provider knows what they mean.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8265#section-3.3">RFC 8265, section 3.3</a>
 */
public final class AccountKeys {

    private static final int USERNAME_LIMIT = 64;
    private static final int LOCAL_PART_LIMIT = 64;
    private static final int EMAIL_LIMIT = 254;

    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._-]*");
    private static final Pattern LOCAL_PART =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private AccountKeys() {}

    /**
     * The key of a user name.
     *
     * @throws InvalidAccountException when nobody may be called so
     */
    public static String ofUsername(String username) {
        require(length(username) <= USERNAME_LIMIT, "username", "is longer than " + USERNAME_LIMIT + " characters");
        String key = fold(username);
        require(!key.isEmpty(), "username", "is empty");
        require(length(key) <= USERNAME_LIMIT, "username", "is longer than " + USERNAME_LIMIT + " characters");
        require(
                USERNAME.matcher(key).matches(),
                "username",
                "may hold letters, digits, '.', '_' and '-', and begins with a letter or a digit");
        require(ScriptMix.isHarmless(key), "username", "mixes letters of scripts that look alike");
        return key;
    }

    /**
     * The key of an e-mail address.
     *
     * @throws InvalidAccountException when it is no address that mail could be sent to
     */
    public static String ofEmail(String email) {
        require(email.length() <= EMAIL_LIMIT, "email", "is longer than " + EMAIL_LIMIT + " characters");
        int at = email.lastIndexOf('@');
        require(at > 0, "email", "is no e-mail address");
        String localPart = fold(email.substring(0, at));
        require(
                length(localPart) <= LOCAL_PART_LIMIT
                        && LOCAL_PART.matcher(localPart).matches(),
                "email",
                "is no e-mail address: the part before '@' is not allowed");
        return localPart + '@' + domain(email.substring(at + 1));
    }

    /** What was typed, as far as it goes, in the form in which keys are: for looking for the beginning of one. */
    static String folded(String typed) {
        return fold(typed);
    }

    private static String domain(String typed) {
        String ascii;
        try {
            ascii = IDN.toASCII(fold(typed), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new InvalidAccountException("email", "is no e-mail address: the domain is not allowed");
        }
        String domain = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        require(
                domain.length() <= 253 && DOMAIN.matcher(domain).matches(),
                "email",
                "is no e-mail address: the domain is not allowed");
        return domain;
    }

    /** Upper case first: it joins what lower case alone keeps apart, such as {@code ß} and {@code ss}. */
    private static String fold(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidAccountException(field, reason);
        }
    }
}
