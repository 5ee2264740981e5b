package dev.latchkey.auth.passkey;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Challenges: 24 random bytes, the time, and a signature over both, the ceremony and the browser. Whoever opens the sign-in
 * page gets one, so none is stored; any node can tell its own. An answered one becomes a row, which is what makes it single
 * use (Web Authentication Level 3 §13.4.3).
 */
@Repository
class PasskeyChallenges {

    private static final String PURPOSE = "passkey-challenge";
    private static final int RANDOM_BYTES = 24;
    private static final int SIGNED_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int LENGTH = SIGNED_BYTES + 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;
    private final JdbcClient jdbc;
    private final PasskeyProperties properties;
    private final Clock clock;

    PasskeyChallenges(SecretKeys keys, JdbcClient jdbc, PasskeyProperties properties, Clock clock) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param holder who may answer: a session, or a browser that has none */
    byte[] issue(Ceremony ceremony, String holder) {
        byte[] nonce = new byte[RANDOM_BYTES];
        random.nextBytes(nonce);
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(clock.millis())
                .put(nonce)
                .array();
        return ByteBuffer.allocate(LENGTH)
                .put(signed)
                .put(keys.mac(PURPOSE, message(signed, ceremony, holder)))
                .array();
    }

    /** Whether it was issued for this ceremony to this holder, and not too long ago. It may have been answered before. */
    boolean isOpen(byte[] challenge, Ceremony ceremony, String holder) {
        if (challenge.length != LENGTH) {
            return false;
        }
        byte[] signed = new byte[SIGNED_BYTES];
        byte[] signature = new byte[LENGTH - SIGNED_BYTES];
        ByteBuffer.wrap(challenge).get(signed).get(signature);
        return keys.isMac(signature, PURPOSE, message(signed, ceremony, holder))
                && clock.instant().isBefore(endOf(signed));
    }

    /** Claims an open challenge: true for one caller, on whatever node. */
    boolean spend(byte[] challenge) {
        return jdbc.sql(
                                "insert into spent_passkey_challenge (hash, expires_at) values (:hash, :expires) on conflict do nothing")
                        .param("hash", OpaqueValues.hash(OpaqueValues.encode(challenge)))
                        .param("expires", endOf(challenge).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Deletes what could not be answered again anyway, a few at a time. */
    void deleteExpired() {
        OldRows.expired("spent_passkey_challenge", "hash").delete(jdbc, clock.instant());
    }

    private Instant endOf(byte[] challenge) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(challenge).getLong()).plus(properties.challengeLifetime());
    }

    private static byte[] message(byte[] signed, Ceremony ceremony, String holder) {
        byte[] context = (ceremony + "/" + holder).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(signed.length + context.length)
                .put(signed)
                .put(context)
                .array();
    }
}
