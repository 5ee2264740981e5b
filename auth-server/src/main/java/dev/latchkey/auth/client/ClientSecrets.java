package dev.latchkey.auth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes and checks client secrets. One that was generated cannot be guessed, so a plain SHA-256 keeps it and is cheap to
 * check at each token request. One that a person chose gets the slow hash of passwords, and that it matched is remembered
 * for a short time, so that a busy client does not pay for it again and again.
 */
@Component
public class ClientSecrets {

    /** In characters; a generated secret has 43. */
    static final int LONGEST = 512;

    /** So many secrets may be live at once: the old and the new one, while a client moves over. */
    public static final int MOST_LIVE = 2;

    private static final String FAST = "{sha256}";
    private static final int GENERATED_BYTES = 32;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final PasswordHashes slow;
    private final UsedSecrets usedSecrets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final byte[] memoryKey = randomBytes();

    /** Keys are keyed hashes of stored hash and presented secret: what is remembered gives no secret away. */
    private final Cache<String, UUID> matched = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    ClientSecrets(PasswordHashes slow, UsedSecrets usedSecrets, Clock clock) {
        this.slow = slow;
        this.usedSecrets = usedSecrets;
        this.clock = clock;
    }

    /** Whether this is one of the client's live secrets. */
    public boolean matches(Client client, CharSequence presented) {
        return matches(client.secrets(), presented);
    }

    boolean matches(List<StoredClientSecret> candidates, CharSequence presented) {
        if (presented.isEmpty() || presented.length() > LONGEST) {
            return false;
        }
        Instant now = clock.instant();
        String secret = presented.toString();
        Optional<StoredClientSecret> matching = candidates.stream()
                .filter(stored -> stored.isLiveAt(now))
                .limit(MOST_LIVE)
                .filter(stored -> matches(stored, secret))
                .findFirst();
        matching.ifPresent(stored -> usedSecrets.used(stored.id()));
        return matching.isPresent();
    }

    /** Whether none of the client's secrets was made up by a person, so that none can be guessed. */
    boolean areGenerated(Client client) {
        return client.secrets().stream().allMatch(stored -> stored.hash().startsWith(FAST));
    }

    /** A secret of 256 random bits. */
    public GeneratedSecret generate() {
        String value = OpaqueValues.encode(randomBytes());
        return new GeneratedSecret(value, fastHash(value));
    }

    /** The hash to store of a secret that somebody brings along: slow, unless it was clearly generated. */
    String hash(String secret) {
        return RandomLook.isGenerated(secret) ? fastHash(secret) : slow.hash(secret);
    }

    private boolean matches(StoredClientSecret stored, String presented) {
        if (stored.hash().startsWith(FAST)) {
            return MessageDigest.isEqual(
                    stored.hash().getBytes(StandardCharsets.US_ASCII),
                    fastHash(presented).getBytes(StandardCharsets.US_ASCII));
        }
        // One check for all who show the same secret at the same time: a client that comes back with fifty threads
        // costs one.
        return matched.get(
                        memoryKey(stored, presented),
                        key -> slow.matches(presented, stored.hash()) ? stored.id() : null)
                != null;
    }

    private static String fastHash(String secret) {
        return FAST + HexFormat.of().formatHex(Sha256.of(secret));
    }

    private String memoryKey(StoredClientSecret stored, String presented) {
        return OpaqueValues.encode(HmacSha256.of(memoryKey, stored.hash(), presented));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
