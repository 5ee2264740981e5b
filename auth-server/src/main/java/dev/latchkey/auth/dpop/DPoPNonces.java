package dev.latchkey.auth.dpop;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/**
 * Nonces for DPoP proofs (RFC 9449 §8): the number of the minute, signed. Every node knows them and none stores them.
 */
@Component
public class DPoPNonces {

    public static final String HEADER = "DPoP-Nonce";

    private static final String PURPOSE = "dpop-nonce";
    private static final long PERIOD_SECONDS = 60;

    /** The running minute and so many before it. */
    private static final int GOOD_PERIODS_BEFORE = 2;

    private final SecretKeys keys;
    private final DPoPProperties properties;
    private final Clock clock;

    DPoPNonces(SecretKeys keys, DPoPProperties properties, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    public boolean areRequired() {
        return properties.nonceRequired();
    }

    /** The nonce for the next proof. */
    public String current() {
        return nonce(keys.derive(PURPOSE), period());
    }

    boolean isGood(String nonce) {
        byte[] presented = nonce.getBytes(StandardCharsets.UTF_8);
        long now = period();
        return LongStream.rangeClosed(now - GOOD_PERIODS_BEFORE, now)
                .boxed()
                .flatMap(period -> keys.deriveAll(PURPOSE).stream().map(key -> nonce(key, period)))
                .anyMatch(good -> MessageDigest.isEqual(good.getBytes(StandardCharsets.US_ASCII), presented));
    }

    private long period() {
        return clock.instant().getEpochSecond() / PERIOD_SECONDS;
    }

    private static String nonce(byte[] key, long period) {
        return OpaqueValues.encode(HmacSha256.of(
                key, ByteBuffer.allocate(Long.BYTES).putLong(period).array()));
    }
}
