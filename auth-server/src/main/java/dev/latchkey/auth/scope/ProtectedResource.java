package dev.latchkey.auth.scope;

import java.util.Set;

/**
 * An API that accepts our access tokens.
 *
 * @param identifier the absolute URI that becomes the audience
 * @param scopes the declared scopes it understands
 * @param introspectionClients the client_ids that may introspect tokens of this audience
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8707">RFC 8707</a>
 */
public record ProtectedResource(String identifier, Set<String> scopes, Set<String> introspectionClients) {}
