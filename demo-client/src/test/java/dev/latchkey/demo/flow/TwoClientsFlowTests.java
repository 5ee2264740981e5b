package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.DemoClientApplication;
import dev.latchkey.demo.testing.Browser;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.HttpCookie;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances on one host, registered as two clients: the one that all tests share, and another. */
class TwoClientsFlowTests extends BrowserTest {

    ConfigurableApplicationContext second;

    Browser atSecond;

    @BeforeEach
    void openSecond() {
        second = new SpringApplicationBuilder(DemoClientApplication.class)
                .run(
                        "--server.port=0",
                        "--latchkey.issuer=" + authorizationServer.issuer(),
                        "--latchkey.notes-url=" + notes.url(),
                        "--latchkey.client-id=demo-two",
                        "--latchkey.client-secret=a-secret-of-the-second-client");
        atSecond = browser.at(second.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterEach
    void stopSecond() {
        second.close();
    }

    @Test
    void keepTheirSessionsApartInOneBrowser() {
        browser.signIn(Grant.alice());

        Page page = atSecond.signIn(Grant.alice());

        assertThat(page.document().select("header .chip").text()).isEqualTo("demo-two");
        assertThat(browser.cookies()).extracting(HttpCookie::getName).contains("demo_session", "demo-two_session");
        assertThat(browser.open("/").document().select("header .chip").text()).isEqualTo("demo");
        assertThat(browser.open("/notes").status()).isEqualTo(200);
        assertThat(atSecond.open("/notes").status()).isEqualTo(200);
    }

    @Test
    void areBothSignedOutWhenTheSessionAtTheAuthorizationServerEnds() {
        String session = "sid-" + UUID.randomUUID();
        browser.signIn(Grant.alice().inSession(session));
        atSecond.signIn(Grant.alice().inSession(session));

        for (Browser client : List.of(browser, atSecond)) {
            String audience = client == browser ? "demo" : "demo-two";
            Page answer = client.post(
                    client.url("/logout/connect/back-channel/latchkey"),
                    Map.of(
                            "logout_token",
                            authorizationServer.logoutToken(session, claims -> claims.audience(audience))),
                    Map.of());
            assertThat(answer.status()).isEqualTo(200);
        }

        browser.leavesFor(browser.open("/notes"));
        atSecond.leavesFor(atSecond.open("/notes"));
    }

    @Test
    void doNotTakeEachOthersLogoutTokens() {
        String session = "sid-" + UUID.randomUUID();
        atSecond.signIn(Grant.alice().inSession(session));

        Page answer = atSecond.post(
                atSecond.url("/logout/connect/back-channel/latchkey"),
                Map.of("logout_token", authorizationServer.logoutToken(session, claims -> claims.audience("demo"))),
                Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(atSecond.open("/notes").status()).isEqualTo(200);
    }
}
