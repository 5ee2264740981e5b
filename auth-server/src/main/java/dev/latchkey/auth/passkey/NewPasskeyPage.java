package dev.latchkey.auth.passkey;

import org.jspecify.annotations.Nullable;

/**
 * @param name what stands in the field
 * @param problem the key of what went wrong, if something did
 */
record NewPasskeyPage(String name, @Nullable String problem) {}
