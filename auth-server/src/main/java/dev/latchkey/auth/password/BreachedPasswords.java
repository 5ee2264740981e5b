package dev.latchkey.auth.password;

import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks a service of the operator's choice whether a password is known from a theft, without telling it the password: it is
 * told the first 20 bits of the password's SHA-1 and answers with all hashes that begin so (k-anonymity). Whoever cannot be
 * reached refuses nobody's password.
 */
@Component
class BreachedPasswords {

    private static final Logger log = LoggerFactory.getLogger(BreachedPasswords.class);
    private static final int PREFIX = 5;
    private static final int LIMIT = 256 * 1024;

    private final @Nullable UnaryOperator<String> ranges;

    @Autowired
    BreachedPasswords(OutboundClient outbound, PasswordRulesProperties properties) {
        this(ranges(outbound, properties.breached().rangeUrl()));
    }

    /** @param ranges the lines {@code SUFFIX:COUNT} of a prefix */
    BreachedPasswords(@Nullable UnaryOperator<String> ranges) {
        this.ranges = ranges;
    }

    boolean contains(String password) {
        if (ranges == null) {
            return false;
        }
        String hash = sha1(password);
        String suffix = hash.substring(PREFIX) + ":";
        // A padded answer has lines that count nothing.
        return ranges.apply(hash.substring(0, PREFIX))
                .lines()
                .map(String::strip)
                .anyMatch(line -> line.regionMatches(true, 0, suffix, 0, suffix.length()) && !line.endsWith(":0"));
    }

    private static @Nullable UnaryOperator<String> ranges(OutboundClient outbound, @Nullable String url) {
        if (url == null || url.isBlank()) {
            return null;
        }
        return prefix -> {
            try {
                return new String(
                        outbound.get(url + prefix, "text/plain", LIMIT).body(), StandardCharsets.US_ASCII);
            } catch (OutboundException unreachable) {
                log.warn("Whether a password is breached could not be asked");
                return "";
            }
        };
    }

    /** What these services are asked by; nothing is stored or proven with it. */
    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
