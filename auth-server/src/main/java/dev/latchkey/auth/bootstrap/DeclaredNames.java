package dev.latchkey.auth.bootstrap;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which account each user name of the file has made. Its owner may have taken another name since. */
@Component
class DeclaredNames {

    private final JdbcClient jdbc;

    DeclaredNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UUID> accountOf(String username) {
        return jdbc.sql("select account_id from bootstrap_account where username = :username")
                .param("username", username)
                .query(UUID.class)
                .optional();
    }

    void remember(String username, UUID accountId) {
        jdbc.sql("""
                        insert into bootstrap_account (username, account_id) values (:username, :account)
                        on conflict (username) do update set account_id = excluded.account_id
                         where bootstrap_account.account_id <> excluded.account_id
                        """).param("username", username).param("account", accountId).update();
    }
}
