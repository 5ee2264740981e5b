package dev.latchkey.auth.key;

import java.util.Locale;

/** The life of a signing key. One that was retired and is not needed any more has no row. */
public enum KeyState {
    /** Published, so that caches learn it before it is used. */
    NEXT,
    /** Signs. One for each algorithm. */
    ACTIVE,
    /** Signs no more, published until the last token it signed has expired. */
    RETIRED,
    /** Taken away at once: neither published nor used. Remembered, so that one that lies in a key store does not come back. */
    REMOVED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
