/**
 * The directory of a company, LDAP or Active Directory: finds the one entry that somebody means and tries their password on it. On
 * only where it is configured, and not even loaded elsewhere.
 *
 * <p>Owns how a directory is asked, how long that may take, and what of an entry is read. Leaves to {@code federation} which
 * account somebody has, by the same rules as with other sites (docs/decisions/0160).
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.latchkey.auth.ldap;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
