package dev.latchkey.auth.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The operator's keys, newest first. The newest seals and derives; the older ones still open what they sealed and
 * check what they made, so that keys rotate without a pause: put the new key in front, and remove the old one when
 * nothing is left that it sealed.
 *
 * <p>Each use has a key of its own, derived with HKDF, so that no two uses can be played against each other.
 */
public final class SecretKeys {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<MasterKey> newestFirst;

    private SecretKeys(List<MasterKey> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * Reads {@code id:base64[,id:base64…]}, newest first, each key 32 random bytes.
     *
     * @throws UnsafeSecretKeysException if there is none, or one is malformed, weak or there twice
     */
    public static SecretKeys parse(String configured) {
        if (configured.isBlank()) {
            throw new UnsafeSecretKeysException("no key is configured");
        }
        List<MasterKey> keys = new ArrayList<>();
        for (String entry : configured.split(",", -1)) {
            MasterKey key = MasterKey.parse(entry.strip());
            keys.forEach(earlier -> refuseRepetition(earlier, key));
            keys.add(key);
        }
        return new SecretKeys(List.copyOf(keys));
    }

    /** One new key, as {@link #parse} reads it. */
    public static String generate(String id) {
        return MasterKey.generate(id, new SecureRandom());
    }

    /**
     * Encrypts with the newest key.
     *
     * @param associatedData says what and whose this is (for example table, column and row id): opened with anything
     *     else, it is refused, so that a sealed value cannot be moved to another row
     */
    public Sealed seal(byte[] plaintext, byte[] associatedData) {
        MasterKey key = newest();
        // NIST SP 800-38D section 8.3: random nonces are safe for 2^32 values under one key, far beyond our rows.
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.encryptionKey(), nonce, associatedData);
            byte[] ciphertext = Arrays.copyOf(nonce, NONCE_LENGTH + cipher.getOutputSize(plaintext.length));
            int written = cipher.doFinal(plaintext, 0, plaintext.length, ciphertext, NONCE_LENGTH);
            return new Sealed(key.id(), Arrays.copyOf(ciphertext, NONCE_LENGTH + written));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, e);
        }
    }

    /**
     * Decrypts what {@link #seal} made with the newest or an older key.
     *
     * @throws UnsealableException on an unknown key id, altered ciphertext or other associated data
     */
    public byte[] open(Sealed sealed, byte[] associatedData) {
        SecretKey key = byId(sealed.keyId()).encryptionKey();
        byte[] ciphertext = sealed.ciphertext();
        if (ciphertext.length < NONCE_LENGTH + TAG_BITS / 8) {
            throw new UnsealableException("Too short to be sealed with key '" + sealed.keyId() + "'");
        }
        try {
            byte[] nonce = Arrays.copyOf(ciphertext, NONCE_LENGTH);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData)
                    .doFinal(ciphertext, NONCE_LENGTH, ciphertext.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new UnsealableException("Altered, or sealed for another place or with another key of the same id", e);
        } catch (GeneralSecurityException e) {
            throw new UnsealableException("Cannot be opened", e);
        }
    }

    /** The newest key's 32 bytes for a purpose, such as {@code "session-cookie"}. The same at every start and node. */
    public byte[] derive(String purpose) {
        refuseReserved(purpose);
        return newest().derive(purpose);
    }

    /** What {@link #derive} gives and gave, newest first: to check what was made under an older key. */
    public List<byte[]> deriveAll(String purpose) {
        refuseReserved(purpose);
        return newestFirst.stream().map(key -> key.derive(purpose)).toList();
    }

    /**
     * What only a holder of the newest key can make of a message: HMAC-SHA-256 under {@link #derive}. The same at every start
     * and node.
     */
    public byte[] mac(String purpose, byte[] message) {
        return HmacSha256.of(derive(purpose), message);
    }

    /** Whether {@link #mac} made it of this message, with the newest or an older key. Compared in constant time. */
    public boolean isMac(byte[] presented, String purpose, byte[] message) {
        return deriveAll(purpose).stream()
                .anyMatch(key -> MessageDigest.isEqual(HmacSha256.of(key, message), presented));
    }

    /** The id of the key that seals now. What was sealed with another one can be sealed again. */
    String newestId() {
        return newest().id();
    }

    @Override
    public String toString() {
        return "SecretKeys" + newestFirst.stream().map(MasterKey::id).toList();
    }

    private MasterKey newest() {
        return newestFirst.get(0);
    }

    private MasterKey byId(String id) {
        return newestFirst.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnsealableException("Sealed with key '" + id + "', which is not configured"));
    }

    private static void refuseReserved(String purpose) {
        if (purpose.isBlank() || purpose.equals(MasterKey.ENCRYPTION)) {
            // Whoever holds this key could open every sealed value.
            throw new IllegalArgumentException("The purpose '" + purpose + "' is not for callers");
        }
    }

    private static void refuseRepetition(MasterKey earlier, MasterKey key) {
        if (earlier.id().equals(key.id())) {
            throw new UnsafeSecretKeysException("the key id '" + key.id() + "' is there twice");
        }
        if (earlier.isSameAs(key)) {
            throw new UnsafeSecretKeysException(
                    "keys '" + earlier.id() + "' and '" + key.id() + "' are the same: a new key is needed to rotate");
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
