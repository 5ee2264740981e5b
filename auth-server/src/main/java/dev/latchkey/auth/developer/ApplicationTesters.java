package dev.latchkey.auth.developer;

import dev.latchkey.auth.account.Accounts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may use a draft beside its owner: whoever has proven to have one of these addresses. */
@Service
class ApplicationTesters {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final DeveloperProperties properties;
    private final Clock clock;

    ApplicationTesters(JdbcClient jdbc, Accounts accounts, DeveloperProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.properties = properties;
        this.clock = clock;
    }

    List<String> of(Application application) {
        return jdbc.sql("select email_key from application_tester where application_id = :id order by email_key")
                .param("id", application.id())
                .query(String.class)
                .list();
    }

    /** @return false when there are as many as there may be */
    @Transactional
    public boolean invite(Application application, String email) {
        jdbc.sql("select id from application where id = :id for update")
                .param("id", application.id())
                .query()
                .singleRow();
        if (of(application).size() >= properties.testers()) {
            return false;
        }
        jdbc.sql("""
                        insert into application_tester (application_id, email_key, invited_at)
                        values (:id, :email, :now) on conflict do nothing
                        """)
                .param("id", application.id())
                .param("email", accounts.normalised(email))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return true;
    }

    @Transactional
    public void remove(Application application, String email) {
        jdbc.sql("delete from application_tester where application_id = :id and email_key = :email")
                .param("id", application.id())
                .param("email", email)
                .update();
    }
}
