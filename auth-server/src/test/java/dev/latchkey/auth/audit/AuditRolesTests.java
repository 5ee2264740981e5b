package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The two roles of docs/audit.md, made as it says: what the server's role can do to the audit trail. */
class AuditRolesTests {

    private static final String OWNER = "latchkey_owner";
    private static final String APPLICATION = "latchkey_app";
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private static JdbcClient application;
    private static final UUID ACCOUNT = UUID.randomUUID();

    @BeforeAll
    static void makeTheRolesAsTheDocumentSays() throws IOException {
        // Without the role that the address names: it would be taken instead of the one that is meant.
        String url = TestDatabase.createDatabase().replaceFirst("\\?.*", "");
        Matcher document = SQL.matcher(Files.readString(Path.of("..", "docs", "audit.md")));
        assertThat(document.find()).isTrue();
        String[] steps = document.group(1).replace("'…'", "'secret'").split("-- after the first migration:");
        assertThat(steps).hasSize(2);
        JdbcClient administrator = as("postgres", "postgres", url);

        run(administrator, steps[0]);
        Flyway.configure()
                .dataSource(url, OWNER, "secret")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        run(administrator, steps[1]);

        application = as(APPLICATION, "secret", url);
        application
                .sql("insert into security_event (id, occurred_at, type, outcome, account_id, details)"
                        + " values (gen_random_uuid(), now(), 'SIGN_IN', 'SUCCESS', :account, '{}')")
                .param("account", ACCOUNT)
                .update();
    }

    @Test
    void adds() {
        assertThat(events()).isEqualTo(1);
    }

    /** Without this the server would not start. */
    @Test
    void readsAndDrawsFromTheSequences() {
        List<String> sequences = application
                .sql("select sequencename from pg_sequences where schemaname = 'public'")
                .query(String.class)
                .list();
        assertThat(sequences).isNotEmpty().allSatisfy(sequence -> {
            application
                    .sql("select nextval('" + sequence + "')")
                    .query(Long.class)
                    .single();
            application
                    .sql("select last_value from " + sequence)
                    .query(Long.class)
                    .single();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update security_event set outcome = 'FAILURE'",
                "delete from security_event",
                "truncate security_event",
                "update %s set outcome = 'FAILURE'",
                "delete from %s",
                "truncate %s",
                "drop table %s",
                "drop table security_event",
                "alter table security_event detach partition %s",
                "alter table security_event disable trigger all",
                "alter table %s disable trigger all",
                "drop trigger security_event_unchanged on security_event",
                "drop function security_event_is_append_only() cascade",
                "create or replace function security_event_is_append_only() returns trigger language plpgsql as"
                        + " 'begin return null; end'",
                "set session_replication_role = replica",
                "select security_event_forget(now())",
                "alter role latchkey_app superuser",
                "set role latchkey_owner"
            })
    void changesAndTakesOutNothing(String statement) {
        String month = "security_event_" + LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy_MM"));

        assertThatThrownBy(() -> application
                        .sql(statement.formatted(month))
                        .query((row, number) -> "")
                        .list())
                .rootCause()
                .hasMessageFindingMatch("permission denied|must be owner|append-only|at least 30 days|superuser");

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void makesTheMonthsToComeAndDropsThoseThatAreOver() {
        assertThat(number("select security_event_prepare('2018-05-01', 1)")).isEqualTo(1);
        assertThat(number("select security_event_forget('2018-07-01')")).isEqualTo(1);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void worksWithTheRestOfTheSchema() {
        assertThat(application.sql("update account set name = name").update()).isZero();
        assertThat(application.sql("delete from browser_session").update()).isZero();
    }

    private static long events() {
        return application
                .sql("select count(*) from security_event where account_id = :account and outcome = 'SUCCESS'")
                .param("account", ACCOUNT)
                .query(Long.class)
                .single();
    }

    private static int number(String sql) {
        return application.sql(sql).query(Integer.class).single();
    }

    private static void run(JdbcClient client, String script) {
        for (String statement : script.split(";")) {
            if (!statement.isBlank()) {
                client.sql(statement).update();
            }
        }
    }

    private static JdbcClient as(String role, String password, String url) {
        return JdbcClient.create(new DriverManagerDataSource(url, role, password));
    }
}
