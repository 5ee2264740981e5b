package dev.latchkey.auth.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import jakarta.servlet.http.HttpServletRequest;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

class BrakeTests {

    private static final String WRONG = "a wrong password";
    private static final String DEVICE = "latchkey-device";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final Subjects subjects = story.server().bean(Subjects.class);

    @Test
    void makesStrangersWaitAfterFiveWrongPasswords() {
        TestAccount account = people.withPassword();
        for (int i = 1; i <= 4; i++) {
            assertThat(guess(account.username(), WRONG).statusCode()).isEqualTo(401);
        }
        for (String password : List.of(WRONG, WRONG, account.password())) {
            HttpResponse<String> answer = guess(account.username(), password);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("15 min");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(800L, 900L);
        }
    }

    @Test
    void treatsNamesThatNobodyHasAlike() {
        TestAccount account = people.withPassword();
        for (String known : List.of(account.username(), account.username() + "@EXAMPLE.test")) {
            String unknown = "nobody-" + UUID.randomUUID() + (known.contains("@") ? "@EXAMPLE.test" : "");
            List<Integer> expected = IntStream.range(0, 7)
                    .mapToObj(i -> guess(i % 2 == 0 ? unknown : unknown.toUpperCase(Locale.ROOT), WRONG)
                            .statusCode())
                    .toList();
            assertThat(expected).containsExactly(401, 401, 401, 401, 429, 429, 429);
            assertThat(IntStream.range(0, 7)
                            .mapToObj(i -> guess(i % 2 == 0 ? known : known.toUpperCase(Locale.ROOT), WRONG)
                                    .statusCode())
                            .toList())
                    .isEqualTo(expected);
        }
    }

