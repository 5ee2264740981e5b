package dev.latchkey.auth.account;

import dev.latchkey.auth.secret.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id over a keyed hash of the password: who has the database, but not the key, has nothing to guess against. The
 * keyed hash is taken of the exact characters; no length is cut off.
 */
final class PepperedArgon2Encoder implements PasswordEncoder {

    private final byte[] pepper;
    private final Argon2PasswordEncoder argon2;

    PepperedArgon2Encoder(byte[] pepper, Argon2PasswordEncoder argon2) {
        this.pepper = pepper;
        this.argon2 = argon2;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return password == null ? null : argon2.encode(peppered(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence presented, @Nullable String stored) {
        return presented != null && argon2.matches(peppered(presented), stored);
    }

    @Override
    public boolean upgradeEncoding(@Nullable String stored) {
        return argon2.upgradeEncoding(stored);
    }

    private String peppered(CharSequence password) {
        return Base64.getEncoder().encodeToString(HmacSha256.of(pepper, utf8(password)));
    }

    private static byte[] utf8(CharSequence password) {
        try {
            // Unlike getBytes, this never turns different malformed characters into the same '?'.
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A password holds half a character", e);
        }
    }
}
