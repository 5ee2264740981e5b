package dev.latchkey.auth.scope;

import static dev.latchkey.auth.database.Columns.strings;

import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The scopes and resources that an operator declared, and none of those that every installation has. */
@Repository
public class DeclaredCatalogue {

    private final JdbcClient jdbc;

    DeclaredCatalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Scope> scopes() {
        return jdbc.sql("select name, title, description, sensitive from scope order by name")
                .query(Scope.class)
                .list();
    }

    public List<ProtectedResource> resources() {
        return jdbc.sql("""
                        select r.identifier,
                               array(select s.scope from resource_scope s where s.identifier = r.identifier) as scopes,
                               array(select c.client_id from resource_introspection_client c
                                     where c.identifier = r.identifier) as clients
                        from resource r order by r.identifier
                        """)
                .query((row, n) -> new ProtectedResource(
                        row.getString("identifier"),
                        new LinkedHashSet<>(strings(row, "scopes")),
                        new LinkedHashSet<>(strings(row, "clients"))))
                .list();
    }
}
