package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A password for somebody who has none, as whoever came from another site. */
class AddedPasswordTests {

    private static final String PAGE = "/account/password/new";
    private static final String NEW = "a first password that nobody knows";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = people.withPassword();
    private final UUID id = people.idOf(account);
    private final String address = account.username() + "@example.test";
    private Browser browser;
    private Browser other;

    @BeforeEach
    void takeThePasswordAway() {
        browser = story.browserOf(account);
        other = story.browserOf(account);
        database.sql("update account set password_hash = null where id = :id")
                .param("id", id)
                .update();
    }

    @Test
    void isAddedWithoutACurrentOneAndToldByMail() {
        assertThat(browser.open("/account/security").page().body()).contains("You sign in without one", "Add one");
        assertThat(browser.open(PAGE).page().body())
                .contains("Add a password", "Your account has no password", address)
                .doesNotContain("currentPassword");
        assertThat(browser.open("/account/password").at(PAGE)).isTrue();

        people.addPassword(browser, address, NEW);

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
                        .awaitTo(address, "Your account has a password now")
                        .text())
                .contains("If it wasn’t you");
    }

    @Test
    void isAPasswordLikeEveryOther() {
        String code = code();
        assertThat(add(code, "fourteen chars", "fourteen chars")).isEqualTo(422);
        assertThat(browser.page().body()).contains("at least 15 characters");
        assertThat(add(code, NEW, NEW + "x")).isEqualTo(422);
        assertThat(hasPassword()).isFalse();
        assertThat(add(code, NEW, NEW)).isEqualTo(200);
        assertThat(hasPassword()).isTrue();
    }

    /** What can be reset by mail is for whoever has the mailbox, whatever another site has said of the address. */
    @Test
    void needsTheCodeThatWasMailedToThisSession() {
        String code = code();
        assertThat(add("", NEW, NEW)).isEqualTo(422);
        assertThat(browser.page().body()).contains("That isn’t the code");
        other.open(PAGE).submit(PAGE, Map.of("code", code, "password", NEW, "passwordConfirmation", NEW));
        assertThat(other.page().statusCode()).as("another session").isEqualTo(422);
        database.sql("update account set email = 'x' || email, email_key = 'x' || email_key where id = :id")
                .param("id", id)
                .update();
        assertThat(add(code, NEW, NEW)).as("another address").isEqualTo(422);
        assertThat(hasPassword()).isFalse();
    }

    @Test
    void brakesGuessesAtTheCode() {
        String code = code();
        String wrong = code.equals("111111") ? "222222" : "111111";
        int status = 422;
        for (int i = 0; i < 40 && status != 429; i++) {
            status = add(wrong, NEW, NEW);
        }
        assertThat(status).isEqualTo(429);
        assertThat(add(code, NEW, NEW)).isEqualTo(429);
        assertThat(hasPassword()).isFalse();
    }

    @Test
    void isTooOldSoon() {
        TestClock clock = new TestClock();
        FirstPasswordCode codes = new FirstPasswordCode(story.server().bean(SecretKeys.class), clock);
        Account owner = story.server().bean(Accounts.class).findById(id).orElseThrow();
        UUID session = UUID.randomUUID();
        String code = codes.of(session, owner);
        clock.advance(Duration.ofMinutes(9));
        assertThat(codes.matches(session, owner, " " + code.substring(0, 3) + " " + code.substring(3)))
                .isTrue();
        clock.advance(Duration.ofMinutes(12));
        assertThat(codes.matches(session, owner, code)).isFalse();
    }

    @Test
    void isForPeopleWhoHaveJustShownThatItIsThem() {
        browser.open(PAGE);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        browser.submit(PAGE, Map.of("code", "111111", "password", NEW, "passwordConfirmation", NEW));
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
        String code = code();
        other.open(PAGE);
        assertThat(add(code, NEW, NEW)).isEqualTo(200);
        String another = "another first password of mine";
        String csrf = other.hiddenField("_csrf");
        other.postRaw(PAGE, Map.of("_csrf", csrf, "code", code, "password", another, "passwordConfirmation", another));
        assertThat(other.at("/account/password")).isTrue();
        assertThat(other.page().body()).contains("currentPassword");
        assertThat(signsInWith(NEW)).isTrue();
        assertThat(signsInWith(another)).isFalse();
    }

    @Test
    void isAddedOnceOfManyAtOnce() throws Exception {
        String code = code();
        String token = browser.hiddenField("_csrf");
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String mine = "the first password, number " + i;
                answers.add(threads.submit(() -> {
                    go.await();
                    browser.postRaw(
                            PAGE, Map.of("_csrf", token, "code", code, "password", mine, "passwordConfirmation", mine));
                    return mine;
                }));
            }
            go.countDown();
            int right = 0;
            for (Future<String> answer : answers) {
                right += signsInWith(answer.get()) ? 1 : 0;
            }
            assertThat(right).isEqualTo(1);
            assertThat(database.sql(
                                    "select count(*) from security_event where account_id = :id and type = 'PASSWORD_CHANGED' and outcome = 'SUCCESS'")
                            .param("id", id)
                            .query(Integer.class)
                            .single())
                    .as("said once")
                    .isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private int add(String code, String password, String confirmation) {
        return browser.open(PAGE)
                .submit(PAGE, Map.of("code", code, "password", password, "passwordConfirmation", confirmation))
                .page()
                .statusCode();
    }

    /** As it is mailed to whoever asks for it with this browser. */
    private String code() {
        browser.open(PAGE).submit(PAGE + "/code", Map.of());
        assertThat(browser.page().body()).contains("We have mailed a code to " + address);
        return story.server()
                .mailbox()
                .awaitTo(address, "Your code to add a password")
                .code();
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
