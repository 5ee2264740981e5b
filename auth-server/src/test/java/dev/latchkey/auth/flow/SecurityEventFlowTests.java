package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people and applications do stands in the audit trail (O7: with actor, address, client and reason). */
class SecurityEventFlowTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void aSignInAndItsFailuresAreWrittenDown() {
        TestAccount account = people.withPassword();
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit("/login", Map.of("username", account.username(), "password", "wrong"));
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));

        List<RecordedEvent> events = eventsOf(account);
        assertThat(events)
                .extracting(SecurityEventFlowTests::shortly)
                .containsExactly("SIGN_IN SUCCESS null", "SIGN_IN FAILURE WRONG_PASSWORD");
        assertThat(events.get(1)).satisfies(failure -> {
            assertThat(failure.address()).isEqualTo("127.0.0.1");
            assertThat(failure.clientId()).isEqualTo("web");
            assertThat(failure.userAgent()).startsWith("Java-http-client");
            assertThat(failure.correlationId()).hasSize(16);
            assertThat(failure.details().toString()).doesNotContain(account.username(), "wrong");
        });
        assertThat(events.get(0).sessionId()).isNotNull();
    }

    @Test
    void aLockIsWrittenDown() {
        TestAccount account = people.withPassword();
        Browser browser = story.browser();
        for (int i = 0; i < 6; i++) {
            browser.open("/login").submit("/login", Map.of("username", account.username(), "password", "wrong " + i));
        }
        assertThat(eventsOf(account))
                .extracting(SecurityEventFlowTests::shortly)
                .startsWith("SIGN_IN_BRAKED FAILURE WAITING", "SIGN_IN_BRAKED FAILURE LOCKED")
                .endsWith("SIGN_IN FAILURE WRONG_PASSWORD");
    }

    @Test
    void secondFactorsAndTheEndOfASessionAreWrittenDown() {
        TestAccount account = people.withTotp();
        Browser browser = story.browser();
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        browser.submit("/mfa/totp", Map.of("code", account.codeAt(20)));
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

        List<RecordedEvent> events = eventsOf(account);
        assertThat(events)
                .extracting(SecurityEventFlowTests::shortly)
                .containsExactly(
                        "SESSION_ENDED SUCCESS SIGNED_OUT",
                        "SECOND_FACTOR SUCCESS null",
                        "SECOND_FACTOR FAILURE WRONG",
                        "SIGN_IN SUCCESS null");
        assertThat(events)
                .extracting(RecordedEvent::sessionId)
                .containsOnly(events.get(0).sessionId());
    }

    @Test
    void consentAndTakingItBackAreWrittenDown() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        browser.open(new AuthorizationRequest(TestClient.PARTNER).url())
                .submit("/oauth2/consent", Map.of("decision", "deny"));
        browser.open(new AuthorizationRequest(TestClient.PARTNER).url())
                .submit("/oauth2/consent", Map.of("decision", "allow"));
        browser.open("/account/applications").submit("/account/applications/remove", Map.of());

        List<RecordedEvent> events = eventsOf(account);
        assertThat(events)
                .extracting(SecurityEventFlowTests::shortly)
                .containsExactly(
                        "GRANT_REVOKED SUCCESS DISCONNECTED_BY_PERSON",
                        "CONSENT_GIVEN SUCCESS null",
                        "CONSENT_DENIED SUCCESS null",
                        "SIGN_IN SUCCESS null");
        assertThat(events.subList(0, 3)).extracting(RecordedEvent::clientId).containsOnly("partner");
        assertThat(events.get(1).details()).containsEntry("scope", "openid profile notes:read");
    }

    @Test
    void reuseOfCodesAndRefreshTokensIsWrittenDown() {
        TestAccount account = people.withPassword();
        RelyingParty web = story.relyingParty(TestClient.WEB);
        Browser browser = story.browserOf(account);
        String code = Redirect.of(browser.open(new AuthorizationRequest(TestClient.WEB).url())
                        .leftFor())
                .code();
        web.redeem(code);
        web.redeem(code);
        assertThat(eventsOf(account))
                .extracting(SecurityEventFlowTests::shortly)
                .startsWith("GRANT_REVOKED SUCCESS CODE_REPLAYED", "CODE_REUSED FAILURE CODE_REPLAYED");

        String first = story.tokens(browser, TestClient.WEB, "openid").text("refresh_token");
        String second = web.refresh(first).text("refresh_token");
        web.refresh(second);
        web.refresh(first);
        assertThat(eventsOf(account))
                .extracting(SecurityEventFlowTests::shortly)
                .startsWith(
                        "GRANT_REVOKED SUCCESS REFRESH_TOKEN_REPLAYED",
                        "REFRESH_TOKEN_REUSED FAILURE REFRESH_TOKEN_REPLAYED");
        assertThat(eventsOf(account).get(0).clientId()).isEqualTo("web");
    }

    @Test
    void whatClientsFailAtAndAreDeclaredToBeIsWrittenDown() {
        String unknown = "unknown-" + UUID.randomUUID();
        RelyingParty.postAnonymously(
                story.server(),
                "/oauth2/token",
                "grant_type=client_credentials",
                "Authorization",
                RelyingParty.basic(unknown, "secret"));
        assertThat(ofClient(unknown)).containsExactly("CLIENT_AUTHENTICATION UNKNOWN_CLIENT 127.0.0.1");
        RelyingParty.postAnonymously(
                story.server(),
                "/oauth2/token",
                "grant_type=client_credentials",
                "Authorization",
                RelyingParty.basic("service", "wrong"));
        assertThat(ofClient("service"))
                .contains("CLIENT_REGISTERED DECLARED", "CLIENT_AUTHENTICATION WRONG_SECRET 127.0.0.1");
    }

    private List<String> ofClient(String clientId) {
        return story.server()
                .database()
                .sql("select concat_ws(' ', type, reason, address) from security_event where client_id = :id")
                .param("id", clientId)
                .query(String.class)
                .list();
    }

    private List<RecordedEvent> eventsOf(TestAccount account) {
        return story.server().bean(RecordedEvents.class).ofAccount(people.idOf(account), null, 50);
    }

    private static String shortly(RecordedEvent event) {
        return event.type() + " " + event.outcome() + " " + event.reason();
    }
}
