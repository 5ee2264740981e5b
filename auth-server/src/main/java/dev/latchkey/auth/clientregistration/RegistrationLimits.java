package dev.latchkey.auth.clientregistration;

import java.util.Set;

/**
 * What a registration may be at most; an empty set is no limit.
 *
 * @param redirectHosts of its redirect URIs
 */
record RegistrationLimits(Set<String> scopes, Set<String> redirectHosts) {

    static final RegistrationLimits NONE = new RegistrationLimits(Set.of(), Set.of());
}
