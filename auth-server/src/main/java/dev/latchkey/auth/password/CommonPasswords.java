package dev.latchkey.auth.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.io.ClasspathResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The passwords that are tried first, and how many tries a program needs for others. Works offline. */
@Component
class CommonPasswords {

    /** The list that comes with zxcvbn: about thirty thousand, from what was stolen elsewhere. */
    private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

    /** The estimate grows with the square of the length; what follows this much makes no password worse. */
    private static final int ESTIMATED = 64;

    private final Set<String> common = read();
    private final Zxcvbn estimator = new Zxcvbn();

    boolean contains(String password) {
        return common.contains(password.toLowerCase(Locale.ROOT));
    }

    /** About how many tries a program needs that knows the words, the names, the keyboard and these words as well. */
    double guesses(String password, List<String> words) {
        String measured = password.substring(0, Math.min(password.length(), ESTIMATED));
        return estimator.measure(measured, words).getGuesses();
    }

    private static Set<String> read() {
        Set<String> lines = new HashSet<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ClasspathResource(LIST).getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of common passwords is missing", e);
        }
        return Set.copyOf(lines);
    }
}
