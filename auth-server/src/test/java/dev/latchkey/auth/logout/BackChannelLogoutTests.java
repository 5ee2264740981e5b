package dev.latchkey.auth.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.key.TokenVerifier;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class BackChannelLogoutTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private final TestAccount account = people.withPassword();
    private LogoutReceiver hearing;
    private LogoutReceiver hearingToo;
    private Browser browser;
    private RelyingParty.Answer tokens;

    @BeforeEach
    void signInToTwoApplications() throws IOException {
        hearing = LogoutReceiver.of(server, TestClient.HEARING, people.idOf(account));
        hearingToo = LogoutReceiver.of(server, TestClient.HEARING_TOO, people.idOf(account));
        browser = story.browserOf(account);
        tokens = story.tokens(browser, TestClient.HEARING, "openid");
        story.tokens(browser, TestClient.HEARING_TOO, "openid");
        story.tokens(browser, TestClient.WEB, "openid");
    }

    @AfterEach
    void close() {
        server.bean(Scheduler.class).resume();
        hearing.close();
        hearingToo.close();
    }

    private void signOut() {
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        assertThat(browser.page().statusCode()).isEqualTo(200);
    }

    private static void awaitOne(LogoutReceiver receiver) {
        await().atMost(SOON).untilAsserted(() -> assertThat(receiver.tokens()).hasSize(1));
    }

    private String sid() {
        try {
            return SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet().getStringClaim("sid");
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private LogoutDelivery delivery(TestClient client) {
        UUID id = server.bean(Clients.class)
                .byClientId(client.clientId())
                .orElseThrow()
                .id();
        return server.bean(LogoutDeliveries.class).latestOf(id, 1).get(0);
    }

    @Test
    @DisplayName("SE-08 every application of the session is told, with a token that is no other kind of token")
    void tellsEveryApplicationOfTheSession() throws Exception {
        signOut();
        awaitOne(hearing);
        awaitOne(hearingToo);

        SignedJWT token = hearing.token();
        assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        JWTClaimsSet claims = server.bean(TokenVerifier.class)
                .claims(token.serialize(), "logout+jwt")
                .orElseThrow();
        assertThat(claims.getIssuer()).isEqualTo(server.issuer());
        assertThat(claims.getAudience()).containsExactly("hearing");
        assertThat(claims.getSubject()).isEqualTo(people.idOf(account).toString());
        assertThat(claims.getStringClaim("sid")).isEqualTo(sid());
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(claims.getJSONObjectClaim("events"))
                .containsOnlyKeys("http://schemas.openid.net/event/backchannel-logout")
                .containsValue(Map.of());
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
        assertThat(hearing.contentTypes())
                .singleElement()
                .asString()
                .startsWith("POST application/x-www-form-urlencoded");
        assertThat(hearingToo.token().getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(hearingToo.token().getJWTClaimsSet().getJWTID()).isNotEqualTo(claims.getJWTID());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery(TestClient.HEARING).deliveredAt()).isNotNull());
        assertThat(delivery(TestClient.HEARING).lastOutcome()).isEqualTo("STATUS_200");
    }

    @Test
    void tellsNobodyWhoHasNotTakenPart() {
        story.browserOf(account).open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        signOut();
        awaitOne(hearing);

        assertThat(hearing.tokens()).hasSize(1);
    }

    @Test
    void tellsOfASessionWhoseGrantsHaveLongBeenSwept() {
        server.database()
                .sql("delete from oauth_grant where account_id = :account")
                .param("account", people.idOf(account))
                .update();

        signOut();

        awaitOne(hearing);
        awaitOne(hearingToo);
    }

    @Test
    void tellsAnApplicationThatThePersonHasDisconnected() throws Exception {
        server.bean(Grants.class)
                .revokeAll(
                        people.idOf(account),
                        server.bean(Clients.class)
                                .byClientId("hearing")
                                .orElseThrow()
                                .id(),
                        GrantRevoked.Reason.DISCONNECTED_BY_PERSON);

        awaitOne(hearing);
        assertThat(hearing.token().getJWTClaimsSet().getStringClaim("sid")).isEqualTo(sid());
        assertThat(hearingToo.tokens()).isEmpty();
    }

    @Test
    void saysNothingToAnApplicationThatRevokedItsOwnTokens() {
        story.relyingParty(TestClient.HEARING).revoke(tokens.text("refresh_token"));

        assertThat(pendingOrDone()).isZero();
    }

    private long pendingOrDone() {
        return server.database()
                .sql("select count(*) from logout_delivery where account_id = :account")
                .param("account", people.idOf(account))
                .query(Long.class)
                .single();
    }

    @Test
    void saysNothingWhenTheSessionDoesNotEndAfterAll() {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            server.publish(new SessionEnded(
                    UUID.fromString(sid()), people.idOf(account), SessionEnded.Reason.ENDED_BY_ADMINISTRATOR));
            assertThat(pendingOrDone()).isEqualTo(2);
            status.setRollbackOnly();
        });

        assertThat(pendingOrDone()).isZero();
    }

    @Test
    @DisplayName("SE-09 an application that hangs, redirects or floods holds up neither the person nor the others")
    void isNotHeldUpByAnApplicationThatHangs() throws IOException {
        try (LogoutReceiver deaf = LogoutReceiver.of(server, TestClient.DEAF, people.idOf(account))) {
            story.tokens(browser, TestClient.DEAF, "openid");
            CountDownLatch hanging = new CountDownLatch(1);
            deaf.answer(exchange -> awaitQuietly(hanging));

            signOut();

            assertThat(delivery(TestClient.DEAF).lastOutcome())
                    .as("the person is signed out before the application has answered, or time is up for it")
                    .isNull();
            awaitOne(hearing);
            awaitOne(hearingToo);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(delivery(TestClient.DEAF).lastOutcome()).isEqualTo("UNREACHABLE"));
            assertThat(delivery(TestClient.DEAF).deliveredAt()).isNull();
            hanging.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("SE-09 redirects are not followed")
    void doesNotFollowARedirect() {
        hearing.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", hearing.url("/internal"));
            exchange.sendResponseHeaders(302, -1);
        });

        signOut();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery(TestClient.HEARING).lastOutcome()).isEqualTo("STATUS_302"));
        assertThat(hearing.contentTypes()).allMatch(type -> type.startsWith("POST"));
    }

    @Test
    @DisplayName("RF-20 an application that was away is told when it is back, with a new token each time")
    void triesAgainUntilItIsTaken() throws Exception {
        hearing.answer(exchange -> {
            hearing.answer(again -> again.sendResponseHeaders(204, -1));
            exchange.sendResponseHeaders(503, -1);
        });

        signOut();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery(TestClient.HEARING).deliveredAt()).isNotNull());
        assertThat(hearing.tokens()).hasSize(2);
        assertThat(SignedJWT.parse(hearing.tokens().get(0)).getJWTClaimsSet().getJWTID())
                .isNotEqualTo(SignedJWT.parse(hearing.tokens().get(1))
                        .getJWTClaimsSet()
                        .getJWTID());
        assertThat(delivery(TestClient.HEARING).attempts()).isEqualTo(2);
    }

    @Test
    @DisplayName("RF-20 what a node promised before it died is in the database, and another node delivers it")
    void keepsWhatWasPromisedInTheDatabase() {
        Scheduler scheduler = server.bean(Scheduler.class);
        scheduler.pause();
        signOut();
        assertThat(hearing.tokens()).isEmpty();
        assertThat(server.database()
                        .sql("""
                                select count(*) from scheduled_tasks t join logout_delivery d on d.id::text = t.task_instance
                                where t.task_name = 'back-channel-logout' and d.account_id = :account and d.delivered_at is null
                                """)
                        .param("account", people.idOf(account))
                        .query(Long.class)
                        .single())
                .isEqualTo(2);

        scheduler.resume();

        awaitOne(hearing);
        awaitOne(hearingToo);
    }

    @Test
    @DisplayName("SE-10 a logout token is no other kind of token")
    void isNoOtherKindOfToken() throws ParseException {
        signOut();
        awaitOne(hearing);
        String token = hearing.tokens().get(0);
        RelyingParty client = story.relyingParty(TestClient.HEARING);

        assertThat(client.userInfo(token).status()).isEqualTo(401);
        assertThat(client.isActive(token)).isFalse();
        assertThat(story.relyingParty(TestClient.NOTES_API).isActive(token)).isFalse();
        assertThat(client.refresh(token).refusal()).isEqualTo("400 invalid_grant");
        assertThat(client.redeem(token).refusal()).isEqualTo("400 invalid_grant");
        assertThat(client.post(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_assertion_type",
                                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                        "client_assertion",
                                        token))
                        .isOk())
                .isFalse();
        Browser again = story.browserOf(account);
        again.open("/connect/logout?id_token_hint=" + token);
        assertThat(again.page().statusCode()).isEqualTo(400);
        for (String one : hearing.tokens()) {
            assertThat(SignedJWT.parse(one).getJWTClaimsSet().getStringClaim("sid"))
                    .as("no other session was ended with it")
                    .isEqualTo(sid());
        }
    }
}
