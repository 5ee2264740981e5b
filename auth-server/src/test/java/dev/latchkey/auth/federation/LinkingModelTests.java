package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Random histories of two people and two providers, each of which calls any address verified for whoever asks: whatever they do and
 * in whatever order, nobody is ever in an account that is not theirs. An account is somebody's who made it or proved it.
 */
class LinkingModelTests {

    private static final int HISTORIES = 6;
    private static final int STEPS = 14;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();

    /** A person, with their browser, an account with a password here, and a subject of their own at each provider. */
    private record Person(TestAccount account, Browser browser, String subject) {}

    @Test
    void nobodyEverReachesTheAccountOfSomebodyElse() throws Exception {
        for (int seed = 0; seed < HISTORIES; seed++) {
            try (StubProvider one = new StubProvider(server);
                    StubProvider two = new StubProvider(server)) {
                play(new Random(seed), List.of(one, two), "history " + seed + ": ");
            }
        }
    }

    private void play(Random random, List<StubProvider> providers, String history) {
        List<Person> persons = List.of(person(), person());
        StringBuilder told = new StringBuilder(history);
        for (int step = 0; step < STEPS; step++) {
            Person who = persons.get(random.nextInt(2));
            Person other = persons.get(who == persons.get(0) ? 1 : 0);
            StubProvider provider = providers.get(random.nextInt(2));
            String address = List.of(email(who), email(other), who.subject() + "@example.test")
                    .get(random.nextInt(3));
            provider.person(who.subject(), address);
            int act = random.nextInt(7);
            told.append(who.account().username())
                    .append(' ')
                    .append(act)
                    .append(' ')
                    .append(address)
                    .append("; ");
            act(act, who, provider);
            assertThat(ownerOf(who.browser()))
                    .as(told.toString())
                    .isIn("", who.account().username(), who.subject());
        }
        for (Person person : persons) {
            for (StubProvider provider : providers) {
                provider.person(person.subject(), null);
                String in = ownerOf(provider.signIn(story.browser()));
                assertThat(in).as(told.toString()).isIn("", person.account().username(), person.subject());
            }
        }
    }

    private void act(int act, Person who, StubProvider provider) {
        Browser browser = who.browser();
        switch (act) {
            case 0 -> browser.signIn(who.account());
            case 1 ->
                browser.open("/connect/logout")
                        .postRaw("/connect/logout", Map.of("decision", "yes", "_csrf", csrf(browser)));
            case 2 -> provider.signIn(browser);
            case 3 -> {
                provider.signIn(browser);
                browser.open("/login");
                browser.postRaw(
                        "/signup/federated", Map.of("username", who.subject(), "name", "N", "_csrf", csrf(browser)));
            }
            case 4 -> {
                browser.signIn(who.account()).open("/account/identities");
                if (browser.page().body().contains("/account/identities/new/" + provider.name())) {
                    browser.submit("/account/identities/new/" + provider.name(), Map.of());
                    browser.open(provider.comeBack(StubProvider.address(browser)));
                }
                confirm(browser);
            }
            case 5 -> confirm(browser);
            default -> unlink(browser);
        }
    }

    private void confirm(Browser browser) {
        browser.open("/login");
        browser.postRaw("/account/identities/new", Map.of("_csrf", csrf(browser)));
    }

    private void unlink(Browser browser) {
        browser.open("/account/identities");
        if (browser.at("/account/identities") && browser.page().body().contains("/removal")) {
            String path = browser.page()
                    .body()
                    .replaceFirst("(?s).*?action=\"(/account/identities/[^\"]*/removal)\".*", "$1");
            browser.submit(path, Map.of());
        }
    }

    private Person person() {
        TestAccount account = people.withPassword();
        return new Person(account, story.browser(), "model-" + COUNT.incrementAndGet());
    }

    private String ownerOf(Browser browser) {
        browser.open("/account/profile");
        return browser.at("/account/profile")
                ? browser.page().body().replaceFirst("(?s).*name=\"username\"[^>]*value=\"([^\"]*)\".*", "$1")
                : "";
    }

    private static String email(Person person) {
        return person.account().username() + "@example.test";
    }

    private static String csrf(Browser browser) {
        return browser.page().body().contains("name=\"_csrf\"") ? browser.hiddenField("_csrf") : "none";
    }
}