    @Test
    void guardsTheAccountUnderItsOtherNameWithoutSayingSo() {
        TestAccount account = people.withPassword();
        lock(account);
        assertThat(guess(account.username() + "@example.test", account.password())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void looksAgainWhenTheWaitIsOver() {
        TestAccount account = people.withPassword();
        lock(account);
        OffsetDateTime end = until(subjects.name(account.username()));
        assertThat(guess(account.username(), account.password()).statusCode()).isEqualTo(429);
        assertThat(until(subjects.name(account.username()))).isEqualTo(end);
        endWaits(account);
        assertThat(guess(account.username(), account.password()).statusCode()).isEqualTo(303);
    }

    @Test
    void forgetsWrongGuessesAfterARightOne() {
        TestAccount account = people.withPassword();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(guess(account.username(), WRONG).statusCode()).isEqualTo(401);
            }
            assertThat(guess(account.username(), account.password()).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void countsFiftyGuessesAtOnceAsFifty() throws Exception {
        TestAccount account = people.withPassword();
        List<Integer> statuses =
                inParallel(50, () -> guess(account.username(), WRONG).statusCode());
        assertThat(failures(subjects.name(account.username()))).isEqualTo(50);
        assertThat(failures(subjects.account(people.idOf(account), account.username())))
                .isEqualTo(50);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(4);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(46);
    }

    @Test
    void leavesTheOwnersBrowserAlone() {
        TestAccount account = people.withPassword();
        Browser known = story.browserOf(account);
        signOut(known);
        lock(account);
        assertThat(known.signIn(account).open("/account").at("/account")).isTrue();
        assertThat(guess(account.username(), account.password()).statusCode())
                .as("for strangers it stays locked")
                .isEqualTo(429);
    }

    @Test
    void countsWrongGuessesOfTheOwnersBrowserToo() {
        TestAccount account = people.withPassword();
        Browser known = story.browserOf(account);
        signOut(known);
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> guess(known, account.username(), WRONG).statusCode())
                .toList();
        assertThat(statuses).containsExactly(401, 401, 401, 401, 429, 429);
        assertThat(guess(account.username(), account.password()).statusCode())
                .as("a count of its own")
                .isEqualTo(303);
    }

    @Test
    void givesABrowserNothingForTheAccountsOfOthers() {
        TestAccount victim = people.withPassword();
        Browser mallorys = story.browserOf(people.withPassword());
        signOut(mallorys);
        lock(victim);
        assertThat(guess(mallorys, victim.username(), victim.password()).statusCode())
                .isEqualTo(429);
    }

    @Test
    void knowsABrowserByItsNewestSecretAlone() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        String older = browser.cookie(DEVICE);
        signOut(browser);
        browser.signIn(account);
        String newer = browser.cookie(DEVICE);
        assertThat(newer).hasSize(43).isNotEqualTo(older);
        lock(account);
        assertThat(guess(holding(older), account.username(), account.password()).statusCode())
                .isEqualTo(429);
        byte[] stored = database.sql("select secret_hash from known_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(byte[].class)
                .single();
        for (String stolen : List.of(OpaqueValues.encode(stored), HexFormat.of().formatHex(stored))) {
            assertThat(guess(holding(stolen), account.username(), account.password())
                            .statusCode())
                    .isEqualTo(429);
        }
        assertThat(guess(holding(newer), account.username(), account.password()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void keepsABrowserKnownToEverybodyWhoUsesIt() {
        TestAccount first = people.withPassword();
        TestAccount second = people.withPassword();
        Browser shared = story.browserOf(first);
        shared.signIn(second);
        signOut(shared);
        lock(first);
        assertThat(guess(shared, first.username(), first.password()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void doesNotProveAFactorByAKnownBrowser() {
        TestAccount account = people.withTotp();
        Browser known = story.browserOf(account);
        signOut(known);
        known.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(known.at("/mfa/totp")).isTrue();
    }

    @Test
    void asksForThePasswordAgainAfterFiveWrongCodesAndLooksAtNoneAfterTen() {
        TestAccount account = people.withTotp();
        for (int round = 0; round < 2; round++) {
            Browser browser = passwordOnly(account);
            for (int i = 1; i <= 4; i++) {
                browser.submit("/mfa/totp", Map.of("code", wrongCode(account)));
                assertThat(browser.page().statusCode()).isEqualTo(401);
            }
            browser.submit("/mfa/totp", Map.of("code", wrongCode(account)));
            assertThat(browser.at("/login")).isTrue();
            assertThat(browser.page().body()).contains("Too many wrong codes");
            assertThat(browser.open("/account").at("/login")).isTrue();
        }
        Browser browser = passwordOnly(account);
        browser.submit("/mfa/totp", Map.of("code", account.codeAt(0)));
        assertThat(browser.page().statusCode()).isEqualTo(429);
        assertThat(browser.page().body()).contains("15 min");
        assertThat(browser.open("/account").at("/mfa/totp")).isTrue();
        endWaits(account);
        assertThat(browser.submit("/mfa/totp", Map.of("code", account.codeAt(0)))
                        .at("/account"))
                .isTrue();
    }

    @Test
    void countsCodesForTheAccountWhateverTheSession() throws Exception {
        TestAccount account = people.withTotp();
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            browsers.add(passwordOnly(account));
        }
        String code = wrongCode(account);
        Iterator<Browser> each = browsers.iterator();
        List<Integer> statuses = inParallel(20, () -> {
            Browser browser;
            synchronized (each) {
                browser = each.next();
            }
            return browser.submitWithoutFollowing("/mfa/totp", Map.of("code", code))
                    .statusCode();
        });
        assertThat(failures(subjects.factor(people.idOf(account)))).isEqualTo(20);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
    }

    @Test
    void makesAnAddressWaitWhateverNamesItTries() {
        PasswordBrake brake = brakeForAddressesAfter(7);
        HttpServletRequest request = from("2001:db8:" + Integer.toHexString(COUNT.incrementAndGet()) + "::1");
        for (int i = 0; i < 7; i++) {
            assertThat(brake.count("spray-" + UUID.randomUUID(), null, request).verdict())
                    .isEqualTo(PasswordGuess.Verdict.CHECK);
        }
        String next = "spray-" + UUID.randomUUID();
        assertThat(brake.count(next, null, request).verdict()).isEqualTo(PasswordGuess.Verdict.WAIT);
        assertThat(exists(subjects.name(next))).as("a row for the name").isFalse();
    }

    @Test
    void givesAnAddressBackWhatWasRight() {
        PasswordBrake brake = brakeForAddressesAfter(5);
        HttpServletRequest request = from("2001:db8:" + Integer.toHexString(COUNT.incrementAndGet()) + "::1");
        for (int i = 0; i < 20; i++) {
            PasswordGuess guess = brake.count("honest-" + i, null, request);
            assertThat(guess.verdict()).isEqualTo(PasswordGuess.Verdict.CHECK);
            brake.wasRight(guess);
        }
    }

    @Test
    void doesNotCountWhatWasNotChecked() {
        PasswordBrake brake = story.server().bean(PasswordBrake.class);
        String name = "busy-" + UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            PasswordGuess guess = brake.count(name, null, from("192.0.2.77"));
            assertThat(guess.verdict()).isEqualTo(PasswordGuess.Verdict.CHECK);
            brake.wasNotChecked(guess);
        }
    }

    @Test
    void countsNothingWhenSwitchedOff() {
        BrakeProperties off = properties(false, 100);
        PasswordBrake brake = new PasswordBrake(
                story.server().bean(BrakeCounters.class),
                new Subjects(story.server().bean(SecretKeys.class), off),
                story.server().bean(KnownDevices.class),
                off,
                Clock.systemUTC());
        for (int i = 0; i < 20; i++) {
            assertThat(brake.count("load-test", null, from("192.0.2.1")).verdict())
                    .isEqualTo(PasswordGuess.Verdict.CHECK);
        }
        assertThat(exists(subjects.name("load-test"))).isFalse();
    }

    @Test
    void sweepsWhatHasExpired() {
        TestAccount account = people.withPassword();
        story.browserOf(account);
        guess(account.username() + "@example.test", WRONG);
        Counter name = subjects.name(account.username() + "@example.test");
        ExpiredBrakes sweeper = story.server().bean(ExpiredBrakes.class);
        sweeper.sweep();
        assertThat(exists(name)).isTrue();
        assertThat(devicesOf(account)).isEqualTo(1);
        endWaits(account);
        database.sql("update known_device set expires_at = now() - interval '1 second' where account_id = :id")
                .param("id", people.idOf(account))
                .update();
        sweeper.sweep();
        assertThat(exists(name)).isFalse();
        assertThat(devicesOf(account)).isZero();
    }

    @Test
    void keepsNoNameReadable() {
        String name = "secretive-" + UUID.randomUUID();
        guess(name, WRONG);
        assertThat(database.sql("select string_agg(subject, '|') from brake_counter")
                        .query(String.class)
                        .single())
                .doesNotContain(name);
    }

    @Test
    void refusesNumbersThatBrakeNothing() {
        assertThatThrownBy(() -> properties(true, 1)).hasMessageContaining("address-failures");
        assertThatThrownBy(() -> new BrakeProperties(
                        true, 101, 200, 5, 10, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofDays(1), 5, 30))
                .hasMessageContaining("password-failures");
    }

    private PasswordBrake brakeForAddressesAfter(int failures) {
        BrakeProperties properties = properties(true, failures);
        return new PasswordBrake(
                story.server().bean(BrakeCounters.class),
                new Subjects(story.server().bean(SecretKeys.class), properties),
                story.server().bean(KnownDevices.class),
                properties,
                Clock.systemUTC());
    }

    private static BrakeProperties properties(boolean enabled, int addressFailures) {
        return new BrakeProperties(
                enabled,
                5,
                addressFailures,
                5,
                10,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                5,
                30);
    }

    private static HttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    private void lock(TestAccount account) {
        for (int i = 0; i < 5; i++) {
            guess(account.username(), WRONG);
        }
        assertThat(guess(account.username(), account.password()).statusCode()).isEqualTo(429);
    }

    private HttpResponse<String> guess(String username, String password) {
        return guess(story.browser(), username, password);
    }

    private static HttpResponse<String> guess(Browser browser, String username, String password) {
        return browser.open("/login")
                .submitWithoutFollowing("/login", Map.of("username", username, "password", password));
    }

    private static void signOut(Browser browser) {
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
    }

    private Browser passwordOnly(TestAccount account) {
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/mfa/totp")).isTrue();
        return browser;
    }

    private Browser holding(String device) {
        Browser browser = story.browser();
        HttpCookie cookie = new HttpCookie(DEVICE, device);
        cookie.setPath("/");
        cookie.setDomain("localhost.local"); // as the client calls it
        cookie.setVersion(0);
        browser.cookies().getCookieStore().add(URI.create(story.server().issuer()), cookie);
        return browser;
    }

    /** Of none of the steps that could be acceptable while the test runs. */
    private static String wrongCode(TestAccount account) {
        List<String> right =
                IntStream.rangeClosed(-2, 6).mapToObj(account::codeAt).toList();
        return IntStream.range(0, 20)
                .mapToObj(i -> "%06d".formatted(i * 50_000))
                .filter(code -> !right.contains(code))
                .findFirst()
                .orElseThrow();
    }

    private void endWaits(TestAccount account) {
        for (Counter counter : List.of(
                subjects.name(account.username()),
                subjects.name(account.username() + "@example.test"),
                subjects.account(people.idOf(account), account.username()),
                subjects.factor(people.idOf(account)))) {
            database.sql(
                            "update brake_counter set expires_at = now() - interval '1 second' where kind = :kind and subject = :subject")
                    .param("kind", counter.kind().name())
                    .param("subject", counter.subject())
                    .update();
        }
    }

    private int failures(Counter counter) {
        return column("failures", counter, Integer.class);
    }

    private OffsetDateTime until(Counter counter) {
        return column("expires_at", counter, OffsetDateTime.class);
    }

    private boolean exists(Counter counter) {
        return column("count(*)", counter, Long.class) > 0;
    }

    private <T> T column(String column, Counter counter, Class<T> type) {
        return database.sql("select " + column + " from brake_counter where kind = :kind and subject = :subject")
                .param("kind", counter.kind().name())
                .param("subject", counter.subject())
                .query(type)
                .single();
    }

    private long devicesOf(TestAccount account) {
        return database.sql("select count(*) from known_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(Long.class)
                .single();
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
