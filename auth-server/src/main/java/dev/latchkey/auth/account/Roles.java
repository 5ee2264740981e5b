package dev.latchkey.auth.account;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue of roles. The operator adds to it; the roles that mean something to this server are always there. */
@Repository
public class Roles {

    private static final int TITLE_LIMIT = 100;
    private static final int DESCRIPTION_LIMIT = 500;
    private static final Set<String> BUILT_IN = Set.of(Role.USER, Role.DEVELOPER, Role.ADMIN);

    private final JdbcClient jdbc;

    Roles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Role> all() {
        return jdbc.sql("select name, title, description from role order by name")
                .query((row, number) ->
                        new Role(row.getString("name"), row.getString("title"), row.getString("description")))
                .list();
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        all().forEach(role -> names.add(role.name()));
        return names;
    }

    /** @throws InvalidAccountException when a role may not be declared so */
    public void check(Role role) {
        require(Role.isName(role.name()), "name", "is no upper-case word such as AUDITOR");
        require(!BUILT_IN.contains(role.name()), "name", "'" + role.name() + "' always exists");
        require(!role.title().isBlank(), "title", "is empty: administrators read it");
        require(role.title().length() <= TITLE_LIMIT, "title", "is longer than " + TITLE_LIMIT + " characters");
        require(
                role.description().length() <= DESCRIPTION_LIMIT,
                "description",
                "is longer than " + DESCRIPTION_LIMIT + " characters");
    }

    /** Makes the catalogue have these roles. Writes only what differs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Collection<Role> roles) {
        for (Role role : roles) {
            jdbc.sql("""
                            insert into role as r (name, title, description) values (:name, :title, :description)
                            on conflict (name) do update set title = excluded.title, description = excluded.description
                             where (r.title, r.description) is distinct from (excluded.title, excluded.description)
                            """)
                    .param("name", role.name())
                    .param("title", role.title())
                    .param("description", role.description())
                    .update();
        }
    }

    private static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidAccountException(field, reason);
        }
    }
}
