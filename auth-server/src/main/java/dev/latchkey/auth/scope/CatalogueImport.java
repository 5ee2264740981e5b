package dev.latchkey.auth.scope;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes over scopes and resources as the operator declares them. What is not declared is left alone. */
@Component
public class CatalogueImport {

    private final CatalogueRows rows;
    private final ApplicationEventPublisher events;

    CatalogueImport(CatalogueRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    /** The names of all scopes there are, read from the tables. */
    public Set<String> scopeNames() {
        return rows.read().scopes().keySet();
    }

    /** The identifiers of all resources there are, read from the tables. */
    public Set<String> resourceIdentifiers() {
        return rows.read().resources().keySet();
    }

    /** @throws InvalidCatalogueException when the scope may not be so */
    public void check(Scope scope) {
        CatalogueRules.check(scope);
        if (rows.isOwnScope(scope.name())) {
            throw new InvalidCatalogueException(
                    "name", "'" + scope.name() + "' belongs to this server and always exists");
        }
    }

    /**
     * @param declaredNow the names of scopes that are imported together with the resource
     * @throws InvalidCatalogueException when the resource may not be so
     */
    public void check(ProtectedResource resource, Collection<String> declaredNow) {
        Set<String> declared = new HashSet<>(declaredNow);
        rows.scopes().forEach(scope -> declared.add(scope.name()));
        CatalogueRules.check(resource, declared);
        if (rows.isOwnResource(resource.identifier())) {
            throw new InvalidCatalogueException("identifier", "belongs to this server and always exists");
        }
    }

    /** The names of scopes and the identifiers of resources that {@link #put} would write, because they are not so yet. */
    public List<String> differing(Collection<Scope> scopes, Collection<ProtectedResource> resources) {
        Catalogue present = rows.read();
        return Stream.concat(
                        scopes.stream()
                                .filter(scope -> !scope.equals(present.scopes().get(scope.name())))
                                .map(Scope::name),
                        resources.stream()
                                .filter(resource ->
                                        !resource.equals(present.resources().get(resource.identifier())))
                                .map(ProtectedResource::identifier))
                .toList();
    }

    /** Makes the tables say what is given here. Writes only what differs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Collection<Scope> scopes, Collection<ProtectedResource> resources) {
        int written = 0;
        for (Scope scope : scopes) {
            written += rows.put(scope);
        }
        for (ProtectedResource resource : resources) {
            written += rows.put(resource);
        }
        if (written > 0) {
            events.publishEvent(new CatalogueChanged());
        }
    }
}
