package dev.latchkey.auth.scope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was in the tables at one moment, the built-in scopes first. */
record Catalogue(Map<String, Scope> scopes, Map<String, ProtectedResource> resources) {

    static Catalogue of(List<Scope> declared, List<ProtectedResource> resources) {
        var scopes = new LinkedHashMap<String, Scope>();
        OpenIdScopes.ALL.forEach(scope -> scopes.put(scope.name(), scope));
        declared.forEach(scope -> scopes.put(scope.name(), scope));
        var byIdentifier = new LinkedHashMap<String, ProtectedResource>();
        resources.forEach(resource -> byIdentifier.put(resource.identifier(), resource));
        return new Catalogue(Collections.unmodifiableMap(scopes), Collections.unmodifiableMap(byIdentifier));
    }
}
