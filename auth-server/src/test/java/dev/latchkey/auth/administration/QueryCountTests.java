package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With many accounts a page of the administration costs no more queries than with few. */
class QueryCountTests {

    private static final int MOST = 10;

    private static final int ACCOUNTS = 10_000;
    private static final String PREFIX = "crowd-";
    private static final List<Logger> STATEMENTS =
            List.of(logger("org.hibernate.SQL"), logger("org.springframework.jdbc.core"));
    private static final ListAppender<ILoggingEvent> HEARD = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // otherwise the name of the thread is that of whoever asks for it
            // first
            super.append(event);
        }
    };
    private static final Story STORY = new Story();
    private static final NewAccounts PEOPLE = STORY.newAccounts();
    private static final TestAccount ACCOUNT = PEOPLE.administrator();
    private static Browser admin;

    @BeforeAll
    static void crowd() {
        STORY.server()
                .database()
                .sql("""
                        insert into account (id, username, username_key, email, email_key, email_verified, name, enabled,
                                             created_at, updated_at, version)
                        select gen_random_uuid(), :prefix || n, :prefix || n, :prefix || n || '@example.test',
                               :prefix || n || '@example.test', true, 'Crowd ' || n, true, now(), now(), 0
                        from generate_series(1, :accounts) n
                        """)
                .param("prefix", PREFIX)
                .param("accounts", ACCOUNTS)
                .update();
        STORY.server()
                .database()
                .sql(
                        "insert into account_role (account_id, role) select id, 'USER' from account where username like :who")
                .param("who", PREFIX + "%")
                .update();
        admin = STORY.browserOf(ACCOUNT);
        HEARD.start();
        STATEMENTS.forEach(logger -> {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(HEARD);
        });
    }

    @AfterAll
    static void disperse() {
        STATEMENTS.forEach(logger -> {
            logger.detachAppender(HEARD);
            logger.setAdditive(true);
            logger.setLevel(null);
        });
        HEARD.stop();
        STORY.server()
                .database()
                .sql("delete from account where username like :who")
                .param("who", PREFIX + "%")
                .update();
    }

    @Test
    @DisplayName("with 10,000 accounts every page of the administration needs less than ten queries")
    void staysFrugal() {
        String person = "/admin/users/"
                + STORY.server()
                        .database()
                        .sql("select id::text from account where username = :who")
                        .param("who", PREFIX + 7)
                        .query(String.class)
                        .single();
        List<String> pages = List.of(
                "/admin",
                "/admin/users",
                "/admin/users?search=crowd-77",
                "/admin/users?sort=-createdAt&role=USER&state=active",
                "/admin/users/new",
                person,
                "/admin/users/" + PEOPLE.idOf(ACCOUNT),
                person + "/delete",
                person + "/recovery",
                "/admin/keys",
                "/admin/logouts",
                "/admin/registration-tokens",
                "/admin/audit",
                "/admin/audit?account=crowd-7");
        Map<String, List<String>> tooMuch = new LinkedHashMap<>();
        Map<String, Integer> asked = new LinkedHashMap<>();
        for (String page : pages) {
            admin.open(page);
            List<String> queries = queriesOf(page);
            assertThat(admin.page().statusCode()).as(page).isEqualTo(200);
            asked.put(page, queries.size());
            if (queries.size() >= MOST) {
                tooMuch.put(page, queries);
            }
        }
        assertThat(tooMuch).isEmpty();
        assertThat(asked.get(person)).as("queries are heard").isGreaterThan(1);
    }

    /** The second time, when what is cached is in the cache. Only what the threads of requests ask counts. */
    private static List<String> queriesOf(String page) {
        List<ILoggingEvent> heard;
        synchronized (HEARD) {
            HEARD.list.clear();
        }
        admin.open(page);
        synchronized (HEARD) {
            heard = List.copyOf(HEARD.list);
        }
        return heard.stream()
                .filter(event -> event.getThreadName().startsWith("http-"))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message ->
                        message.contains("select") || message.contains("update") || message.contains("insert"))
                .toList();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
