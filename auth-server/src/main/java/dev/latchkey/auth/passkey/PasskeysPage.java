package dev.latchkey.auth.passkey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param done the key of what has just been done, if something was */
record PasskeysPage(List<PasskeyEntry> passkeys, @Nullable String done) {}
