package dev.latchkey.auth.registration;

import org.jspecify.annotations.Nullable;

/** What the page at the end of a way shows. */
record DonePage(@Nullable String continuation) {}
