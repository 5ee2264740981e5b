package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What providers do at their worst, at each place where they are asked: a page that says so, in time, and nothing left behind. */
class UpstreamTroubleTests {

    /** The limits make five seconds of it; a busy machine may add some of its own, and the slow one takes thirty. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private final String name = "trouble-" + UUID.randomUUID().toString().substring(0, 8);
    private final CountDownLatch end = new CountDownLatch(1);
    private StubProvider stub;

    @BeforeEach
    void start() throws Exception {
        stub = new StubProvider(server);
        stub.person(name, name + "@example.test");
    }

    @AfterEach
    void stop() {
        end.countDown();
        stub.close();
    }

    @Test
    void saysSoBeforeAnybodyIsSentToAProviderThatIsInTrouble() throws Exception {
        Map<String, HttpHandler> troubles = troubles();
        troubles.put(
                "of another issuer", exchange -> StubProvider.json(exchange, Map.of("issuer", "https://other.test")));
        for (Map.Entry<String, HttpHandler> trouble : troubles.entrySet()) {
            try (StubProvider broken = new StubProvider(server)) {
                broken.discovery(trouble.getValue());
                assertFriendly(
                        trouble.getKey(),
                        story.browser().open("/login"),
                        browser -> browser.submit(broken.start(), Map.of()));
            }
        }
    }

    @Test
    void saysSoWhenTheKeysCannotBeHad() throws Exception {
        for (Map.Entry<String, HttpHandler> trouble : troubles().entrySet()) {
            try (StubProvider broken = new StubProvider(server)) {
                broken.person(name, name + "@example.test").keySet(trouble.getValue());
                Browser browser = story.browser();
                String answer = broken.goFrom(browser);
                assertFriendly(trouble.getKey(), browser, one -> one.open(answer));
            }
        }
    }

    @Test
    void saysSoWhenTheCodeCannotBeRedeemed() {
        troubles().forEach((trouble, handler) -> {
            stub.tokenEndpoint(handler);
            Browser browser = story.browser();
            String answer = stub.goFrom(browser);
            assertFriendly(trouble, browser, one -> one.open(answer));
        });
    }

    /** What was known of the provider some seconds ago is not taken for current when somebody is to be sent there. */
    @Test
    void noticesThatAProviderHasGoneDownSinceItWasAskedLast() throws Exception {
        TestClock clock = new TestClock();
        Discovery discovery = new Discovery(server.bean(OutboundClient.class), clock);
        discovery.current(stub.provider());
        stub.discovery(exchange -> OutsideWorld.send(exchange, 503, "text/plain", ""));

        assertThat(discovery.current(stub.provider()).issuer()).isEqualTo(stub.issuer());
        clock.advance(Duration.ofSeconds(6));

        assertThat(discovery.of(stub.provider()).issuer())
                .as("whoever comes back is taken in")
                .isEqualTo(stub.issuer());
        assertThatThrownBy(() -> discovery.current(stub.provider()))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        down -> assertThat(down.reason()).isEqualTo(UpstreamException.Reason.UNAVAILABLE));
    }

    @Test
    void aPasswordSignsInWhileEveryPlaceAtAProviderIsTaken() throws Exception {
        TestAccount alice = people.withPassword();
        UpstreamCalls calls = server.bean(UpstreamCalls.class);
        Provider slow = stub.provider();
        try (StubProvider healthy = new StubProvider(server)) {
            healthy.person(name, name + "@example.test");
            int places = server.bean(FederationProperties.class).concurrency() * 2 / 3;
            CountDownLatch inside = new CountDownLatch(places);
            AtomicInteger hanging = new AtomicInteger();
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < places; i++) {
                Thread thread = new Thread(() -> hang(calls, slow, inside, hanging));
                thread.setDaemon(true);
                thread.start();
                waiting.add(thread);
            }
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(story.browserOf(alice).at("/account")).isTrue();
            assertThat(healthy.signIn(story.browser()).at("/signup/federated")).isTrue();
            Browser refused = story.browser().open("/login").submit(stub.start(), Map.of());
            assertThat(refused.page().statusCode()).isEqualTo(503);
            assertThat(refused.page().body()).contains("takes no more sign-ins", "Sign in another way");
            assertThat(hanging).as("all of it while they hang").hasValue(places);

            end.countDown();
            for (Thread thread : waiting) {
                thread.join(30_000);
            }
        }
    }

    /** In a call that does not even end when it is given up. */
    private void hang(UpstreamCalls calls, Provider provider, CountDownLatch inside, AtomicInteger hanging) {
        Callable<String> call = () -> {
            hanging.incrementAndGet();
            inside.countDown();
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException givenUp) {
                    // A provider does not hear that either.
                }
            }
            hanging.decrementAndGet();
            return "";
        };
        try {
            calls.within(provider, call);
        } catch (UpstreamException late) {
            // As is to be expected.
        }
    }

    private Map<String, HttpHandler> troubles() {
        Map<String, HttpHandler> troubles = new LinkedHashMap<>();
        troubles.put("30 s slow", exchange -> {
            try {
                end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        troubles.put("garbage", exchange -> OutsideWorld.send(exchange, 200, "application/json", "<html>}{"));
        troubles.put("an array", exchange -> OutsideWorld.send(exchange, 200, "application/json", "[]"));
        troubles.put("10 MB", exchange -> OutsideWorld.send(exchange, 200, "application/json", "x".repeat(10_000_000)));
        troubles.put("500", exchange -> OutsideWorld.send(exchange, 500, "text/plain", ""));
        troubles.put("a redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://localhost:1/");
            OutsideWorld.send(exchange, 302, "text/plain", "");
        });
        return troubles;
    }

    /** In time, says it, offers another way, and leaves neither an account nor a session. */
    private void assertFriendly(String trouble, Browser browser, Consumer<Browser> step) {
        long start = System.nanoTime();
        step.accept(browser);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(trouble).isLessThan(LIMIT);
        assertThat(browser.page().statusCode()).as(trouble).isIn(503, 401);
        assertThat(browser.page().body()).as(trouble).contains("That didn’t work", "Sign in another way");
        assertThat(browser.open("/account").at("/login")).as(trouble).isTrue();
        assertThat(server.database()
                        .sql("select (select count(*) from account where email = :email)"
                                + " + (select count(*) from federated_arrival where subject = :subject)")
                        .param("email", name + "@example.test")
                        .param("subject", name)
                        .query(Integer.class)
                        .single())
                .as(trouble)
                .isZero();
    }
}
