package dev.latchkey.auth.authorization;

import java.util.Locale;
import java.util.Optional;

/** The values of {@code prompt} (OpenID Connect Core §3.1.2.1, Initiating User Registration via OpenID Connect §4). */
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT,
    CREATE;

    static Optional<Prompt> of(String value) {
        for (Prompt prompt : values()) {
            if (prompt.name().toLowerCase(Locale.ROOT).equals(value)) {
                return Optional.of(prompt);
            }
        }
        return Optional.empty();
    }
}
