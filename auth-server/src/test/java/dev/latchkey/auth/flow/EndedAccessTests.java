package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.client.SelfRegistration;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What was on its way when access ended: a code that was not redeemed yet, a refresh token that was not used. */
class EndedAccessTests {

    private final Story story = new Story();
    private final Browser browser = story.browserOf(story.newAccounts().withPassword());
    private final TestClient client = new TestClient(
            "ending-" + UUID.randomUUID(), "ending-secret-00000000000000000000", "https://ending.test/cb");
    private final RelyingParty relyingParty = story.relyingParty(client);

    @BeforeEach
    void register() {
        SigningClient.register(
                story.server(),
                client.clientId(),
                Map.of(
                        "client_name",
                        "Ending",
                        "redirect_uris",
                        List.of(client.redirectUri()),
                        "grant_types",
                        List.of("authorization_code", "refresh_token"),
                        "scope",
                        "openid offline_access"),
                client.secret());
    }

    private String code() {
        browser.open(new AuthorizationRequest(client)
                .with("scope", "openid offline_access")
                .url());
        if (browser.at("/oauth2/consent")) {
            browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        return Redirect.of(browser.leftFor()).code();
    }

    private void change(Runnable change) {
        story.server().bean(TransactionTemplate.class).executeWithoutResult(status -> change.run());
    }

    @Test
    @DisplayName("TK-08: a code is nothing once the person has taken the access back")
    void takenBackByThePerson() {
        String code = code();

        browser.open("/account/applications/details?client_id=" + client.clientId())
                .submit("/account/applications/remove", Map.of());

        assertThat(browser.page().body()).contains("has no access any more");
        assertThat(relyingParty.redeem(code).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("TK-08: a code is nothing once the client is disabled")
    void takenBackByAnAdministrator() {
        String code = code();

        change(() -> story.server().bean(SelfRegistration.class).enable(client.clientId(), false));

        assertThat(relyingParty.redeem(code).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    @DisplayName("TK-08: a code is worth nothing with a secret that was replaced")
    void withASecretThatIsGone() {
        String code = code();

        story.server()
                .database()
                .sql("update client_secret set expires_at = now() - interval '1 second' where client_id ="
                        + " (select id from client where client_id = :client)")
                .param("client", client.clientId())
                .update();
        story.server().forgetClient(client.clientId());

        assertThat(relyingParty.redeem(code).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    @DisplayName("TK-39, PT-15: nothing is left of a client that was deleted, under its name neither")
    void takenWithTheClient() {
        RelyingParty.Answer tokens = relyingParty.redeem(code());

        change(() -> story.server().bean(SelfRegistration.class).delete(client.clientId()));
        assertThat(relyingParty.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("401 invalid_client");

        register();
        assertThat(relyingParty.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
        assertThat(relyingParty.isActive(tokens.text("access_token"))).isFalse();
        assertThat(relyingParty.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
    }
}
