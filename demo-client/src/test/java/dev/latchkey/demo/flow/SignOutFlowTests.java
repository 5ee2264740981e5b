package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignOutFlowTests extends BrowserTest {

    @Test
    void signsOutHereAndAtTheAuthorizationServer() {
        Page page = browser.signIn(Grant.alice());

        URI endSession = browser.leavesFor(browser.submit(page.form("/logout"), Map.of()));

        assertThat(endSession.getPath()).isEqualTo("/connect/logout");
        Map<String, String> parameters = AuthorizationServer.query(endSession);
        assertThat(parameters.get("id_token_hint")).startsWith("eyJ");
        assertThat(parameters)
                .containsEntry("post_logout_redirect_uri", browser.url("/").toString());
        browser.leavesFor(browser.open("/notes"));
    }

    @Test
    void givesTheRefreshTokenBack() {
        Grant grant = Grant.alice();
        Page page = browser.signIn(grant);

        browser.submit(page.form("/logout"), Map.of());

        assertThat(authorizationServer.revocations()).singleElement().satisfies(request -> {
            assertThat(request.getBodyAsString())
                    .contains("token=" + grant.refreshToken())
                    .contains("token_type_hint=refresh_token");
            assertThat(request.getHeader("Authorization")).startsWith("Basic ");
        });
    }

    @Test
    void saysThatTheOtherSessionMayBeOpenWhenTheAuthorizationServerIsDown() {
        Page page = browser.signIn(Grant.alice());
        authorizationServer.fail();

        Page after = browser.submit(page.form("/logout"), Map.of());

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.document().select("[role=alert]").text()).startsWith("You are signed out here only");
        authorizationServer.reset();
        browser.leavesFor(browser.open("/notes"));
    }

    @Test
    void hasNothingLeftToDoWhenTheSessionHasEndedBefore() {
        Page page = browser.signIn(Grant.alice());
        browser.spoilSession();

        Page after = browser.submit(page.form("/logout"), Map.of());

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.uri().getPath()).isEqualTo("/");
    }

    @Test
    void doesNotSignOutByALink() {
        browser.signIn(Grant.alice());

        assertThat(browser.open("/logout").status()).isEqualTo(404);

        assertThat(browser.open("/notes").status()).isEqualTo(200);
    }
}
