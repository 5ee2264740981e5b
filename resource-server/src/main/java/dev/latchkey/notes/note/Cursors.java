package dev.latchkey.notes.note;

import dev.latchkey.notes.web.BadRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes a {@link Position} as an opaque cursor and reads it back. The signature covers the account and the search, so a
 * cursor works for the list it came from and for nothing else; it holds no text of a note.
 */
final class Cursors {

    private static final String ALGORITHM = "HmacSHA256";

    private static final int POSITION_BYTES = Float.BYTES + 3 * Long.BYTES;

    private static final int SIGNATURE_BYTES = 16;

    /** Newest first: the first signs, all of them verify, so that keys can be exchanged while people page. */
    private final List<SecretKeySpec> keys;

    Cursors(List<byte[]> secrets) {
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(
                        sign(new SecretKeySpec(secret, ALGORITHM), "notes cursor".getBytes(StandardCharsets.US_ASCII)),
                        ALGORITHM))
                .toList();
    }

    String write(Position position, String account, String query) {
        byte[] bytes = ByteBuffer.allocate(POSITION_BYTES)
                .putFloat(position.rank())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()))
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits())
                .array();
        byte[] signature = signature(keys.get(0), bytes, account, query);
        byte[] cursor = Arrays.copyOf(bytes, POSITION_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature, 0, cursor, POSITION_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    Position read(String cursor, String account, String query) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == POSITION_BYTES + SIGNATURE_BYTES) {
                byte[] position = Arrays.copyOf(bytes, POSITION_BYTES);
                byte[] signature = Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length);
                for (SecretKeySpec key : keys) {
                    if (MessageDigest.isEqual(signature, signature(key, position, account, query))) {
                        return positionOf(ByteBuffer.wrap(position));
                    }
                }
            }
        } catch (IllegalArgumentException ex) {
            // falls through: not a cursor of ours
        }
        throw new BadRequest("cursor", "is not a cursor that this list gave out");
    }

    private static Position positionOf(ByteBuffer bytes) {
        float rank = bytes.getFloat();
        Instant createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        return new Position(rank, createdAt, new UUID(bytes.getLong(), bytes.getLong()));
    }

    /** Lengths go first, so that no account and query run into each other. */
    private static byte[] signature(SecretKeySpec key, byte[] position, String account, String query) {
        byte[] owner = account.getBytes(StandardCharsets.UTF_8);
        byte[] search = query.getBytes(StandardCharsets.UTF_8);
        byte[] signed = ByteBuffer.allocate(Integer.BYTES + owner.length + search.length + position.length)
                .putInt(owner.length)
                .put(owner)
                .put(search)
                .put(position)
                .array();
        return Arrays.copyOf(sign(key, signed), SIGNATURE_BYTES);
    }

    private static byte[] sign(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
