package dev.latchkey.auth.account;

import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Where a list goes on, as a text that only we can write: signed together with the search, so that it works for the list it
 * came from and for nothing else.
 */
@Component
class AccountCursors {

    private static final String PURPOSE = "account cursor";
    private static final int MAC_BYTES = 32;
    private static final int LONGEST = 2000;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeys keys;

    AccountCursors(SecretKeys keys) {
        this.keys = keys;
    }

    /** The last row of a page: its value in the order, as text, and its id. */
    record Position(String value, UUID id) {}

    String write(Position position, AccountSearch search) {
        byte[] payload = (position.id() + position.value()).getBytes(StandardCharsets.UTF_8);
        byte[] mac = keys.mac(PURPOSE, message(payload, search));
        byte[] cursor = new byte[mac.length + payload.length];
        System.arraycopy(mac, 0, cursor, 0, mac.length);
        System.arraycopy(payload, 0, cursor, mac.length, payload.length);
        return ENCODER.encodeToString(cursor);
    }

    /** @throws InvalidAccountException when this search never gave it out */
    Position read(String cursor, AccountSearch search) {
        byte[] bytes = decode(cursor);
        if (bytes.length > MAC_BYTES) {
            byte[] payload = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
            byte[] mac = Arrays.copyOf(bytes, MAC_BYTES);
            if (keys.isMac(mac, PURPOSE, message(payload, search))) {
                String text = new String(payload, StandardCharsets.UTF_8);
                return new Position(text.substring(36), UUID.fromString(text.substring(0, 36)));
            }
        }
        throw invalid();
    }

    private static byte[] decode(String cursor) {
        if (cursor.length() > LONGEST) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static InvalidAccountException invalid() {
        return new InvalidAccountException("cursor", "is none that this list gave out");
    }

    /** The length goes first, so that search and position cannot run into each other. */
    private static byte[] message(byte[] payload, AccountSearch search) {
        byte[] fingerprint = search.fingerprint().getBytes(StandardCharsets.UTF_8);
        byte[] length = (fingerprint.length + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[length.length + fingerprint.length + payload.length];
        System.arraycopy(length, 0, message, 0, length.length);
        System.arraycopy(fingerprint, 0, message, length.length, fingerprint.length);
        System.arraycopy(payload, 0, message, length.length + fingerprint.length, payload.length);
        return message;
    }
}
