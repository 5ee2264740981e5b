package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page that shows whether applications were told of logouts. */
class LogoutsPageTests {

    private static final String PAGE = "/admin/logouts";
    private static final TestClient CLIENT = TestClient.HEARING;

    private final Story story = new Story();
    private final AtomicInteger status = new AtomicInteger(503);
    private final AtomicInteger heard = new AtomicInteger();
    private HttpServer application;
    private Browser admin;

    @BeforeEach
    void startAnApplicationThatIsIll() throws IOException {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            heard.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        application.start();
        story.server()
                .database()
                .sql("update client set metadata = metadata || jsonb_build_object('backchannel_logout_uri', :uri)"
                        + " where client_id = :client")
                .param("uri", "http://localhost:" + application.getAddress().getPort() + "/logout")
                .param("client", CLIENT.clientId())
                .update();
        story.server().forgetClient(CLIENT.clientId());
        admin = story.browserOf(story.newAccounts().administrator());
    }

    @AfterEach
    void stop() {
        application.stop(0);
    }

    @Test
    void showsWhatCameOfItAndTriesAgainAtOnce() {
        UUID person = logOut();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(admin.open(PAGE + "?client=" + CLIENT.clientId())
                                .page()
                                .body())
                        .contains(person.toString(), "STATUS_503"));
        String id = delivery(person);
        story.server()
                .database()
                .sql("update scheduled_tasks set execution_time = now() + interval '1 hour' where task_instance = :id")
                .param("id", id)
                .update();
        status.set(200);

        admin.submit(PAGE + "/" + id + "/retry", Map.of());

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=retried");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(outcome(id)).isEqualTo("STATUS_200"));
        assertThat(admin.open(PAGE).page().body()).doesNotContain(PAGE + "/" + id + "/retry");
    }

    @Test
    void opensAgainWhatWasGivenUp() {
        UUID person = logOut();
        String id = delivery(person);
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.get() > 0);
        story.server()
                .database()
                .sql("with gone as (delete from scheduled_tasks where task_instance = :id)"
                        + " update logout_delivery set given_up_at = now(), expires_at = now() where id::text = :id")
                .param("id", id)
                .update();
        status.set(200);
        admin.open(PAGE);
        assertThat(admin.page().body()).contains("Given up");

        admin.submit(PAGE + "/" + id + "/retry", Map.of());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(outcome(id)).isEqualTo("STATUS_200"));
    }

    @Test
    @DisplayName("AD-08: what cannot be meant is answered without harm")
    void saysSoWhenThereIsNothingToTryAgain() {
        admin.open("/account");
        String token = admin.hiddenField("_csrf");

        admin.postRaw(PAGE + "/" + UUID.randomUUID() + "/retry", Map.of("_csrf", token));

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=gone");
        admin.postRaw(PAGE + "/nonsense/retry", Map.of("_csrf", token));
        assertThat(admin.page().statusCode()).isIn(400, 404);
        assertThat(admin.open(PAGE + "?client=nobody").page().statusCode()).isEqualTo(200);
    }

    private UUID logOut() {
        TestAccount person = story.newAccounts().withPassword();
        Browser browser = story.browserOf(person);
        story.tokens(browser, CLIENT, "openid");
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        return story.newAccounts().idOf(person);
    }

    private String delivery(UUID person) {
        return story.server()
                .database()
                .sql("select id::text from logout_delivery where account_id = :id")
                .param("id", person)
                .query(String.class)
                .single();
    }

    private String outcome(String id) {
        return story.server()
                .database()
                .sql("select coalesce(last_outcome, '') from logout_delivery where id::text = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
