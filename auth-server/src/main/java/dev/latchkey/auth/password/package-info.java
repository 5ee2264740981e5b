/**
 * Which passwords may be chosen: long enough, on no list of common or breached ones, not made of what everybody knows about
 * the person. No rule asks for kinds of characters, and none for a new password from time to time. Leaves to others: how a
 * password is stored and checked ({@code account}), and the pages on which one is chosen.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4, section 3.1.1.2</a>
 */
@ApplicationModule(allowedDependencies = {"account", "outbound", "web"})
@NullMarked
package dev.latchkey.auth.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
