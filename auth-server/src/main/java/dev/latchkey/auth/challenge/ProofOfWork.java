package dev.latchkey.auth.challenge;

import dev.latchkey.auth.brake.NetworkBrake;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes puzzles and takes their solutions. Nothing is stored for a puzzle that nobody answers: it is signed, and any node can
 * tell its own. Each is good once, for one purpose, for a while.
 */
@Component
public class ProofOfWork {

    /** The name under which a page finds its puzzle, and the fragment {@code fragments/challenge} shows it. */
    public static final String ATTRIBUTE = "challenge";

    /** The field with the solution, which the widgets of ALTCHA call so as well. */
    public static final String SOLUTION = "altcha";

    /** The field with the puzzle as it was, which only a browser without scripts sends. */
    static final String UNSOLVED = "unsolved";

    private static final String KEY = "challenge";
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;
    private final SpentChallenges spent;
    private final NetworkBrake brake;
    private final ChallengeProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    ProofOfWork(
            SecretKeys keys,
            SpentChallenges spent,
            NetworkBrake brake,
            ChallengeProperties properties,
            JsonMapper json,
            Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.brake = brake;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    /** Whether anybody is asked for anything. */
    public boolean isEnabled() {
        return properties.enabled();
    }

    /** Whether guesses have failed so often that the next one needs an answer. */
    public boolean isDueAfter(int failuresOfName, int failuresFromNetwork) {
        return properties.enabled()
                && (failuresOfName >= properties.afterFailures()
                        || failuresFromNetwork >= properties.afterFailuresFromNetwork());
    }

    /** Puts a new puzzle on the page that answers this request, if puzzles are asked for at all. */
    public void offer(ChallengePurpose purpose, HttpServletRequest request) {
        if (properties.enabled()) {
            request.setAttribute(ATTRIBUTE, issue(purpose));
        }
    }

    /** A new puzzle. */
    public Challenge issue(ChallengePurpose purpose) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Instant expiresAt = clock.instant().plus(properties.lifetime());
        String salted = HexFormat.of().formatHex(salt) + "?expires=" + expiresAt.getEpochSecond() + "&";
        String challenge = hash(salted, random.nextInt(properties.difficulty() + 1));
        return new Challenge(
                Challenge.SHA_256,
                challenge,
                properties.difficulty(),
                salted,
                signature(keys.derive(KEY), purpose, salted, challenge));
    }

    /** Whether the form that was sent may be looked at. Uses the solution up, whatever is wrong with the form otherwise. */
    public boolean isShownIn(HttpServletRequest request, ChallengePurpose purpose) {
        if (!properties.enabled()) {
            return true;
        }
        String solution = Objects.requireNonNullElse(request.getParameter(SOLUTION), "");
        return solution.isEmpty() ? waitedInstead(request, purpose) : isSolvedBy(solution, purpose);
    }

    /** The same for what was not sent as a form. */
    public boolean isShownBy(String solution, ChallengePurpose purpose) {
        return !properties.enabled() || isSolvedBy(solution, purpose);
    }

    private boolean isSolvedBy(String encoded, ChallengePurpose purpose) {
        return Solution.parse(encoded, json)
                .filter(solution -> {
                    Integer number = solution.number();
                    return number != null
                            && number >= 0
                            && isOpen(solution, purpose)
                            && hash(solution.salt(), number).equals(solution.challenge());
                })
                .filter(this::spend)
                .isPresent();
    }

    /** Without scripts: somebody who took their time, and no more of them than one household needs. */
    private boolean waitedInstead(HttpServletRequest request, ChallengePurpose purpose) {
        String encoded = Objects.requireNonNullElse(request.getParameter(UNSOLVED), "");
        return Solution.parse(encoded, json)
                .filter(puzzle -> isOpen(puzzle, purpose))
                .filter(puzzle -> !clock.instant()
                        .isBefore(
                                puzzle.expiresAt().minus(properties.lifetime()).plus(properties.waitWithoutScript())))
                .filter(puzzle -> brake.admits(request.getRemoteAddr(), properties.withoutScriptPerNetwork()))
                .filter(this::spend)
                .isPresent();
    }

    private boolean spend(Solution solution) {
        return spent.spend(solution.challenge(), solution.expiresAt());
    }

    private boolean isOpen(Solution solution, ChallengePurpose purpose) {
        byte[] presented = solution.signature().getBytes(StandardCharsets.US_ASCII);
        boolean ours = keys.deriveAll(KEY).stream()
                .map(key -> signature(key, purpose, solution.salt(), solution.challenge()))
                .anyMatch(signature -> MessageDigest.isEqual(signature.getBytes(StandardCharsets.US_ASCII), presented));
        return ours && clock.instant().isBefore(solution.expiresAt());
    }

    private static String signature(byte[] key, ChallengePurpose purpose, String salt, String challenge) {
        byte[] message = (purpose + "/" + salt + "/" + challenge).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(HmacSha256.of(key, message));
    }

    private static String hash(String salt, int number) {
        return HexFormat.of().formatHex(OpaqueValues.hash(salt + number));
    }
}
