package dev.latchkey.auth.scope;

import java.util.List;

/**
 * An API of this server itself. The feature that owns it declares a bean; it is in the catalogue of every installation
 * without a row. Nobody registers a client for its scopes but the operator and administrators.
 */
public record OwnResource(ProtectedResource resource, List<Scope> scopes) {

    public OwnResource {
        scopes = List.copyOf(scopes);
    }
}
