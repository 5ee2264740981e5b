package dev.latchkey.auth.challenge;

import dev.latchkey.auth.secret.OpaqueValues;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Solves puzzles as a browser does, and forges what it sends. */
final class Puzzles {

    private Puzzles() {}

    static String solve(Challenge challenge) {
        return answer(challenge, number(challenge));
    }

    static int number(Challenge challenge) {
        for (int number = 0; number <= challenge.maxnumber(); number++) {
            if (HexFormat.of()
                    .formatHex(OpaqueValues.hash(challenge.salt() + number))
                    .equals(challenge.challenge())) {
                return number;
            }
        }
        throw new AssertionError("There is no such number");
    }

    static String answer(Challenge challenge, Object number) {
        return encode("{\"algorithm\":\"%s\",\"challenge\":\"%s\",\"number\":%s,\"salt\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        challenge.algorithm(), challenge.challenge(), number, challenge.salt(), challenge.signature()));
    }

    static String encode(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The puzzle of a page. */
    static Challenge on(String page) {
        return new Challenge(
                data(page, "algorithm"),
                data(page, "target"),
                Integer.parseInt(data(page, "highest")),
                data(page, "salt"),
                data(page, "signature"));
    }

    static boolean isOn(String page) {
        return page.contains("data-challenge");
    }

    private static String data(String page, String name) {
        Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("No puzzle on the page\n" + page);
        }
        return HtmlUtils.htmlUnescape(matcher.group(1));
    }
}
