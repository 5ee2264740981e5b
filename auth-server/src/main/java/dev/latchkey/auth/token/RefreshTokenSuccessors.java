package dev.latchkey.auth.token;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Derives a refresh token from the one before it, under a key that is not in the database. Whoever has a token can only
 * learn the next one by using it here, and whoever has the database has neither.
 */
@Component
class RefreshTokenSuccessors {

    private static final String PURPOSE = "refresh-token-successor";

    private final SecretKeys keys;

    RefreshTokenSuccessors(SecretKeys keys) {
        this.keys = keys;
    }

    String of(String value) {
        return derive(keys.derive(PURPOSE), value);
    }

    /** Under the newest key and the ones before it: a key may have been changed between a request and its repetition. */
    List<String> allOf(String value) {
        return keys.deriveAll(PURPOSE).stream().map(key -> derive(key, value)).toList();
    }

    private static String derive(byte[] key, String value) {
        return OpaqueValues.encode(HmacSha256.of(key, value.getBytes(StandardCharsets.US_ASCII)));
    }
}
