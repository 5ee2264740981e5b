package dev.latchkey.auth.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** For whom the launcher shows an application that is not for everybody. It shows it, and allows nothing. */
@Repository
public class Assignments {

    private final JdbcClient jdbc;

    Assignments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param accounts user names, in their order */
    public record Assigned(List<String> roles, List<String> accounts) {}

    /** @param client the id of the client's row */
    public Assigned of(UUID client) {
        List<String> roles = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        jdbc.sql("""
                        select s.role, a.username from application_assignment s left join account a on a.id = s.account_id
                         where s.client_id = :client order by s.role, a.username_key limit 1000
                        """).param("client", client).query(row -> {
            @Nullable String role = row.getString("role");
            if (role == null) {
                accounts.add(row.getString("username"));
            } else {
                roles.add(role);
            }
        });
        return new Assigned(roles, accounts);
    }

    /** Whatever was assigned before is not any more, unless it is in here. */
    @Transactional
    public void replace(UUID client, Set<String> roles, Set<UUID> accounts) {
        jdbc.sql("delete from application_assignment where client_id = :client")
                .param("client", client)
                .update();
        jdbc.sql("insert into application_assignment (client_id, role) select :client, unnest(:roles)")
                .param("client", client)
                .param("roles", roles.toArray(String[]::new))
                .update();
        jdbc.sql("insert into application_assignment (client_id, account_id) select :client, unnest(:accounts)")
                .param("client", client)
                .param("accounts", accounts.toArray(UUID[]::new))
                .update();
    }
}
