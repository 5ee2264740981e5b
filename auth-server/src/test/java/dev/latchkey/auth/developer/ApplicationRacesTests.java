package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds when many come at once. */
class ApplicationRacesTests {

    private static final int AT_ONCE = 50;

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final Portal portal = new Portal(story);
    private final TestAccount owner = people.withPassword();
    private final Browser browser = story.browserOf(owner);
    private final JdbcClient database = story.server().database();

    @Test
    @DisplayName("PT-14: fifty registrations at once stop at the quota")
    void registersNoMoreThanTheQuota() throws Exception {
        for (int n = 0; n < 15; n++) {
            portal.register(browser, Map.of("name", "Application " + n));
        }
        browser.open(Portal.NEW + "?kind=web-server");
        Map<String, String> form = Map.of(
                "_csrf",
                browser.hiddenField("_csrf"),
                "kind",
                "web-server",
                "name",
                "One more",
                "redirect_uris",
                Portal.CALLBACK);

        List<Integer> answers =
                atOnce(() -> copyOf(browser).postRaw(Portal.NEW, form).page().statusCode());

        assertThat(portal.countOf(owner)).isEqualTo(20);
        assertThat(answers).containsOnly(200, 403);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(5);
    }

    @Test
    @DisplayName("PT-02: fifty new secrets at once, and never a third one lives")
    void makesNoThirdSecret() throws Exception {
        TestClient client = portal.registered(browser);
        browser.open(portal.pathOf(client) + "/credentials");
        Map<String, String> form = Map.of("_csrf", browser.hiddenField("_csrf"));

        List<Integer> answers = atOnce(() -> copyOf(browser)
                .postRaw(portal.pathOf(client) + "/credentials", form)
                .page()
                .statusCode());

        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers).containsOnly(200, 409);
        assertThat(database.sql("select count(*) from client_secret where client_id = :id")
                        .param("id", portal.idOf(client))
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "PT-17: an offer that is taken fifty times at once, and withdrawn meanwhile, is taken once or not at all")
    void isGivenAwayOnce() throws Exception {
        TestClient client = portal.registered(browser);
        TestAccount receiver = people.withPassword();
        Browser theirs = story.browserOf(receiver);
        String danger = portal.pathOf(client) + "/danger";
        String offer = "/developer/transfers/" + portal.idOf(client);
        browser.open(danger).submit(danger + "/transfer", Map.of("email", receiver.username() + "@example.test"));
        theirs.open(offer);
        Map<String, String> taking = Map.of("_csrf", theirs.hiddenField("_csrf"));
        browser.open(danger);
        Map<String, String> keeping = Map.of("_csrf", browser.hiddenField("_csrf"));

        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            work.add(() -> copyOf(theirs).postRaw(offer, taking).page().statusCode());
        }
        work.add(() -> copyOf(browser).postRaw(danger + "/keep", keeping).page().statusCode());
        List<Integer> answers = all(work);

        long taken = answers.subList(0, AT_ONCE).stream()
                .filter(status -> status == 200)
                .count();
        assertThat(taken).isLessThanOrEqualTo(1);
        assertThat(portal.countOf(receiver)).isEqualTo(taken);
        assertThat(portal.countOf(owner)).isEqualTo(1 - taken);
        assertThat(answers).allMatch(status -> status < 500);
    }

    @Test
    @DisplayName("An unverified application has as many people as it may have, however many allow it at once")
    void takesTheLastPlaceOnce() throws Exception {
        TestClient client = portal.registered(browser);
        portal.publish(browser, client);
        List<Browser> waiting = IntStream.range(0, 8)
                .mapToObj(i -> story.browserOf(people.withPassword()))
                .toList();
        waiting.forEach(person ->
                assertThat(portal.asksFor(person, client).at("/oauth2/consent")).isTrue());
        fillUpTo(client, 97);

        List<Callable<HttpResponse<String>>> work = new ArrayList<>();
        waiting.forEach(person ->
                work.add(() -> person.submitWithoutFollowing("/oauth2/consent", Map.of("decision", "allow"))));
        List<HttpResponse<String>> answers = all(work);

        List<Redirect> redirects = answers.stream()
                .map(answer -> Redirect.of(
                        URI.create(answer.headers().firstValue("Location").orElseThrow())))
                .toList();
        assertThat(redirects.stream().filter(answer -> answer.parameters().containsKey("code")))
                .hasSize(3);
        assertThat(redirects.stream().filter(answer -> "access_denied".equals(answer.error())))
                .hasSize(5);
        assertThat(peopleOf(client)).isEqualTo(100);
    }

    @Test
    @DisplayName("RB-19: one consent answered twenty times at once gives one code")
    void answersAConsentOnce() throws Exception {
        TestClient client = portal.registered(browser);
        portal.asksFor(browser, client);
        Map<String, String> form = Map.of(
                "_csrf", browser.hiddenField("_csrf"),
                "request", browser.hiddenField("request"),
                "shown", browser.hiddenField("shown"),
                "scope", "profile",
                "decision", "allow");

        List<HttpResponse<String>> answers =
                atOnce(() -> copyOf(browser).postRaw("/oauth2/consent", form).page());

        assertThat(answers.stream()
                        .filter(answer -> answer.headers()
                                .firstValue("Location")
                                .orElse("")
                                .contains("code=")))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 400))
                .hasSize(AT_ONCE - 1);
        assertThat(copyOf(browser).postRaw("/oauth2/consent", form).page().statusCode())
                .as("RB-20: and not later either")
                .isEqualTo(400);
    }

    private void fillUpTo(TestClient client, int count) {
        database.sql("""
                        with people as (
                          insert into account (id, username, username_key, email, email_key, email_verified, name, enabled,
                                               created_at, updated_at, version)
                          select gen_random_uuid(), u, u, u || '@example.test', u || '@example.test', true, u, true, now(), now(), 0
                          from (select 'place-' || gen_random_uuid() as u from generate_series(1, :count)) names
                          returning id)
                        insert into oauth_consent (account_id, client_id, resource, scopes, fingerprint, granted_at, updated_at)
                        select id, :client, '', '{openid}', 'x', now(), now() from people
                        """)
                .param("count", count)
                .param("client", portal.idOf(client))
                .update();
    }

    private long peopleOf(TestClient client) {
        return database.sql("select count(distinct account_id) from oauth_consent where client_id = :id")
                .param("id", portal.idOf(client))
                .query(Long.class)
                .single();
    }

    /** The same browser, on a connection of its own. */
    private Browser copyOf(Browser other) {
        Browser copy = story.browser();
        other.cookies()
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> copy.cookies()
                        .getCookieStore()
                        .add(URI.create(story.server().issuer()), cookie));
        return copy;
    }

    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        return all(Stream.generate(() -> work).limit(AT_ONCE).toList());
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
