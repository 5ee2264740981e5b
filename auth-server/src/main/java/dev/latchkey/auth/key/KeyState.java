package dev.latchkey.auth.key;

import java.util.Locale;

/** The life of a signing key. A key that is gone has no row. */
enum KeyState {
    /** Published, so that caches learn it before it is used. */
    NEXT,
    /** Signs. One for each algorithm. */
    ACTIVE,
    /** Signs no more, published until the last token it signed has expired. */
    RETIRED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
