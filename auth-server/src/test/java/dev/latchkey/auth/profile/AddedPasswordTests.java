package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A password for somebody who has none, as whoever came from another site. */
class AddedPasswordTests {

    private static final String PAGE = "/account/password";
    private static final String NEW = "a first password that nobody knows";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = people.withPassword();
    private final UUID id = people.idOf(account);
    private Browser browser;
    private Browser other;

    @BeforeEach
    void takeThePasswordAway() {
        browser = story.browserOf(account);
        other = story.browserOf(account);
        setHash(null);
    }

    @Test
    void isAddedWithoutACurrentOneAndToldByMail() {
        assertThat(browser.open("/account/security").page().body()).contains("You sign in without one", "Add one");
        assertThat(browser.open(PAGE).page().body())
                .contains("Add a password", "Your account has no password")
                .doesNotContain("currentPassword");

        add(NEW, NEW);

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).contains("You have a password now", "currentPassword");
        assertThat(signsInWith(NEW)).isTrue();
        assertThat(other.open("/account").at("/account"))
                .as("nobody came in with another one")
                .isTrue();
        assertThat(database.sql("""
                                select details ->> 'before' from security_event
                                where account_id = :id and type = 'PASSWORD_CHANGED' and outcome = 'SUCCESS'
                                """).param("id", id).query(String.class).list()).containsExactly("none");
        assertThat(story.server()
                        .mailbox()
                        .awaitTo(account.username() + "@example.test", "Your account has a password now")
                        .text())
                .contains("If it wasn’t you");
    }

    @Test
    void isAPasswordLikeEveryOther() {
        add("fourteen chars", "fourteen chars");
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("at least 15 characters").doesNotContain("currentPassword");
        add(NEW, NEW + "x");
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(hasPassword()).isFalse();
    }

    @Test
    void isForPeopleWhoHaveJustShownThatItIsThem() {
        browser.open(PAGE);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        browser.submit(PAGE, Map.of("password", NEW, "passwordConfirmation", NEW));
        assertThat(browser.at("/reauthenticate")).isTrue();
        assertThat(hasPassword()).isFalse();
    }

    @Test
    void needsTheTokenOfThePage() {
        browser.open(PAGE);
        browser.submitWithout("_csrf", PAGE, Map.of("password", NEW, "passwordConfirmation", NEW));
        assertThat(browser.page().statusCode()).isEqualTo(403);
        assertThat(hasPassword()).isFalse();
    }

    /** A page that was left open from before there was one. */
    @Test
    void replacesNone() {
        browser.open(PAGE);
        add(NEW, NEW);
        other.open(PAGE);
        String another = "another first password of mine";
        other.submit(PAGE, Map.of("password", another, "passwordConfirmation", another));
        assertThat(other.page().statusCode()).isEqualTo(422);
        assertThat(other.page().body()).contains("The current password isn’t right.");
        assertThat(signsInWith(NEW)).isTrue();
    }

    @Test
    void isAddedOnceOfManyAtOnce() throws Exception {
        setHash(story.server().bean(PasswordHashes.class).hash(account.password()));
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            browsers.add(story.browserOf(account).open(PAGE));
        }
        setHash(null);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (Browser one : browsers) {
                String mine = "the first password, number " + answers.size();
                String token = one.hiddenField("_csrf");
                answers.add(threads.submit(() -> {
                    go.await();
                    return one.postRaw(PAGE, Map.of("_csrf", token, "password", mine, "passwordConfirmation", mine))
                            .page()
                            .statusCode();
                }));
            }
            go.countDown();
            int added = 0;
            for (Future<Integer> answer : answers) {
                int status = answer.get();
                added += status == 200 ? 1 : 0;
                assertThat(status).isIn(200, 409, 422, 429);
            }
            assertThat(added).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(String password, String confirmation) {
        browser.open(PAGE).submit(PAGE, Map.of("password", password, "passwordConfirmation", confirmation));
    }

    private void setHash(@Nullable String hash) {
        database.sql("update account set password_hash = :hash where id = :id")
                .param("hash", hash)
                .param("id", id)
                .update();
    }

    private boolean hasPassword() {
        return database.sql("select password_hash is not null from account where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private boolean signsInWith(String password) {
        return story.browser()
                .open("/login")
                .submit("/login", Map.of("username", account.username(), "password", password))
                .at("/account");
    }
}
