package dev.latchkey.auth.session;

import dev.latchkey.auth.account.PersonalData;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sessions of a person, open and ended, for their copy. */
@Component
@Order(20)
class SessionData implements PersonalData {

    private final JdbcClient jdbc;

    SessionData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "sessions";
    }

    @Override
    public Object of(UUID accountId) {
        return jdbc.sql("""
                        select id, user_agent, address, remembered, created_at, last_seen_at, expires_at, ended_at, ended_because
                        from browser_session where account_id = :account order by created_at
                        """).param("account", accountId).query().listOfRows();
    }
}
