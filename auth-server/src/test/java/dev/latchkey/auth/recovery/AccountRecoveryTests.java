package dev.latchkey.auth.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The way back for who has lost everything, and the owner's way to stop it. */
class AccountRecoveryTests {

    private static final UUID ADMINISTRATOR = UUID.randomUUID();
    private static final String PASSWORD = "seven quiet herons on a pond";
    private static final Map<String, String> NEW = Map.of("password", PASSWORD, "passwordConfirmation", PASSWORD);

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final AccountRecovery recovery = story.server().bean(AccountRecovery.class);

    @Test
    void setsAPasswordAndForgetsEverythingElseAfterTheWaitingPeriod() {
        TestAccount account = people.withTotp();
        Browser thief = story.browserOf(account);
        UUID id = people.idOf(account);
        String link = recovery.start(id, ADMINISTRATOR).link();
        assertThat(thief.open("/account").at("/account"))
                .as("nothing changes before")
                .isTrue();
        waitIsOver(id);

        Browser owner = story.browser().open(link);
        owner.submit("/recovery", NEW);

        assertThat(owner.at("/login")).isTrue();
        owner.submit("/login", Map.of("username", account.username(), "password", PASSWORD));
        assertThat(owner.at("/account")).as("no second factor is left").isTrue();
        assertThat(thief.open("/account").at("/login")).isTrue();
        assertThat(events(id)).containsSequence("STARTED " + ADMINISTRATOR, "FINISHED " + ADMINISTRATOR);
        assertThat(mail(account, "Your account has been recovered").text()).contains("all second factors were removed");
        assertThat(owner.open(link).page().statusCode()).as("once").isEqualTo(410);
    }

    @Test
    void waitsSoThatTheOwnerCanObject() {
        TestAccount account = people.withPassword();
        UUID id = people.idOf(account);
        String link = recovery.start(id, ADMINISTRATOR).link();
        Browser stranger = story.browser().open(link);
        assertThat(stranger.page().body()).contains("This link works from").doesNotContain("<input type=\"password\"");
        String token = link.substring(link.indexOf('=') + 1);
        assertThat(story.server().bean(AccountRecovery.class).finish(token, PASSWORD))
                .isFalse();

        Mailbox.Received mail = mail(account, "Recovery of your account");
        Browser owner = story.browser().open(mail.link());
        waitIsOver(id);
        assertThat(stranger.open(link).page().statusCode())
                .as("opened is not objected")
                .isEqualTo(200);
        owner.submit("/recovery/cancel", Map.of());

        assertThat(stranger.open(link).page().statusCode()).isEqualTo(410);
        assertThat(recovery.finish(token, PASSWORD)).isFalse();
        assertThat(events(id)).contains("CANCELLED_BY_OWNER " + ADMINISTRATOR);
        assertThat(story.browserOf(account).open("/account").at("/account")).isTrue();
    }

    @Test
    void tellsTheAddressThatWasChangedAwayToo() {
        TestAccount account = people.withPassword();
        UUID id = people.idOf(account);
        people.changedAwayFrom("before-" + account.username() + "@example.test", id, "1 hour");
        people.changedAwayFrom("long-before-" + account.username() + "@example.test", id, "-1 second");

        recovery.start(id, ADMINISTRATOR);

        Mailbox mailbox = story.server().mailbox();
        String objection = mailbox.awaitTo("before-" + account.username() + "@example.test", "Recovery of your account")
                .link();
        assertThat(mail(account, "Recovery of your account").link()).isEqualTo(objection);
        assertThat(mailbox.to("long-before-" + account.username() + "@example.test"))
                .isEmpty();
    }

    @Test
    void keepsNoLinkAndOnlyTheLatestWorks() {
        UUID id = people.idOf(people.withPassword());
        String first = recovery.start(id, ADMINISTRATOR).link();
        String second = recovery.start(id, ADMINISTRATOR).link();
        waitIsOver(id);

        assertThat(story.browser().open(first).page().statusCode()).isEqualTo(410);
        assertThat(story.browser().open(second).page().statusCode()).isEqualTo(200);
        assertThat(story.server()
                        .database()
                        .sql("select r::text from account_recovery r")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(second.substring(second.indexOf('=') + 1)));
        story.server()
                .database()
                .sql("update account_recovery set expires_at = now() where account_id = :account")
                .param("account", id)
                .update();
        assertThat(story.browser().open(second).page().statusCode()).isEqualTo(410);
        assertThat(story.browser().open("/recovery?token=nonsense").page().statusCode())
                .isEqualTo(410);
    }

    @Test
    void wantsAGoodPasswordAndLosesNothingByABadOne() {
        TestAccount account = people.withTotp();
        UUID id = people.idOf(account);
        String link = recovery.start(id, ADMINISTRATOR).link();
        waitIsOver(id);
        Browser owner = story.browser().open(link);

        owner.submit("/recovery", Map.of("password", "short", "passwordConfirmation", "short"));
        assertThat(owner.page().statusCode()).isEqualTo(400);
        owner.submit("/recovery", Map.of("password", PASSWORD, "passwordConfirmation", PASSWORD + "!"));
        assertThat(owner.page().statusCode()).isEqualTo(400);

        assertThat(story.browserOf(account).open("/account").at("/account")).isTrue();
        assertThat(owner.open(link).page().statusCode()).isEqualTo(200);
    }

    @Test
    void isUsedByOneOfTwenty() throws Exception {
        UUID id = people.idOf(people.withPassword());
        String link = recovery.start(id, ADMINISTRATOR).link();
        waitIsOver(id);
        Browser browser = story.browser().open(link);
        HttpRequest request = HttpRequest.newBuilder(URI.create(story.server().url("/recovery")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", "latchkey-csrf=" + browser.cookie("latchkey-csrf"))
                .POST(HttpRequest.BodyPublishers.ofString("token=" + browser.hiddenField("token") + "&_csrf="
                        + browser.hiddenField("_csrf") + "&password=" + PASSWORD.replace(' ', '+')
                        + "&passwordConfirmation=" + PASSWORD.replace(' ', '+')))
                .build();

        race(request);

        assertThat(events(id).stream().filter(event -> event.startsWith("FINISHED")))
                .hasSize(1);
    }

    private static void race(HttpRequest request) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        int runners = 20;
        CyclicBarrier start = new CyclicBarrier(runners);
        ExecutorService track = Executors.newFixedThreadPool(runners);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                running.add(track.submit(() -> {
                    start.await();
                    return http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                }));
            }
            for (Future<Integer> future : running) {
                assertThat(future.get()).isIn(303, 409, 410, 503);
            }
        } finally {
            track.shutdownNow();
        }
    }

    private void waitIsOver(UUID account) {
        story.server()
                .database()
                .sql("update account_recovery set opens_at = now() - interval '1 second' where account_id = :account")
                .param("account", account)
                .update();
    }

    private Mailbox.Received mail(TestAccount account, String subject) {
        return story.server().mailbox().awaitTo(account.username() + "@example.test", subject);
    }

    private List<String> events(UUID account) {
        return story.server()
                .database()
                .sql("""
                        select reason || ' ' || actor_id from security_event
                        where account_id = :account and type = 'ACCOUNT_RECOVERY' order by occurred_at
                        """)
                .param("account", account)
                .query(String.class)
                .list();
    }
}
