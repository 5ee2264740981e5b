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
import java.util.Arrays;
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
import org.junit.jupiter.api.TestReporter;

/** What providers do at their worst, at each place where they are asked: a page that says so, in time, and nothing left behind. */
class UpstreamTroubleTests {

    /** The limits make five seconds of it; a busy machine may add some of its own, and the slow one takes thirty. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int SIGN_INS = 20;

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
    void saysSoBeforeAnybodyIsSentToASamlProviderThatIsInTrouble() throws Exception {
        try (StubSamlProvider broken = new StubSamlProvider(server)) {
            metadataTroubles().forEach((trouble, handler) -> {
                broken.publishing(handler);
                assertFriendly(
                        trouble, story.browser().open("/login"), browser -> browser.submit(broken.start(), Map.of()));
            });
        }
    }

    /** An answer that is signed with a key that nobody here knows yet makes the metadata be looked at again. */
    @Test
    void saysSoWhenTheNewKeyOfASamlProviderCannotBeHad() throws Exception {
        try (StubSamlProvider broken = new StubSamlProvider(server)) {
            broken.person(name, name + "@example.test");
            Map<String, Browser> sent = new LinkedHashMap<>();
            metadataTroubles().keySet().forEach(trouble -> {
                Browser browser = story.browser().open("/login");
                sent.put(trouble, browser.submit(broken.start(), Map.of()));
            });
            broken.rotate(true);
            metadataTroubles().forEach((trouble, handler) -> {
                broken.publishing(handler);
                Browser browser = sent.get(trouble);
                Map<String, String> answer = broken.visit(StubProvider.address(browser));
                assertFriendly(trouble, browser, one -> broken.post(answer, one));
            });
        }
    }

    @Test
    void noticesThatASamlProviderHasGoneDownSinceItWasAskedLast() throws Exception {
        TestClock clock = new TestClock();
        try (StubSamlProvider saml = new StubSamlProvider(server)) {
            SamlDiscovery discovery =
                    new SamlDiscovery(server.bean(OutboundClient.class), server.bean(SamlProviders.class), clock);
            discovery.current(saml.provider());
            saml.goDown();

            assertThat(discovery.current(saml.provider()).entityId()).isEqualTo(saml.entityId());
            clock.advance(Duration.ofSeconds(6));

            assertThat(discovery.of(saml.provider()).entityId())
                    .as("whoever comes back is taken in")
                    .isEqualTo(saml.entityId());
            assertThatThrownBy(() -> discovery.current(saml.provider()))
                    .isInstanceOfSatisfying(
                            UpstreamException.class,
                            down -> assertThat(down.reason()).isEqualTo(UpstreamException.Reason.UNAVAILABLE));
        }
    }

    /** Whoever publishes for others and is down says nothing of them. */
    @Test
    void sendsPeopleToASamlProviderWhoseMetadataIsElsewhere() throws Exception {
        TestClock clock = new TestClock();
        try (StubSamlProvider saml = new StubSamlProvider(server);
                StubSamlProvider publisher = new StubSamlProvider(server)) {
            SamlProviders rows = server.bean(SamlProviders.class);
            publisher.publishing(
                    exchange -> OutsideWorld.send(exchange, 200, "application/samlmetadata+xml", saml.metadata()));
            rows.change(saml.provider(), new SamlSettings(publisher.url("/metadata"), "", "", "email", false));
            SamlDiscovery discovery = new SamlDiscovery(server.bean(OutboundClient.class), rows, clock);
            discovery.current(saml.provider());
            publisher.goDown();
            clock.advance(Duration.ofMinutes(1));
            assertThat(discovery.current(saml.provider()).entityId()).isEqualTo(saml.entityId());
        }
    }

    @Test
    void aPasswordSignsInWhileEveryPlaceAtAProviderIsTaken(TestReporter reporter) throws Exception {
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
                waiting.add(thread);
            }
            long[] without = signIns(alice);
            waiting.forEach(Thread::start);
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

            long[] with = signIns(alice);
            assertThat(healthy.signIn(story.browser()).at("/signup/federated")).isTrue();
            Browser refused = story.browser().open("/login").submit(stub.start(), Map.of());
            assertThat(refused.page().statusCode()).isEqualTo(503);
            assertThat(refused.page().body()).contains("takes no more sign-ins", "Sign in another way");
            assertThat(hanging).as("all of it while they hang").hasValue(places);
            reporter.publishEntry(Map.of(
                    "median without", without[SIGN_INS / 2] / 1_000 + " µs",
                    "median while all places hang", with[SIGN_INS / 2] / 1_000 + " µs"));

            end.countDown();
            for (Thread thread : waiting) {
                thread.join(30_000);
            }
        }
    }

    /** All of them get in; durations in ns, shortest first. */
    private long[] signIns(TestAccount account) {
        long[] took = new long[SIGN_INS];
        for (int i = 0; i < SIGN_INS; i++) {
            Browser browser = story.browser().open("/login");
            long before = System.nanoTime();
            browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
            took[i] = System.nanoTime() - before;
            assertThat(browser.at("/account")).isTrue();
        }
        Arrays.sort(took);
        return took;
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

    private Map<String, HttpHandler> metadataTroubles() {
        Map<String, HttpHandler> troubles = troubles();
        troubles.put(
                "of somebody else",
                exchange -> OutsideWorld.send(
                        exchange,
                        200,
                        "application/samlmetadata+xml",
                        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:other\"/>"));
        troubles.put(
                "entities in entities",
                exchange -> OutsideWorld.send(
                        exchange,
                        200,
                        "application/samlmetadata+xml",
                        "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(1000) + "\"><!ENTITY b \"" + "&a;".repeat(1000)
                                + "\">]><x>&b;</x>"));
        return troubles;
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
