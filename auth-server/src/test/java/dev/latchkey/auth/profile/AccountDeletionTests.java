package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountDeletionTests {

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final AccountDeletion deletion = story.server().bean(AccountDeletion.class);
    private final CyclicBarrier together = new CyclicBarrier(2);

    @Test
    void endsEverythingAtOnceAndTheAccountLater() {
        TestAccount account = story.newAccounts().withPassword();
        UUID id = story.newAccounts().idOf(account);
        Browser browser = story.browserOf(account);
        Browser other = story.browserOf(account);
        String token =
                story.tokens(other, TestClient.WEB, "openid offline_access").text("refresh_token");
        story.tokens(other, TestClient.PARTNER, "openid");

        ask(browser, account.username());

        assertThat(browser.at("/account/deleted")).isTrue();
        assertThat(browser.page().body()).contains("In 14 days everything is erased.");
        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(other.open("/account").at("/login")).isTrue();
        assertThat(story.relyingParty(TestClient.WEB).refresh(token).refusal()).isEqualTo("400 invalid_grant");
        story.server().mailbox().awaitTo(account.username() + "@example.test", "Your account will be deleted");

        deletion.eraseDue();
        assertThat(exists(id)).isTrue();
        due(id);
        deletion.eraseDue();
        assertThat(exists(id)).isFalse();
        assertThat(story.server()
                        .mailbox()
                        .awaitTo(account.username() + "@example.test", "Your account is deleted")
                        .text())
                .contains("The account " + account.username());
        assertThat(tablesThatKnow(id)).containsExactly("security_event");
        assertThat(events(id)).contains("ACCOUNT_DELETION_REQUESTED", "ACCOUNT_DELETED");
        assertThat(database.sql("select string_agg(details::text, ' ') from security_event where account_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .doesNotContain(account.username());
        assertThat(story.browser()
                        .open("/login")
                        .submit("/login", Map.of("username", account.username(), "password", account.password()))
                        .page()
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesWithItTheApplicationsThatThePersonRegistered() {
        TestAccount account = story.newAccounts().withPassword();
        String name = "Of " + account.username();
        Browser browser = story.browserOf(account);
        browser.open("/developer/applications/new?kind=web-server")
                .submit("/developer/applications/new", Map.of("name", name, "redirect_uris", "https://erased.test/cb"));
        assertThat(applicationsCalled(name)).isEqualTo(1);

        ask(browser, account.username());
        due(story.newAccounts().idOf(account));
        deletion.eraseDue();

        assertThat(applicationsCalled(name)).isZero();
    }

    @Test
    void isTakenBackBySigningIn() {
        TestAccount account = story.newAccounts().withPassword();
        UUID id = story.newAccounts().idOf(account);
        ask(story.browserOf(account), account.username());
        assertThat(isAsked(id)).isTrue();

        assertThat(story.browserOf(account).at("/account")).isTrue();

        assertThat(isAsked(id)).isFalse();
        due(id);
        deletion.eraseDue();
        assertThat(exists(id)).isTrue();
        assertThat(events(id)).contains("ACCOUNT_DELETION_CANCELLED");
        story.server().mailbox().awaitTo(account.username() + "@example.test", "Your account is kept");
    }

    @Test
    void isNotTakenBackByWhoKnowsThePasswordAlone() {
        TestAccount account = story.newAccounts().withTotp();
        UUID id = story.newAccounts().idOf(account);
        ask(story.browserOf(account), account.username());

        Browser half = story.browser();
        half.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(isAsked(id)).isTrue();
        half.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(isAsked(id)).isFalse();
    }

    @Test
    void needsTheUserNameTyped() {
        TestAccount account = story.newAccounts().withPassword();
        Browser browser = story.browserOf(account);
        for (String typed : List.of("", "alice", "DELETE", account.username() + "x")) {
            ask(browser, typed);
            assertThat(browser.page().statusCode()).isEqualTo(422);
        }
        assertThat(isAsked(story.newAccounts().idOf(account))).isFalse();
        ask(browser, " " + account.username().toUpperCase(java.util.Locale.ROOT) + " ");
        assertThat(browser.at("/account/deleted")).isTrue();
    }

    @Test
    void isForPeopleWhoHaveJustShownThatItIsThem() {
        TestAccount account = story.newAccounts().withPassword();
        UUID id = story.newAccounts().idOf(account);
        Browser browser = story.browserOf(account);
        browser.open("/account/delete");
        database.sql("""
                        update browser_session set factors = jsonb_build_object('PASSWORD', now() - interval '11 minutes')
                        where account_id = :id
                        """).param("id", id).update();
        browser.submit("/account/delete", Map.of("confirmation", account.username()));
        assertThat(browser.at("/reauthenticate")).isTrue();
        assertThat(browser.page().body()).contains("To delete your account, confirm it’s you.");
        assertThat(isAsked(id)).isFalse();
    }

    @Test
    @DisplayName("AD-10: the last administrator stays, and of two who leave at once one does")
    void leavesAnAdministrator() throws Exception {
        NewAccounts people = story.newAccounts();
        List<UUID> others = database.sql("delete from account_role where role = 'ADMIN' returning account_id")
                .query(UUID.class)
                .list();
        TestAccount one = people.administrator();
        TestAccount other = people.administrator();
        try {
            List<Callable<Integer>> leaving = Stream.of(one, other)
                    .map(account -> leaving(account, story.browserOf(account)))
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(leaving)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(303, 409);
            } finally {
                threads.shutdownNow();
            }
            assertThat(Stream.of(one, other).filter(account -> isAsked(people.idOf(account))))
                    .hasSize(1);
            TestAccount last = isAsked(people.idOf(one)) ? other : one;
            Browser browser = story.browserOf(last);
            ask(browser, last.username());
            assertThat(browser.page().statusCode()).isEqualTo(409);
            assertThat(browser.page().body()).contains("administrator");
            assertThat(browser.open("/admin/users").page().statusCode())
                    .as("still signed in")
                    .isEqualTo(200);
        } finally {
            others.forEach(id -> database.sql("insert into account_role (account_id, role) values (:id, 'ADMIN')")
                    .param("id", id)
                    .update());
            Stream.of(one, other).forEach(account -> people.takeRole(account, "ADMIN"));
        }
    }

    private Callable<Integer> leaving(TestAccount account, Browser browser) {
        browser.open("/account/delete");
        return () -> {
            together.await();
            return browser.submitWithoutFollowing("/account/delete", Map.of("confirmation", account.username()))
                    .statusCode();
        };
    }

    private static void ask(Browser browser, String confirmation) {
        browser.open("/account/delete").submit("/account/delete", Map.of("confirmation", confirmation));
    }

    private void due(UUID id) {
        database.sql("update account_deletion set due_at = now() - interval '1 second' where account_id = :id")
                .param("id", id)
                .update();
    }

    private long applicationsCalled(String name) {
        return database.sql("select count(*) from client where metadata ->> 'client_name' = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private boolean isAsked(UUID id) {
        return database.sql("select exists(select 1 from account_deletion where account_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private boolean exists(UUID id) {
        return database.sql("select exists(select 1 from account where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private List<String> events(UUID id) {
        return database.sql("select type from security_event where account_id = :id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    /** Every table with a column for an account, whichever feature it is of. */
    private List<String> tablesThatKnow(UUID id) {
        return database.sql("""
                        select c.table_name from information_schema.columns c
                          join information_schema.tables t using (table_schema, table_name)
                        where c.column_name = 'account_id' and c.data_type = 'uuid' and t.table_type = 'BASE TABLE'
                          and c.table_schema = 'public' and c.table_name not like 'security\\_event\\_%'
                        """).query(String.class).list().stream()
                .filter(table -> database.sql("select exists(select 1 from " + table + " where account_id = :id)")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}
