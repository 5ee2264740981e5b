package dev.latchkey.auth.client;

/**
 * A new client secret, to be shown once.
 *
 * @param value what the client keeps
 * @param hash what we keep
 */
public record GeneratedSecret(String value, String hash) {

    private static final int HINT = 4;

    /** Its last characters, by which its owner knows it again. */
    String hint() {
        return value.substring(value.length() - HINT);
    }

    /** Without the value: this ends in logs. */
    @Override
    public String toString() {
        return "GeneratedSecret[not shown]";
    }
}
