package dev.latchkey.auth.scope;

import static dev.latchkey.auth.database.Columns.strings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of the catalogue, and what is in it without a row. They are small: they are read whole. */
@Repository
class CatalogueRows {

    private final JdbcClient jdbc;
    private final ObjectProvider<OwnResource> own;

    CatalogueRows(JdbcClient jdbc, ObjectProvider<OwnResource> own) {
        this.jdbc = jdbc;
        this.own = own;
    }

    Catalogue read() {
        List<Scope> scopes = new ArrayList<>(ownScopes().toList());
        scopes.addAll(scopes());
        List<ProtectedResource> resources =
                new ArrayList<>(own.stream().map(OwnResource::resource).toList());
        resources.addAll(resources());
        return Catalogue.of(scopes, resources);
    }

    /** Whether a scope of this name is there without a row. */
    boolean isOwnScope(String name) {
        return ownScopes().anyMatch(scope -> scope.name().equals(name));
    }

    /** Whether a resource of this identifier is there without a row. */
    boolean isOwnResource(String identifier) {
        return own.stream().anyMatch(entry -> entry.resource().identifier().equals(identifier));
    }

    private Stream<Scope> ownScopes() {
        return own.stream().flatMap(entry -> entry.scopes().stream());
    }

    List<Scope> scopes() {
        return jdbc.sql("select name, title, description, sensitive from scope order by name")
                .query((row, number) -> new Scope(
                        row.getString("name"),
                        row.getString("title"),
                        row.getString("description"),
                        row.getBoolean("sensitive")))
                .list();
    }

    List<ProtectedResource> resources() {
        return jdbc.sql("""
                        select identifier,
                               array(select scope from resource_scope s
                                      where s.identifier = r.identifier order by scope) as scopes,
                               array(select client_id from resource_introspection_client c
                                      where c.identifier = r.identifier order by client_id) as clients
                          from resource r
                         order by identifier""")
                .query((row, number) -> new ProtectedResource(
                        row.getString("identifier"),
                        new LinkedHashSet<>(strings(row, "scopes")),
                        new LinkedHashSet<>(strings(row, "clients"))))
                .list();
    }

    /** How many rows had to be written. */
    int put(Scope scope) {
        return jdbc.sql("""
                        insert into scope as s (name, title, description, sensitive)
                        values (:name, :title, :description, :sensitive)
                        on conflict (name) do update
                           set title = excluded.title, description = excluded.description,
                               sensitive = excluded.sensitive
                         where (s.title, s.description, s.sensitive)
                               is distinct from (excluded.title, excluded.description, excluded.sensitive)""")
                .param("name", scope.name())
                .param("title", scope.title())
                .param("description", scope.description())
                .param("sensitive", scope.sensitive())
                .update();
    }

    /** How many rows had to be written. */
    int put(ProtectedResource resource) {
        int written = jdbc.sql("insert into resource (identifier) values (:identifier) on conflict do nothing")
                .param("identifier", resource.identifier())
                .update();
        written += putList("resource_scope", "scope", resource.identifier(), resource.scopes());
        written += putList(
                "resource_introspection_client", "client_id", resource.identifier(), resource.introspectionClients());
        return written;
    }

    private int putList(String table, String column, String identifier, Set<String> values) {
        String[] wanted = values.toArray(String[]::new);
        int removed = jdbc.sql(
                        "delete from " + table + " where identifier = :identifier and " + column + " <> all (:wanted)")
                .param("identifier", identifier)
                .param("wanted", wanted)
                .update();
        int added = jdbc.sql("insert into " + table + " (identifier, " + column
                        + ") select :identifier, unnest(:wanted) on conflict do nothing")
                .param("identifier", identifier)
                .param("wanted", wanted)
                .update();
        return removed + added;
    }
}
