package dev.latchkey.auth.testing;

import java.security.SecureRandom;
import java.util.Base64;

/** Operator's keys that live as long as the test. */
public final class TestKeys {

    private TestKeys() {}

    /** An entry of {@code LATCHKEY_SECRET_KEYS}. */
    public static String random(String id) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }
}
