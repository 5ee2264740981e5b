package dev.latchkey.auth.challenge;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back of a puzzle, in the one form that ours has. The salt ends with a delimiter and the number begins with no
 * zero: no digit can be moved from one to the other.
 *
 * @param number the answer; none when it comes back unsolved
 */
record Solution(
        String challenge,
        String salt,
        Instant expiresAt,
        String signature,
        @Nullable Integer number) {

    private static final int LONGEST = 2048;
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}\\?expires=([0-9]{1,12})&");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");

    /** @param encoded the JSON of the ALTCHA protocol, in Base64 */
    static Optional<Solution> parse(String encoded, JsonMapper json) {
        if (encoded.isEmpty() || encoded.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return read(json.readTree(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JacksonException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Solution> read(JsonNode node) {
        JsonNode number = node.path("number");
        String salt = text(node, "salt");
        Matcher parts = SALT.matcher(salt);
        boolean wellFormed = text(node, "algorithm").equals(Challenge.SHA_256)
                && HEXADECIMAL.matcher(text(node, "challenge")).matches()
                && HEXADECIMAL.matcher(text(node, "signature")).matches()
                && (number.isMissingNode() || (number.isIntegralNumber() && number.canConvertToInt()))
                && parts.matches();
        return wellFormed
                ? Optional.of(new Solution(
                        text(node, "challenge"),
                        salt,
                        Instant.ofEpochSecond(Long.parseLong(parts.group(1))),
                        text(node, "signature"),
                        number.isMissingNode() ? null : number.asInt()))
                : Optional.empty();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }
}
