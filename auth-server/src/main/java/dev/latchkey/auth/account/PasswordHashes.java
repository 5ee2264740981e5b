package dev.latchkey.auth.account;

import dev.latchkey.auth.secret.SecretKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Slow hashes of what people choose. A stored hash names its method: {@code {argon2@1f2e3d4c}$argon2id$…}, where the part
 * after the {@code @} tells which of the operator's keys was the pepper, so that the key can rotate. Hashes brought along
 * from elsewhere ({@code {bcrypt}}, {@code {scrypt@SpringSecurity_v5_8}}, {@code {pbkdf2@SpringSecurity_v5_8}} and
 * unpeppered {@code {argon2}}) are understood, and outdated.
 *
 * <p>Only so many run at once: a flood of sign-ins waits, then is told that we are busy, and cannot take all processors
 * or all memory from everything else.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4, section 3.1.1.2</a>
 */
@Component
public class PasswordHashes {

    private static final String PEPPER = "password-pepper";
    /** Told by another derivation of the same key: a name for the pepper that says nothing about it. */
    private static final String PEPPER_ID = "password-pepper-id";

    private static final int PEPPER_ID_LENGTH = 4;
    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private final Map<String, PasswordEncoder> methods;
    private final DelegatingPasswordEncoder encoder;
    private final Semaphore turns;
    private final Duration patience;

    @Autowired
    PasswordHashes(SecretKeys keys, PasswordProperties properties) {
        this(keys, properties, argon2(properties));
    }

    PasswordHashes(SecretKeys keys, PasswordProperties properties, Argon2PasswordEncoder argon2) {
        List<String> pepperIds = keys.deriveAll(PEPPER_ID).stream()
                .map(id -> HexFormat.of().formatHex(id, 0, PEPPER_ID_LENGTH))
                .toList();
        this.methods = methods(pepperIds, keys.deriveAll(PEPPER), argon2);
        this.encoder = new DelegatingPasswordEncoder(ours(pepperIds.get(0)), methods);
        this.encoder.setDefaultPasswordEncoderForMatches(new UnknownMethod());
        this.turns = new Semaphore(properties.permits(), true);
        this.patience = properties.patience();
    }

    /** The hash to store. */
    public String hash(CharSequence chosen) {
        return inTurn(() -> Objects.requireNonNull(encoder.encode(chosen)));
    }

    /** Whether the hash was made of exactly this. A hash that nobody here understands never matches. */
    public boolean matches(CharSequence presented, String stored) {
        return inTurn(() -> encoder.matches(presented, stored));
    }

    /** Whether the hash was made with less than what is asked for today, or with an older pepper. */
    public boolean isOutdated(String stored) {
        return encoder.upgradeEncoding(stored);
    }

    /** Whether a hash made elsewhere could ever match. */
    public boolean understands(String stored) {
        int end = stored.indexOf('}');
        return stored.startsWith("{") && end > 0 && methods.containsKey(stored.substring(1, end));
    }

    /** The methods of hashes that may come from elsewhere. */
    List<String> understood() {
        return methods.keySet().stream().map(id -> "{" + id + "}").sorted().toList();
    }

    private static Argon2PasswordEncoder argon2(PasswordProperties properties) {
        return new Argon2PasswordEncoder(
                SALT_LENGTH,
                HASH_LENGTH,
                properties.parallelism(),
                properties.memoryInKibibytes(),
                properties.iterations());
    }

    private static Map<String, PasswordEncoder> methods(
            List<String> pepperIds, List<byte[]> peppers, Argon2PasswordEncoder argon2) {
        Map<String, PasswordEncoder> methods = new HashMap<>();
        for (int i = 0; i < peppers.size(); i++) {
            methods.put(ours(pepperIds.get(i)), new PepperedArgon2Encoder(peppers.get(i), argon2));
        }
        methods.put("argon2", argon2);
        methods.put("argon2@SpringSecurity_v5_8", argon2);
        methods.put("bcrypt", new BCryptPasswordEncoder());
        methods.put("pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8());
        methods.put("scrypt@SpringSecurity_v5_8", SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8());
        return Map.copyOf(methods);
    }

    private static String ours(String pepperId) {
        return "argon2@" + pepperId;
    }

    <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PasswordChecksBusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PasswordChecksBusyException();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
