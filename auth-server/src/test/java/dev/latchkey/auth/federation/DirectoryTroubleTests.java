package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;
import dev.latchkey.auth.ldap.LdapFront;
import dev.latchkey.auth.ldap.TestDirectory;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.TestAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A directory at its worst: a page that says so, in time, and nothing left behind; and whoever has a password here is not held up. */
class DirectoryTroubleTests {

    /** The limits make less than five seconds of it; a busy machine may add some of its own, and the slow one takes thirty. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int SIGN_INS = 20;
    /** As many may wait for the directory at once. */
    private static final int PLACES = 8;

    private final LdapFront front = DirectoryServer.front();
    private final NewAccounts people = new NewAccounts(DirectoryServer.running());
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void passOn() {
        end.countDown();
        front.passOn();
    }

    @Test
    void saysSoInTimeAndMakesNothing() throws Exception {
        LDAPListener huge = answering(List.of(entry("x".repeat(10_000_000))));
        try {
            Map<String, LdapFront.Behaviour> troubles = new LinkedHashMap<>();
            troubles.put("30 s slow", visitor -> end.await(30, TimeUnit.SECONDS));
            troubles.put("down", visitor -> {});
            troubles.put("garbage", visitor -> {
                visitor.getInputStream().read();
                visitor.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n<html>}{".getBytes(StandardCharsets.US_ASCII));
            });
            troubles.put("an answer that says it has 2 GB", visitor -> {
                visitor.getInputStream().read();
                visitor.getOutputStream().write(new byte[] {0x30, (byte) 0x84, 0x7F, -1, -1, -1, 0x02, 0x01, 0x01});
                end.await(30, TimeUnit.SECONDS);
            });
            troubles.put("an entry of 10 MB", front.passingTo(huge.getListenPort()));
            TestDirectory.Person person = DirectoryServer.ldap().newPerson();
            troubles.forEach((trouble, behaviour) -> {
                front.behave(behaviour);
                assertUnavailable(trouble, person);
            });
        } finally {
            huge.shutDown(true);
        }
    }

    /** It was asked for two at most. */
    @Test
    void letsNobodyInByTenMegabytesOfEntries() throws Exception {
        Entry one = entry("x".repeat(5_000));
        LDAPListener endless =
                answering(IntStream.range(0, 2_000).mapToObj(i -> one).toList());
        try {
            front.behave(front.passingTo(endless.getListenPort()));
            Browser browser = DirectoryServer.signIn("somebody", "password");
            assertThat(browser.page().statusCode()).isIn(401, 503);
            assertThat(browser.open("/account").at("/login")).isTrue();
        } finally {
            endless.shutDown(true);
        }
    }

    /** As many people wait for it as may, all the time, and it does not answer before the last of those has signed in. */
    @Test
    void holdsUpNobodyWhoHasAPasswordHere(TestReporter reporter) throws Exception {
        TestAccount local = people.withPassword();
        long[] without = signIns(local);

        AtomicInteger asked = new AtomicInteger();
        front.behave(visitor -> {
            asked.incrementAndGet();
            end.await();
        });
        ExecutorService visitors = Executors.newFixedThreadPool(PLACES);
        try {
            List<Future<List<Integer>>> waiting = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                String name = "waits-" + i + "-" + UUID.randomUUID();
                waiting.add(visitors.submit(() -> tryUntilTheEnd(name)));
            }
            while (asked.get() < PLACES) {
                Thread.onSpinWait();
            }

            long[] with = signIns(local);

            assertThat(end.getCount()).as("nobody has been answered until now").isOne();
            end.countDown();
            for (Future<List<Integer>> one : waiting) {
                assertThat(one.get(60, TimeUnit.SECONDS)).allMatch(status -> status == 503);
            }
            reporter.publishEntry(Map.of(
                    "median without", without[SIGN_INS / 2] / 1_000 + " µs",
                    "median while it hangs", with[SIGN_INS / 2] / 1_000 + " µs"));
        } finally {
            end.countDown();
            visitors.shutdownNow();
        }
    }

    /** What those heard who had been told before the end came. */
    private List<Integer> tryUntilTheEnd(String name) {
        List<Integer> answers = new ArrayList<>();
        while (end.getCount() > 0) {
            int status = DirectoryServer.signIn(name, "some password").page().statusCode();
            if (end.getCount() > 0) {
                answers.add(status);
            }
        }
        return answers;
    }

    /** Durations in ns, shortest first. */
    private static long[] signIns(TestAccount account) {
        long[] took = new long[SIGN_INS];
        for (int i = 0; i < SIGN_INS; i++) {
            Browser browser = new Browser(DirectoryServer.running()).open("/login");
            long before = System.nanoTime();
            browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
            took[i] = System.nanoTime() - before;
            assertThat(browser.at("/account")).isTrue();
        }
        Arrays.sort(took);
        return took;
    }

    private static void assertUnavailable(String trouble, TestDirectory.Person person) {
        long start = System.nanoTime();
        Browser browser = DirectoryServer.signIn(person.uid(), person.password());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(trouble).isLessThan(LIMIT);
        assertThat(browser.page().statusCode()).as(trouble).isEqualTo(503);
        assertThat(browser.page().body()).as(trouble).contains("answer at the moment");
        assertThat(browser.open("/account").at("/login")).as(trouble).isTrue();
        assertThat(DirectoryServer.count(
                        "select (select count(*) from account where email = :value)"
                                + " + (select count(*) from federated_arrival where email = :value)",
                        person.email()))
                .as(trouble)
                .isZero();
    }

    /** Somebody whom a search for {@code somebody} finds, whose password is right whatever it is. */
    private static Entry entry(String description) throws Exception {
        return new Entry(
                "dn: uid=somebody," + TestDirectory.BASE,
                "objectClass: inetOrgPerson",
                "uid: somebody",
                "entryUUID: " + UUID.randomUUID(),
                "displayName: " + description);
    }

    private static LDAPListener answering(List<Entry> entries) throws Exception {
        LDAPListener listener = new LDAPListener(new LDAPListenerConfig(
                0, new CannedResponseRequestHandler(ResultCode.SUCCESS, null, null, null, entries, List.of())));
        listener.startListening();
        return listener;
    }
}
