/**
 * What an operator declares in a file and finds applied after the start: scopes, resources, accounts, clients, identity
 * providers. Owns the format of that file, its errors, and the order in which it is applied. What each declaration means
 * and which rules it must pass belongs to the feature, which offers an import for it; features above this one implement
 * the ports {@link dev.latchkey.auth.bootstrap.TotpSecretImport} and
 * {@link dev.latchkey.auth.bootstrap.IdentityProviderImport}.
 */
@ApplicationModule(allowedDependencies = {"account", "client", "scope", "secret"})
@NullMarked
package dev.latchkey.auth.bootstrap;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
