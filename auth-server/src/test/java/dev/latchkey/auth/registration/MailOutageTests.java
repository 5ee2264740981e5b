package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.SilentServer;
import dev.latchkey.auth.testing.TestAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RF-08: the mail server is away, then silent, then back. */
class MailOutageTests {

    private static final String PASSWORD = "treacle well and dormouse";

    /** How long the server waits for an answer of a mail server: longer than anybody waits for a page here. */
    private static final Duration SMTP_PATIENCE = Duration.ofMinutes(5);

    private static Socket reservation;
    private static int port;
    private static AuthServer server;

    @BeforeAll
    static void startWithAMailServerThatIsAway() throws IOException {
        reservation = new Socket();
        reservation.bind(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)); // bound, and refuses connections
        port = reservation.getLocalPort();
        server = AuthServer.startedWith(
                "--spring.mail.port=" + port,
                "--spring.mail.properties.mail.smtp.timeout=" + SMTP_PATIENCE.toMillis(),
                "--latchkey.mail.first-retry=1s",
                "--latchkey.mail.longest-retry=1s",
                "--db-scheduler.polling-interval=200ms");
    }

    @AfterAll
    static void stop() throws IOException {
        server.stop();
        reservation.close();
    }

    @Test
    @DisplayName("RF-08: everybody is answered as always, and each mail that is still of use arrives once")
    void answersAsAlwaysAndDeliversOnceWhenItIsBack() throws Exception {
        Visit whileAway = visit("away");
        awaitFailuresOf(whileAway);
        String expired = expire();

        reservation.close();
        Visit whileSilent;
        try (SilentServer silent = SilentServer.at(port)) {
            await("a delivery that hangs", () -> silent.connections() > 0);
            whileSilent = visit("silent");
            await("requests that are looked at although mails hang", () -> requests() == 0);
            assertThat(silent.isHeld())
                    .as("the delivery has hung all the while")
                    .isTrue();
        }

        Mailbox back = Mailbox.at(port);
        try {
            Visit afterwards = visit("back");
            await("an empty queue", () -> waiting() == 0);

            assertThat(whileAway.answers()).isEqualTo(afterwards.answers());
            assertThat(whileSilent.answers()).isEqualTo(afterwards.answers());
            for (Visit visit : List.of(whileAway, whileSilent, afterwards)) {
                assertThat(subjects(back, visit.newcomer()))
                        .as("signing up, and asking again")
                        .containsExactly("Confirm your e-mail address", "Confirm your e-mail address");
                assertThat(subjects(back, visit.owner()))
                        .containsExactlyInAnyOrder("You have an account already", "Choose a new password");
                assertThat(back.to(visit.stranger())).isEmpty();
            }
            assertThat(back.to(expired)).as("what is too late").isEmpty();
        } finally {
            back.close();
        }
    }

    /** What a few people do and see, and the addresses that they give. */
    private record Visit(String newcomer, String owner, String stranger, List<String> answers) {}

    private static Visit visit(String when) {
        TestAccount owner = new NewAccounts(server).withPassword();
        Visit visit = new Visit(
                "newcomer-" + when + "@example.test",
                owner.username() + "@example.test",
                "stranger-" + when + "@example.test",
                new ArrayList<>());
        assertTimeoutPreemptively(SMTP_PATIENCE.dividedBy(5), () -> {
            Browser newcomer = signUp("newcomer-" + when, visit.newcomer());
            note(newcomer, visit);
            note(newcomer.submit("/signup/verify/again", Map.of()), visit);
            note(signUp("other-" + when, visit.owner()), visit);
            note(forgot(visit.owner()), visit);
            note(forgot(visit.stranger()), visit);
        });
        assertThat(visit.answers()).allMatch(answer -> answer.startsWith("200"));
        assertThat(visit.answers().get(2)).as("LG-04").isEqualTo(visit.answers().get(0));
        assertThat(visit.answers().get(4)).as("LG-05").isEqualTo(visit.answers().get(3));
        return visit;
    }

    /** Signs somebody up whose mail is not sent in time. */
    private static String expire() {
        List<UUID> before = mails();
        signUp("latecomer", "latecomer@example.test");
        server.database()
                .sql("update mail set expires_at = now() where id <> all (:before)")
                .param("before", before.toArray(UUID[]::new))
                .update();
        return "latecomer@example.test";
    }

    private static Browser signUp(String username, String email) {
        return new Browser(server)
                .open("/signup")
                .submit(
                        "/signup",
                        Map.of(
                                "username", username,
                                "email", email,
                                "name", "New Comer",
                                "password", PASSWORD,
                                "passwordConfirmation", PASSWORD));
    }

    private static Browser forgot(String email) {
        return new Browser(server).open("/password/forgot").submit("/password/forgot", Map.of("email", email));
    }

    private static void note(Browser browser, Visit visit) {
        String body = browser.page()
                .body()
                .replace(visit.newcomer(), "(typed)")
                .replace(visit.owner(), "(typed)")
                .replace(visit.stranger(), "(typed)")
                .replaceAll("name=\"(_csrf|signup)\" value=\"[^\"]*\"", "")
                .replaceAll("(signup|continue)=[A-Za-z0-9_.%-]+", "")
                .replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("\\b[0-9a-f]{16}\\b", "(reference)");
        visit.answers().add(browser.page().statusCode() + " " + body);
    }

    private static List<String> subjects(Mailbox mailbox, String address) {
        return mailbox.to(address).stream().map(Mailbox.Received::subject).toList();
    }

    /** Until every mail of the visit has been tried: four, when the mailed answer to a forgotten password is among them. */
    private static void awaitFailuresOf(Visit visit) {
        await(
                "four mails that failed",
                () -> server.database()
                                .sql("select count(*) from mail where failures > 0")
                                .query(Long.class)
                                .single()
                        >= visit.answers().size() - 1);
    }

    private static List<UUID> mails() {
        return server.database().sql("select id from mail").query(UUID.class).list();
    }

    private static long waiting() {
        JdbcClient database = server.database();
        return database.sql("select (select count(*) from mail) + (select count(*) from scheduled_tasks"
                        + " where task_name in ('mail', 'password-reset'))")
                .query(Long.class)
                .single();
    }

    private static long requests() {
        return server.database()
                .sql("select count(*) from password_reset_request")
                .query(Long.class)
                .single();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
