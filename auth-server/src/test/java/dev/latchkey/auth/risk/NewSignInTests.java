package dev.latchkey.auth.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What happens when somebody signs in from where they have not been before. */
class NewSignInTests {

    private static final String SUBJECT = "A new sign-in to your account";
    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    /** MF-18. */
    @Test
    void isToldOfABrowserThatIsNewAndNotOfOneThatIsFamiliar() {
        TestAccount account = people.withPassword();
        Browser usual = story.browserOf(account);
        assertThat(notices(account)).as("the first sign-in of all is no news").isZero();
        signOut(usual);
        usual.signIn(account);
        assertThat(notices(account)).as("a familiar browser is no news").isZero();

        story.browserOf(account);

        Mailbox.Received mail = mail(account);
        assertThat(mail.text())
                .contains("127.0.0.1", "Time: ", "Device: ", story.server().url("/sign-in/not-me?token="));
        assertThat(events(account)).contains("NEW_DEVICE");
    }

    @Test
    void isToldOfANetworkThatIsNew() {
        TestAccount account = people.withPassword();
        Browser usual = story.browserOf(account);
        signOut(usual);
        story.server()
                .database()
                .sql(
                        "update familiar_origin set subject = sha256(subject) where kind = 'NETWORK' and account_id = :account")
                .param("account", people.idOf(account))
                .update();

        usual.signIn(account);

        assertThat(notices(account)).isOne();
    }

    @Test
    void isNotToldOfWhoeverHasOnlyThePassword() {
        TestAccount account = people.withTotp();
        story.browserOf(account);
        Browser thief = story.browser().open("/login");
        thief.submit("/login", Map.of("username", account.username(), "password", account.password()));

        assertThat(thief.at("/mfa/totp")).isTrue();
        assertThat(notices(account)).isZero();
    }

    @Test
    void endsEverythingWhenItsOwnerSaysSo() {
        TestAccount account = people.withPassword();
        Browser owner = story.browserOf(account);
        Browser thief = story.browserOf(account);
        String refreshToken =
                story.tokens(thief, TestClient.WEB, "openid notes:read").text("refresh_token");
        Browser mailProgram = story.browser();
        String link = mail(account).link();
        mailProgram.open(link);
        assertThat(thief.open("/account").at("/account"))
                .as("a link that was opened did nothing")
                .isTrue();

        HttpResponse<String> answer = mailProgram.submitWithoutFollowing("/sign-in/not-me", Map.of());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/password/forgot");
        assertThat(thief.open("/account").at("/login")).isTrue();
        assertThat(owner.open("/account").at("/login")).isTrue();
        assertThat(story.relyingParty(TestClient.WEB).refresh(refreshToken).refusal())
                .isEqualTo("400 invalid_grant");
        assertThat(events(account)).contains("SIGN_IN_DISOWNED");
        assertThat(mailProgram.open(link).page().statusCode()).as("once").isEqualTo(410);
    }

    @Test
    void isTheEndOfTheOldPasswordWhenItsOwnerSaysSo() {
        TestAccount account = people.withPassword();
        story.browserOf(account);
        story.browserOf(account);
        Browser owner = story.browser();
        owner.open(mail(account).link()).submit("/sign-in/not-me", Map.of());

        assertThat(signIn(account, account.password()))
                .as("the right password is answered as a wrong one is")
                .isEqualTo(signIn(account, "a wrong password"));
        Mailbox.Received reset = story.server().mailbox().awaitTo(account.username() + "@example.test", 2);
        assertThat(reset.link()).contains("/password/reset?token=");
        String chosen = "a new one that nobody else knows 7";
        owner.open(reset.link()).submit("/password/reset", Map.of("password", chosen, "passwordConfirmation", chosen));

        assertThat(signIn(account, account.password()).get(0)).isEqualTo(401);
        assertThat(signIn(account, chosen).get(0)).isEqualTo(200);
        assertThat(story.server()
                        .database()
                        .sql(
                                "select reason from security_event where account_id = :account and outcome = 'FAILURE' order by occurred_at")
                        .param("account", people.idOf(account))
                        .query(String.class)
                        .list())
                .containsExactly("PASSWORD_BLOCKED", "PASSWORD_BLOCKED", "WRONG_PASSWORD");
    }

    /** What somebody sees who tries: the status, and the page without what is different in each. */
    private List<Object> signIn(TestAccount account, String password) {
        Browser browser = story.browser().open("/login");
        HttpResponse<String> answer = browser.submit(
                        "/login", Map.of("username", account.username(), "password", password))
                .page();
        return List.of(answer.statusCode(), answer.body().replaceAll("(nonce|value)=\"[^\"]*\"", ""));
    }

    @Test
    void takesALinkOnceAndForAWeek() throws Exception {
        TestAccount account = people.withPassword();
        story.browserOf(account);
        story.browserOf(account);
        Browser browser = story.browser();
        browser.open(mail(account).link());
        String token = browser.hiddenField("token");
        assertThat(story.server()
                        .database()
                        .sql("select d::text from disowning_link d")
                        .query(String.class)
                        .list())
                .as("what is stored opens nothing")
                .noneMatch(row -> row.contains(token));
        HttpRequest request = HttpRequest.newBuilder(URI.create(story.server().url("/sign-in/not-me")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", "latchkey-csrf=" + browser.cookie("latchkey-csrf"))
                .POST(HttpRequest.BodyPublishers.ofString("token=" + token + "&_csrf=" + browser.hiddenField("_csrf")))
                .build();

        List<Integer> answers = race(request);

        assertThat(answers.stream().filter(status -> status == 303)).hasSize(1);
        assertThat(answers.stream().filter(status -> status == 410)).hasSize(RUNNERS - 1);

        story.server()
                .database()
                .sql("update account set password_blocked_at = null where id = :account")
                .param("account", people.idOf(account))
                .update();
        story.browserOf(account);
        String second = story.server()
                .mailbox()
                .awaitTo(account.username() + "@example.test", 2)
                .link();
        story.server()
                .database()
                .sql("update disowning_link set expires_at = now() where account_id = :account")
                .param("account", people.idOf(account))
                .update();
        assertThat(browser.open(second).page().statusCode()).isEqualTo(410);
        assertThat(browser.open("/sign-in/not-me?token=x").page().statusCode()).isEqualTo(410);
    }

    private static List<Integer> race(HttpRequest request) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        CyclicBarrier start = new CyclicBarrier(RUNNERS);
        ExecutorService track = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                running.add(track.submit(() -> {
                    start.await();
                    return http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                }));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> future : running) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            track.shutdownNow();
        }
    }

    private Mailbox.Received mail(TestAccount account) {
        return story.server().mailbox().awaitTo(account.username() + "@example.test", SUBJECT);
    }

    /** How many are on their way: mails are sent in the background, their links are there at once. */
    private int notices(TestAccount account) {
        return story.server()
                .database()
                .sql("select count(*) from disowning_link where account_id = :account")
                .param("account", people.idOf(account))
                .query(Integer.class)
                .single();
    }

    private List<String> events(TestAccount account) {
        return story.server()
                .database()
                .sql("select type from security_event where account_id = :account")
                .param("account", people.idOf(account))
                .query(String.class)
                .list();
    }

    private static void signOut(Browser browser) {
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
    }
}
