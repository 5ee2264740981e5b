package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RefreshTokenFlowTests {

    private static final String SCOPE = "openid profile notes:read";

    private final Story story = new Story();
    private final RelyingParty web = story.relyingParty(TestClient.WEB);
    private final RelyingParty spa = story.relyingParty(TestClient.SPA);
    private final RelyingParty partner = story.relyingParty(TestClient.PARTNER);

    private JdbcClient database() {
        return story.server().database();
    }

    private void updateToken(String token, String assignment) {
        int updated = database()
                .sql("update one_time_token set " + assignment + " where value_hash = sha256(cast(:value as bytea))")
                .param("value", token.getBytes(StandardCharsets.US_ASCII))
                .update();
        assertThat(updated).isEqualTo(1);
    }

    private void updateGrantOf(String token, String assignment) {
        int updated = database()
                .sql(
                        "update oauth_grant set " + assignment
                                + " where id = (select grant_id from one_time_token where value_hash = sha256(cast(:value as bytea)))")
                .param("value", token.getBytes(StandardCharsets.US_ASCII))
                .update();
        assertThat(updated).isEqualTo(1);
    }

    private String revokedBecause(String token) {
        return database()
                .sql(
                        "select coalesce(revoked_because, '') from oauth_grant where id = (select grant_id from one_time_token where value_hash = sha256(cast(:value as bytea)))")
                .param("value", token.getBytes(StandardCharsets.US_ASCII))
                .query(String.class)
                .single();
    }

    private static String refreshToken(RelyingParty.Answer answer) {
        return answer.text("refresh_token");
    }

    private void assertDead(RelyingParty client, RelyingParty.Answer... answers) {
        for (RelyingParty.Answer tokens : answers) {
            assertThat(web.post("/oauth2/introspect", Map.of("token", tokens.text("access_token")))
                            .body())
                    .doesNotContainEntry("active", true);
            assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
            assertThat(client.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");
        }
    }

    @Nested
    class Rotation {

        @Test
        void givesANewRefreshTokenEachTime() {
            RelyingParty.Answer first = story.tokens(TestClient.SPA);
            RelyingParty.Answer second = spa.refresh(refreshToken(first));
            RelyingParty.Answer third = spa.refresh(refreshToken(second));

            assertThat(List.of(refreshToken(first), refreshToken(second), refreshToken(third)))
                    .doesNotHaveDuplicates()
                    .allSatisfy(token -> assertThat(token).hasSize(43));
            assertThat(spa.userInfo(first.text("access_token")).isOk())
                    .as("an access token outlives the refresh")
                    .isTrue();
            assertThat(spa.userInfo(third.text("access_token")).isOk()).isTrue();
        }

        @Test
        void keepsTheFactsOfTheSignIn() throws Exception {
            RelyingParty.Answer first = story.tokens(TestClient.WEB);
            RelyingParty.Answer second = web.refresh(refreshToken(first));

            JWTClaimsSet before = SignedJWT.parse(first.text("id_token")).getJWTClaimsSet();
            JWTClaimsSet after = SignedJWT.parse(second.text("id_token")).getJWTClaimsSet();
            for (String claim : List.of("iss", "sub", "aud", "auth_time", "acr", "amr", "sid")) {
                assertThat(after.getClaim(claim)).as(claim).isEqualTo(before.getClaim(claim));
            }
            assertThat(after.getClaim("nonce")).as("OpenID Connect Core §12.2").isNull();
        }
    }

    @Nested
    class Replay {

        @Test
        void byAPublicClientEndsTheFamilyAtOnce() {
            RelyingParty.Answer first = story.tokens(TestClient.SPA);
            RelyingParty.Answer second = spa.refresh(refreshToken(first));

            assertThat(spa.refresh(refreshToken(first)).refusal()).isEqualTo("400 invalid_grant");

            assertThat(revokedBecause(refreshToken(first))).isEqualTo("REFRESH_TOKEN_REPLAYED");
            assertDead(spa, second);
        }

        @Test
        void byAConfidentialClientGivesTheVerySameTokenForAMoment() {
            RelyingParty.Answer first = story.tokens(TestClient.WEB);
            RelyingParty.Answer second = web.refresh(refreshToken(first));
            RelyingParty.Answer again = web.refresh(refreshToken(first));

            assertThat(again.isOk()).isTrue();
            assertThat(refreshToken(again)).isEqualTo(refreshToken(second));
            assertThat(web.refresh(refreshToken(second)).isOk()).isTrue();
        }

        @Test
        void byAConfidentialClientAfterTheMomentEndsTheFamily() {
            RelyingParty.Answer first = story.tokens(TestClient.WEB);
            RelyingParty.Answer second = web.refresh(refreshToken(first));
            updateToken(refreshToken(first), "used_at = used_at - interval '11 seconds'");

            assertThat(web.refresh(refreshToken(first)).refusal()).isEqualTo("400 invalid_grant");

            assertDead(web, second);
        }

        @Test
        void onceTheSuccessorWasUsedEndsTheFamily() {
            RelyingParty.Answer first = story.tokens(TestClient.WEB);
            RelyingParty.Answer second = web.refresh(refreshToken(first));
            RelyingParty.Answer third = web.refresh(refreshToken(second));

            assertThat(web.refresh(refreshToken(first)).refusal()).isEqualTo("400 invalid_grant");

            assertThat(revokedBecause(refreshToken(first))).isEqualTo("REFRESH_TOKEN_REPLAYED");
            assertDead(web, second, third);
        }

        @Test
        void forMoreScopesGivesNoMore() {
            RelyingParty.Answer first = story.tokens(TestClient.WEB);
            web.refresh(refreshToken(first));

            assertThat(web.refresh(refreshToken(first), "openid mail:read").refusal())
                    .isEqualTo("400 invalid_scope");
            assertThat(web.refresh(refreshToken(first), "openid").text("scope")).isEqualTo("openid");
        }

        @Test
        void staysNoticedWhateverFollows() {
            RelyingParty.Answer first = story.tokens(TestClient.SPA);
            RelyingParty.Answer second = spa.refresh(refreshToken(first));

            // Answered with an error each time: what ended the family must not be rolled back with it.
            spa.refresh(refreshToken(first));
            spa.refresh(refreshToken(first), "nonsense");

            assertThat(revokedBecause(refreshToken(second))).isEqualTo("REFRESH_TOKEN_REPLAYED");
            assertThat(spa.refresh(refreshToken(second)).refusal()).isEqualTo("400 invalid_grant");
        }
    }

    @Nested
    class Limits {

        @Test
        void narrowsOneTokenAndNotTheGrant() throws Exception {
            RelyingParty.Answer first = story.tokens(TestClient.WEB, SCOPE);
            RelyingParty.Answer narrow = web.refresh(refreshToken(first), "notes:read");
            RelyingParty.Answer full = web.refresh(refreshToken(narrow), SCOPE);

            assertThat(narrow.text("scope")).isEqualTo("notes:read");
            assertThat(narrow.body()).doesNotContainKey("id_token");
            assertThat(SignedJWT.parse(narrow.text("access_token"))
                            .getJWTClaimsSet()
                            .getStringClaim("scope"))
                    .isEqualTo("notes:read");
            assertThat(full.text("scope").split(" ")).containsExactlyInAnyOrder(SCOPE.split(" "));
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid profile notes:read notes:write", "mail:read", "x", "openid  profile"})
        void doesNotUseATokenUpForScopesThatWereNotGranted(String scope) {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB, SCOPE);

            assertThat(web.refresh(refreshToken(tokens), scope).refusal()).isEqualTo("400 invalid_scope");
            assertThat(web.refresh(refreshToken(tokens)).isOk()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://mail.test", "https://other.test"})
        void doesNotUseATokenUpForAResourceThatWasNotGranted(String resource) {
            RelyingParty.Answer tokens = story.tokens(TestClient.SPA, SCOPE);
            String refresh = refreshToken(tokens);

            assertThat(spa.post(
                                    "/oauth2/token",
                                    Map.of(
                                            "grant_type",
                                            "refresh_token",
                                            "refresh_token",
                                            refresh,
                                            "resource",
                                            resource))
                            .refusal())
                    .isEqualTo("400 invalid_target");
            assertThat(spa.refresh(refresh).isOk()).isTrue();
        }

        @Test
        void isNothingInAnotherClientsHands() {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB);

            assertThat(partner.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");
            assertThat(spa.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");

            assertThat(web.refresh(refreshToken(tokens)).isOk())
                    .as("the family is not affected")
                    .isTrue();
        }

        @Test
        void ofAUsedTokenAnotherClientLearnsAndEndsNothing() {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB);
            RelyingParty.Answer next = web.refresh(refreshToken(tokens));

            assertThat(partner.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");

            assertThat(web.refresh(refreshToken(next)).isOk()).isTrue();
        }

        @Test
        void endsWhenItLiesUnused() {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB);
            updateToken(refreshToken(tokens), "expires_at = now()");

            assertThat(web.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void endsAfterItsAbsoluteLifetimeHoweverBusy() {
            RelyingParty.Answer tokens = web.refresh(refreshToken(story.tokens(TestClient.WEB)));
            updateGrantOf(refreshToken(tokens), "expires_at = now()");

            assertThat(web.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.isActive(tokens.text("access_token"))).isFalse();
        }

        @Test
        void neverOutlivesItsGrant() throws Exception {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB);
            updateGrantOf(refreshToken(tokens), "expires_at = now() + interval '60 seconds'");

            RelyingParty.Answer last = web.refresh(refreshToken(tokens));

            assertThat(SignedJWT.parse(last.text("access_token"))
                            .getJWTClaimsSet()
                            .getExpirationTime()
                            .toInstant())
                    .isBefore(Instant.now().plusSeconds(61));
            assertThat(database()
                            .sql(
                                    "select t.expires_at <= g.expires_at from one_time_token t join oauth_grant g on g.id = t.grant_id where t.value_hash = sha256(cast(:value as bytea))")
                            .param("value", refreshToken(last).getBytes(StandardCharsets.US_ASCII))
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "%00", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "a.b.c"})
        void isNothingIfItIsMadeUp(String token) {
            Rows before = Rows.of(story.server());

            assertThat(web.refresh(token).refusal()).isEqualTo("400 invalid_grant");
            assertThat(Rows.of(story.server())).isEqualTo(before);
        }
    }

    @Nested
    class Endings {

        @Test
        void anAccountThatIsDisabledRefreshesNothing() {
            RelyingParty.Answer tokens = story.tokens(story.browserOf(TestAccount.CAROL), TestClient.WEB, SCOPE);
            enable("carol", false);
            try {
                assertThat(web.refresh(refreshToken(tokens)).refusal()).isEqualTo("400 invalid_grant");
                assertThat(web.isActive(tokens.text("access_token"))).isFalse();
                assertThat(web.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
            } finally {
                enable("carol", true);
            }
        }

        @Test
        void endsWhenTheSessionExpires() {
            Browser browser = story.browserOf(story.newAccounts().withPassword());
            RelyingParty.Answer bound = story.tokens(browser, TestClient.WEB, SCOPE);
            RelyingParty.Answer offline = story.tokens(browser, TestClient.WEB, SCOPE + " offline_access");
            assertThat(web.isActive(refreshToken(bound))).isTrue();
            database()
                    .sql(
                            "update browser_session set expires_at = now() where id = (select g.session_id from oauth_grant g join one_time_token t on t.grant_id = g.id where t.value_hash = sha256(cast(:value as bytea)))")
                    .param("value", refreshToken(bound).getBytes(StandardCharsets.US_ASCII))
                    .update();

            assertThat(web.isActive(refreshToken(bound))).isFalse();
            assertThat(web.refresh(refreshToken(bound)).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.isActive(refreshToken(offline))).isTrue();
            assertThat(web.refresh(refreshToken(offline)).refusal()).isEmpty();
        }

        @Test
        void signingOutEndsWhatWasGivenInTheSession() {
            Browser browser = story.browserOf(TestAccount.BOB);
            RelyingParty.Answer bound = story.tokens(browser, TestClient.WEB, SCOPE);
            RelyingParty.Answer offline = story.tokens(browser, TestClient.WEB, SCOPE + " offline_access");

            browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

            assertThat(revokedBecause(refreshToken(bound))).isEqualTo("SESSION_ENDED");
            assertThat(web.refresh(refreshToken(bound)).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.isActive(bound.text("access_token"))).isFalse();
            assertThat(web.refresh(refreshToken(offline)).isOk())
                    .as("offline_access goes on without the person")
                    .isTrue();
        }

        @Test
        void otherSessionsOfThePersonGoOn() {
            RelyingParty.Answer other = story.tokens(TestClient.WEB);
            Browser browser = story.browserOf(TestAccount.BOB);

            browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

            assertThat(web.refresh(refreshToken(other)).isOk()).isTrue();
        }

        @Test
        void signingInAsSomebodyElseEndsWhatWasGivenBefore() {
            Browser browser = story.browserOf(TestAccount.BOB);
            RelyingParty.Answer bobs = story.tokens(browser, TestClient.WEB, SCOPE);

            browser.open(new AuthorizationRequest(TestClient.WEB)
                    .with("prompt", "login")
                    .url());
            browser.submit("/login", Map.of("username", "carol", "password", TestAccount.CAROL.password()));

            assertThat(web.refresh(refreshToken(bobs)).refusal()).isEqualTo("400 invalid_grant");
        }

        private void enable(String username, boolean enabled) {
            database()
                    .sql("update account set enabled = :enabled where username = :username")
                    .param("enabled", enabled)
                    .param("username", username)
                    .update();
        }
    }
}
