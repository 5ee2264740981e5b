package dev.latchkey.auth.token;

import java.util.List;
import java.util.Set;

/**
 * What an access token is for.
 *
 * @param audience resource identifiers, or the issuer when no resource is concerned
 */
record Target(List<String> audience, Set<String> scopes) {}
