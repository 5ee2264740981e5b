package dev.latchkey.auth.device;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a code is typed.
 *
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 */
record DeviceCodePage(@Nullable String problem, long minutes) {}
