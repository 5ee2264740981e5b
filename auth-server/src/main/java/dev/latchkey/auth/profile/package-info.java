/**
 * The pages on which people see and change what is theirs: profile, password, how safe the account is, what happened to it,
 * a copy of everything, and its deletion. What other features have to say comes by {@link
 * dev.latchkey.auth.account.SecurityItem} and {@link dev.latchkey.auth.account.PersonalData}, so that this package need not
 * know them. Sessions have their page in {@code session}, connected applications in {@code consent}.
 */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "brake", "client", "mail", "password", "secret", "session", "web"})
@NullMarked
package dev.latchkey.auth.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
