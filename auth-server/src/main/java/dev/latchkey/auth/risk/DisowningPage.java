package dev.latchkey.auth.risk;

import org.jspecify.annotations.Nullable;

/** @param token of the link, or null if it is good for nothing any more */
record DisowningPage(@Nullable String token) {}
