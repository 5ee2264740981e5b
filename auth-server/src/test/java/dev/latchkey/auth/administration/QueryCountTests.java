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

    /** Off by default and on for these tests: it has something to say about an account. */
    private static final int SMS = 1;

    private static final int ACCOUNTS = 10_000;
    private static final int CLIENTS = 500;
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
        STORY.server()
                .database()
                .sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select gen_random_uuid(), :prefix || n,
                               metadata || jsonb_build_object('client_name', 'Crowd ' || n, 'initiate_login_uri', 'https://crowd.test/'),
                               policy, false, true, now(), now(), 0
                        from client, generate_series(1, :clients) n where client_id = 'partner'
                        """)
                .param("prefix", PREFIX)
                .param("clients", CLIENTS)
                .update();
        STORY.server()
                .database()
                .sql("""
                        insert into oauth_consent (account_id, client_id, resource, scopes, fingerprint, granted_at, updated_at)
                        select :account, id, 'https://notes.test', '{notes:read}', 'x', now(), now()
                        from client where client_id like :who
                        """)
                .param("account", PEOPLE.idOf(ACCOUNT))
                .param("who", PREFIX + "%")
                .update();
        STORY.server()
                .database()
                .sql("""
                        insert into oauth_grant (id, account_id, client_id, scopes, resources, auth_time, amr, acr, created_at,
                                                 last_used_at, expires_at)
                        select gen_random_uuid(), :account, id, '{notes:read}', '{}', now(), '{pwd}', 'x', now(), now(),
                               now() + interval '1 day'
                        from client, generate_series(1, 10) where client_id like :who
                        """)
                .param("account", PEOPLE.idOf(ACCOUNT))
                .param("who", PREFIX + "%")
                .update();
        STORY.server()
                .database()
                .sql("""
                        insert into application (id, account_id, kind, description, scope_reasons, state, created_at)
                        select id, :account, 'WEB_SERVER', '', '{}', 'IN_REVIEW', now() from client where client_id like :who limit 20
                        """)
                .param("account", PEOPLE.idOf(ACCOUNT))
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
                .sql("delete from client where client_id like :who")
                .param("who", PREFIX + "%")
                .update();
        int gone;
        do { // no statement of a minute, however busy the machine is
            gone = STORY.server()
                    .database()
                    .sql("delete from account where id in (select id from account where username like :who limit 1000)")
                    .param("who", PREFIX + "%")
                    .update();
        } while (gone > 0);
    }

    @Test
    @DisplayName("with 10,000 accounts, 500 applications and 5,000 grants every page needs less than ten queries")
    void staysFrugal() {
        String person = "/admin/users/"
                + STORY.server()
                        .database()
                        .sql("select id::text from account where username = :who")
                        .param("who", PREFIX + 7)
                        .query(String.class)
                        .single();
        String application = "/admin/applications/" + idOfClient("metadata ->> 'client_name' = 'Crowd 7'");
        String own = "/developer/applications/" + idOfClient("id in (select id from application)");
        List<String> pages = List.of(
                "/account/applications",
                "/account/applications?page=25",
                "/account/applications?search=Crowd+77",
                "/account/applications/details?client_id=" + PREFIX + 7,
                "/account/launch",
                "/admin/applications",
                "/admin/applications?search=Crowd+77",
                "/admin/applications?state=enabled",
                "/admin/applications/review",
                application,
                application + "/requests",
                application + "/launcher",
                "/developer/applications",
                own,
                own + "/credentials",
                own + "/scopes",
                own + "/preview",
                own + "/publication",
                own + "/usage",
                own + "/requests",
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
            if (queries.size() >= (page.matches("/admin/users/[0-9a-f-]{36}") ? MOST + SMS : MOST)) {
                tooMuch.put(page, queries);
            }
        }
        assertThat(tooMuch).isEmpty();
        assertThat(asked.get(person)).as("queries are heard").isGreaterThan(1);
    }

    private static String idOfClient(String which) {
        return STORY.server()
                .database()
                .sql("select id::text from client where client_id like :who and " + which + " limit 1")
                .param("who", PREFIX + "%")
                .query(String.class)
                .single();
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
