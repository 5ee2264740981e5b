/**
 * The operator's keys, which no database ever holds: sealing of what must be read back (TOTP seeds, private signing
 * keys) and keys derived from them for what is only checked (peppers, signed links, keyed hashes).
 *
 * <p>Leaves to others: where the keys come from in local mode ({@code startup}), what is sealed and where it is stored
 * (the feature that owns the row), password hashing ({@code account}) and the keys that sign tokens ({@code key}).
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.latchkey.auth.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
