package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class PasswordResetTests {

    private static final String NEW = "mock turtle lobster quadrille";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = people.withPassword();
    private final String email = address(account);

    @Test
    void changesThePasswordAndSignsNobodyIn() {
        Browser browser = story.browser().open(link(account));
        assertThat(browser.page().body()).contains(account.username());
        reset(browser, NEW);
        assertThat(browser.at("/password/reset/done")).isTrue();
        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(signIn(account.password()).page().statusCode()).isEqualTo(401);
        assertThat(signIn(NEW).open("/account").at("/account")).isTrue();
        Received notice = story.server().mailbox().awaitTo(email, "Your password was reset");
        assertThat(notice.text()).contains(account.username(), "UTC", "/password/forgot");
        assertThat(events(account)).contains("PASSWORD_RESET_REQUESTED", "PASSWORD_RESET");
    }

    @Test
    @DisplayName("LG-05: the same answer for known, unknown, disabled, unverified and without password")
    void tellsNothingOfWhoHasAnAccount() {
        TestAccount disabled = people.withPassword();
        set(disabled, "enabled = false");
        TestAccount unverified = people.withPassword();
        set(unverified, "email_verified = false");
        TestAccount elsewhere = people.withPassword();
        set(elsewhere, "password_hash = null");
        String expected = page(forgot(email));
        for (String address : List.of(
                address(disabled), address(unverified), address(elsewhere), UUID.randomUUID() + "@example.test")) {
            assertThat(page(forgot(address))).isEqualTo(expected);
        }
        assertThat(story.server().mailbox().awaitTo(address(elsewhere)).subject())
                .isEqualTo("Your account has no password");
        story.server().mailbox().awaitTo(email);
        awaitNoRequests();
        assertThat(story.server().mailbox().to(address(disabled))).isEmpty();
        assertThat(story.server().mailbox().to(address(unverified))).isEmpty();
    }

    @Test
    @DisplayName("LG-22: one change of fifty uses of a link at once")
    void changesOnceOfFiftyAtOnce() throws Exception {
        String token = token(link(account));
        PasswordReset reset = story.server().bean(PasswordReset.class);
        List<Callable<PasswordReset.Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String password = NEW + i;
            calls.add(() -> attempt(reset, token, password));
        }
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<PasswordReset.Outcome> outcomes = new ArrayList<>();
            for (Future<PasswordReset.Outcome> outcome : threads.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
            assertThat(outcomes).containsOnlyOnce(PasswordReset.Outcome.DONE);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Both are held up where they would store the password, so that each of them has found the link before the other is done. */
    @Test
    @DisplayName("LG-22: one change of two uses that find the link at the same moment")
    void changesOnceWhenBothFindTheLink() throws Exception {
        String token = token(link(account));
        PasswordReset reset = story.server().bean(PasswordReset.class);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<PasswordReset.Outcome>> outcomes = new ArrayList<>();
            story.server().bean(TransactionTemplate.class).executeWithoutResult(status -> {
                database.sql("select 1 from account where username = :name for update")
                        .param("name", account.username())
                        .query(Integer.class)
                        .single();
                outcomes.add(threads.submit(() -> attempt(reset, token, NEW)));
                outcomes.add(threads.submit(() -> attempt(reset, token, NEW + " twice")));
                await("select count(*) >= 2 from pg_locks where not granted");
            });
            assertThat(List.of(outcomes.get(0).get(), outcomes.get(1).get()))
                    .containsExactlyInAnyOrder(PasswordReset.Outcome.DONE, PasswordReset.Outcome.GONE);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void worksOnce() {
        String link = link(account);
        Browser second = story.browser().open(link);
        reset(story.browser().open(link), NEW);
        reset(second, NEW + " twice");
        assertThat(second.page().statusCode()).isEqualTo(400);
        assertThat(story.browser().open(link).page().statusCode()).isEqualTo(400);
        assertThat(signIn(NEW).open("/account").at("/account")).isTrue();
    }

    @Test
    @DisplayName("LG-25: a new request ends the link before it")
    void endsTheLinkBeforeIt() {
        String first = link(account);
        forgot(email);
        String second = story.server().mailbox().awaitTo(email, 2).link();
        assertThat(story.browser().open(first).page().statusCode()).isEqualTo(400);
        assertThat(story.browser().open(second).page().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("LG-25: a link is worth nothing after the address, the password or the account changed")
    @ValueSource(
            strings = {
                "email_key = email_key || 'x'",
                "password_hash = password_hash || 'x'",
                "password_hash = null",
                "enabled = false"
            })
    void diesWithWhatItWasSentFor(String change) {
        String link = link(account);
        set(account, change);
        assertThat(story.browser().open(link).page().statusCode()).isEqualTo(400);
        assertThat(story.server().bean(PasswordReset.class).complete(token(link), NEW, Locale.ENGLISH))
                .isEqualTo(PasswordReset.Outcome.GONE);
    }

    @Test
    void diesAfterHalfAnHour() {
        String link = link(account);
        long seconds = database.sql(
                        "select extract(epoch from expires_at - now()) from password_reset where account_id = :id")
                .param("id", people.idOf(account))
                .query(Long.class)
                .single();
        assertThat(seconds).isBetween(1700L, 1800L);
        database.sql("update password_reset set expires_at = now() where account_id = :id")
                .param("id", people.idOf(account))
                .update();
        assertThat(story.browser().open(link).page().statusCode()).isEqualTo(400);
        assertThat(story.server().bean(PasswordReset.class).complete(token(link), NEW, Locale.ENGLISH))
                .isEqualTo(PasswordReset.Outcome.GONE);
    }

    @Test
    @DisplayName("LG-26: sessions, grants and known browsers end; the second factor is asked for")
    void endsWhatTheOldPasswordOpened() {
        TestAccount careful = people.withTotp();
        Browser before = story.browserOf(careful);
        RelyingParty.Answer tokens = story.tokens(before, TestClient.WEB, "openid offline_access notes:read");
        assertThat(count("known_device", careful)).isEqualTo(1);

        reset(story.browser().open(link(careful)), NEW);
        assertThat(before.open("/account").at("/login")).isTrue();
        assertThat(story.relyingParty(TestClient.WEB)
                        .refresh(tokens.text("refresh_token"))
                        .status())
                .isEqualTo(400);
        assertThat(count("known_device", careful)).isZero();
        assertThat(database.sql("select distinct ended_because from browser_session where account_id = :id")
                        .param("id", people.idOf(careful))
                        .query(String.class)
                        .list())
                .containsExactly("PASSWORD_RESET");
        Browser after = story.browser().open("/login");
        after.submit("/login", Map.of("username", careful.username(), "password", NEW));
        assertThat(after.page().uri().getPath()).startsWith("/mfa");
    }

    @Test
    @DisplayName("LG-27: looking at a link uses nothing up, and tells nobody where one was")
    void isNotUsedUpByLooking() {
        String link = link(account);
        for (int i = 0; i < 3; i++) {
            Browser scanner = story.browser().open(link);
            assertThat(scanner.page().statusCode()).isEqualTo(200);
            assertThat(scanner.page().headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(scanner.page().headers().firstValue("Cache-Control")).contains("no-store");
        }
        Browser browser = story.browser().open(link);
        reset(browser, NEW);
        assertThat(browser.at("/password/reset/done")).isTrue();
    }

    @Test
    @DisplayName("LG-23: whose password is changed is said by the link alone")
    void looksAtNoOtherFieldForTheAccount() {
        TestAccount bob = people.withPassword();
        Browser browser = story.browser().open(link(account));
        browser.submit(
                "/password/reset",
                Map.of(
                        "password", NEW,
                        "passwordConfirmation", NEW,
                        "username", bob.username(),
                        "email", address(bob),
                        "userId", people.idOf(bob).toString()));
        assertThat(browser.at("/password/reset/done")).isTrue();
        assertThat(signIn(NEW).open("/account").at("/account")).isTrue();
        assertThat(story.browserOf(bob).open("/account").at("/account")).isTrue();
    }

    @Test
    void keepsTheLinkWhenThePasswordIsRefused() {
        Browser browser = story.browser().open(link(account));
        reset(browser, "short");
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("password-error", "15").doesNotContain("value=\"short\"");
        browser.submit("/password/reset", Map.of("password", NEW, "passwordConfirmation", NEW + "x"));
        assertThat(browser.page().body()).contains("passwordConfirmation-error");
        reset(browser, account.username() + " " + account.username());
        assertThat(browser.page().statusCode()).isEqualTo(400);
        reset(browser, NEW);
        assertThat(browser.at("/password/reset/done")).isTrue();
    }

    @Test
    void asksForLessBesideASecondFactor() {
        TestAccount careful = people.withTotp();
        Browser browser = story.browser().open(link(careful));
        reset(browser, "vx7kq2mz");
        assertThat(browser.at("/password/reset/done")).isTrue();
    }

    @Test
    @DisplayName("LG-31: five mails an hour to one address, and the same for an unknown one")
    void sendsFiveMailsAnHour() {
        String unknown = UUID.randomUUID() + "@example.test";
        for (String address : List.of(email, unknown)) {
            for (int i = 0; i < 5; i++) {
                assertThat(forgot(address).page().statusCode()).isEqualTo(200);
            }
            Browser braked = forgot(address);
            assertThat(braked.page().statusCode()).isEqualTo(429);
            assertThat(braked.page().headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 3600L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b",
                "a@example.test,b@example.test",
                "a@example.test\r\nBcc: evil@example.test",
                "a@example.test%0aBcc:evil@example.test"
            })
    void asksForAnAddress(String notAnAddress) {
        Browser browser = forgot(notAnAddress);
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("email-error");
    }

    @Test
    @DisplayName("SC-01: neither the link nor the address that was asked for is in the database")
    void keepsHashesAlone() {
        String token = token(link(account));
        String row = database.sql("select row_to_json(r)::text from password_reset r where account_id = :id")
                .param("id", people.idOf(account))
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(token);
    }

    @Test
    void leadsPasswordManagersToThePage() {
        assertThat(story.browser()
                        .openWithoutFollowing("/.well-known/change-password")
                        .headers()
                        .firstValue("Location"))
                .contains("/account/password");
        Browser browser = story.browser();
        browser.openWithoutFollowing("/.well-known/security.txt");
        assertThat(browser.page().body())
                .startsWith("Contact: mailto:security@localhost\nExpires: ")
                .contains("Canonical: " + story.server().issuer() + "/.well-known/security.txt");
    }

    private static PasswordReset.Outcome attempt(PasswordReset reset, String token, String password) {
        while (true) {
            try {
                return reset.complete(token, password, Locale.ENGLISH);
            } catch (dev.latchkey.auth.account.PasswordChecksBusyException busy) {
                Thread.onSpinWait();
            }
        }
    }

    private Browser forgot(String address) {
        return story.browser().open("/password/forgot").submit("/password/forgot", Map.of("email", address));
    }

    private String link(TestAccount of) {
        forgot(address(of));
        return story.server()
                .mailbox()
                .awaitTo(address(of), "Choose a new password")
                .link();
    }

    private static String token(String link) {
        return link.replaceFirst(".*token=", "");
    }

    private static void reset(Browser browser, String password) {
        browser.submit("/password/reset", Map.of("password", password, "passwordConfirmation", password));
    }

    private static String address(TestAccount of) {
        return of.username() + "@example.test";
    }

    private Browser signIn(String password) {
        return story.browser()
                .open("/login")
                .submit("/login", Map.of("username", account.username(), "password", password));
    }

    private static String page(Browser browser) {
        return browser.page().statusCode()
                + browser.page().uri().getPath()
                + browser.page()
                        .body()
                        .replaceAll("nonce=\"[^\"]*\"", "")
                        .replaceAll("\\b[0-9a-f]{16}\\b", "(reference)");
    }

    private void awaitNoRequests() {
        await("select count(*) = 0 from password_reset_request");
    }

    private void await(String condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!database.sql(condition).query(Boolean.class).single()) {
            assertThat(System.nanoTime()).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private void set(TestAccount of, String change) {
        database.sql("update account set " + change + " where username = :name")
                .param("name", of.username())
                .update();
    }

    private long count(String table, TestAccount of) {
        return database.sql("select count(*) from " + table + " where account_id = :id")
                .param("id", people.idOf(of))
                .query(Long.class)
                .single();
    }

    private List<String> events(TestAccount of) {
        return database.sql("select type from security_event where account_id = :id")
                .param("id", people.idOf(of))
                .query(String.class)
                .list();
    }
}
