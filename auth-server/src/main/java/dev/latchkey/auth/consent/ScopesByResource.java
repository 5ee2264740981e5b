package dev.latchkey.auth.consent;

import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sorts scopes by the resource at which they are good for something. */
@Component
class ScopesByResource {

    /** Stands for this server: the scopes that belong to no resource are about the account itself. */
    static final String ACCOUNT = "";

    private final Scopes scopes;

    ScopesByResource(Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * What is about the account first, then the resources in their order.
     *
     * @param resources the resources named in the request (RFC 8707); none stands for all to which the scopes belong
     */
    Map<String, Set<String>> of(Collection<String> asked, Collection<String> resources) {
        Map<String, Set<String>> sorted = new LinkedHashMap<>();
        sorted.put(ACCOUNT, new LinkedHashSet<>());
        for (String scope : asked) {
            List<String> everywhere = scopes.resources().stream()
                    .filter(resource -> resource.scopes().contains(scope))
                    .map(ProtectedResource::identifier)
                    .toList();
            List<String> named = everywhere.stream().filter(resources::contains).toList();
            List<String> at = named.isEmpty() ? everywhere : named;
            (at.isEmpty() ? List.of(ACCOUNT) : at)
                    .forEach(resource -> sorted.computeIfAbsent(resource, key -> new LinkedHashSet<>())
                            .add(scope));
        }
        sorted.values().removeIf(Set::isEmpty);
        return sorted;
    }
}
