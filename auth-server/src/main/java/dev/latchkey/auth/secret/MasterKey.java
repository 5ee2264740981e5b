package dev.latchkey.auth.secret;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One key of the operator: an id that is stored beside what it sealed, and 32 random bytes. */
final class MasterKey {

    /** The purpose of the key that seals. */
    static final String ENCRYPTION = "encryption";

    private static final int LENGTH = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    /** 32 random bytes have fewer distinct values than this once in about 10^16 keys. */
    private static final int FEWEST_DISTINCT_BYTES = 16;

    private final String id;
    private final byte[] material;
    private final SecretKey encryptionKey;

    private MasterKey(String id, byte[] material) {
        this.id = id;
        this.material = material;
        this.encryptionKey = new SecretKeySpec(derive(ENCRYPTION), "AES");
    }

    /** Reads {@code id:base64}. Both Base64 alphabets are taken, with or without padding. */
    static MasterKey parse(String entry) {
        int colon = entry.indexOf(':');
        if (colon < 0) {
            throw new UnsafeSecretKeysException("a key has no id: each one is written as id:base64");
        }
        String id = entry.substring(0, colon).strip();
        if (!ID.matcher(id).matches()) {
            throw new UnsafeSecretKeysException(
                    "a key id must be 1 to 32 letters, digits, dots, dashes or underscores");
        }
        byte[] material = decode(id, entry.substring(colon + 1).strip());
        refuseWeak(id, material);
        return new MasterKey(id, material);
    }

    static String generate(String id, SecureRandom random) {
        byte[] material = new byte[LENGTH];
        random.nextBytes(material);
        return id + ":" + Base64.getEncoder().encodeToString(material);
    }

    String id() {
        return id;
    }

    boolean isSameAs(MasterKey other) {
        return MessageDigest.isEqual(material, other.material);
    }

    SecretKey encryptionKey() {
        return encryptionKey;
    }

    byte[] derive(String purpose) {
        return Hkdf.derive(material, "latchkey/" + purpose);
    }

    private static byte[] decode(String id, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new UnsafeSecretKeysException("key '" + id + "' is not Base64");
        }
    }

    private static void refuseWeak(String id, byte[] material) {
        if (material.length != LENGTH) {
            throw new UnsafeSecretKeysException(
                    "key '" + id + "' has " + material.length + " bytes instead of " + LENGTH);
        }
        if (distinctBytes(material) < FEWEST_DISTINCT_BYTES) {
            throw new UnsafeSecretKeysException("key '" + id + "' repeats itself and is not random");
        }
        if (isSequence(material)) {
            throw new UnsafeSecretKeysException("key '" + id + "' counts and is not random");
        }
        if (isText(material)) {
            throw new UnsafeSecretKeysException("key '" + id + "' is readable text and not random");
        }
    }

    private static long distinctBytes(byte[] material) {
        boolean[] seen = new boolean[256];
        long distinct = 0;
        for (byte value : material) {
            if (!seen[value & 0xff]) {
                seen[value & 0xff] = true;
                distinct++;
            }
        }
        return distinct;
    }

    private static boolean isSequence(byte[] material) {
        byte step = (byte) (material[1] - material[0]);
        for (int i = 1; i < material.length; i++) {
            if ((byte) (material[i] - material[i - 1]) != step) {
                return false;
            }
        }
        return true;
    }

    /** Random bytes are all printable ASCII once in about 10^13 keys: such a key is a phrase somebody typed. */
    private static boolean isText(byte[] material) {
        for (byte value : material) {
            if (value < 0x20 || value > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
