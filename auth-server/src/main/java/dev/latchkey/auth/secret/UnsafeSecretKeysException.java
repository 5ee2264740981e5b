package dev.latchkey.auth.secret;

/** The configured keys are missing, malformed or weak. The message says which and why, and never quotes a key. */
public class UnsafeSecretKeysException extends RuntimeException {

    UnsafeSecretKeysException(String reason) {
        super(reason);
    }
}
