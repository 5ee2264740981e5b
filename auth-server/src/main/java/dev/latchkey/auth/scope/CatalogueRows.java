package dev.latchkey.auth.scope;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of the catalogue. They are small: they are read whole. */
@Repository
class CatalogueRows {

    private final JdbcClient jdbc;

    CatalogueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Catalogue read() {
        return Catalogue.of(scopes(), resources());
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
                        row.getString("identifier"), strings(row.getArray("scopes")), strings(row.getArray("clients"))))
                .list();
    }

    private static Set<String> strings(Array array) throws SQLException {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList((String[]) array.getArray())));
    }
}
