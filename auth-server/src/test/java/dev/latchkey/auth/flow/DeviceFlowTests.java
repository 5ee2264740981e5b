package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceFlowTests {

    private static final Story STORY = new Story();
    private static final String DEVICE = "/device";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final RelyingParty television = STORY.relyingParty(TestClient.TELEVISION);
    private final RelyingParty console = STORY.relyingParty(TestClient.GAMES_CONSOLE);

    @BeforeEach
    void forget() {
        STORY.server().database().sql("delete from brake_counter").update();
        STORY.server().database().sql("delete from device_authorization").update();
    }

    private Answer codes() {
        return codes(television, "openid notes:read");
    }

    private static Answer codes(RelyingParty device, String scope) {
        return device.post("/oauth2/device_authorization", Map.of("scope", scope));
    }

    private Answer poll(Answer codes) {
        return poll(television, codes);
    }

    private static Answer poll(RelyingParty device, Answer codes) {
        return device.post("/oauth2/token", Map.of("grant_type", GRANT, "device_code", codes.text("device_code")));
    }

    /** As if the device had waited as long as it has to. */
    private static void waitAsLongAsAsked() {
        STORY.server()
                .database()
                .sql(
                        "update device_authorization set last_polled_at = last_polled_at - make_interval(secs => poll_seconds)")
                .update();
    }

    private static void expire() {
        STORY.server()
                .database()
                .sql("update device_authorization set expires_at = now() - interval '1 second'")
                .update();
    }

    private static Browser enter(Browser browser, Answer codes) {
        return browser.open(DEVICE).submit(DEVICE, Map.of("user_code", codes.text("user_code")));
    }

    private static Browser allow(Browser browser, Answer codes) {
        return enter(browser, codes).submit(DEVICE, Map.of("decision", "allow"));
    }

    @Test
    @DisplayName("RFC 8628 §3.2: a device is told two codes, where to type one, how long, and how often to ask")
    void givesADeviceItsCodes() {
        Answer codes = codes();

        assertThat(codes.isOk()).isTrue();
        assertThat(codes.text("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(codes.text("device_code")).hasSizeGreaterThanOrEqualTo(43);
        assertThat(codes.body())
                .containsEntry("verification_uri", STORY.server().issuer() + DEVICE)
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5)
                .doesNotContainKey("verification_uri_complete");
        assertThat(codes.header("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("RFC 9449 §11.1: a proof is spent with the tokens, not with waiting for them; and then it is spent")
    void spendsAProofWithTheTokens() {
        Answer codes = codes();
        Answer others = codes();
        String proof = new ProofKey().proof("POST", STORY.server().url("/oauth2/token"));
        assertThat(poll(codes, proof).refusal()).isEqualTo("400 authorization_pending");
        waitAsLongAsAsked();
        assertThat(poll(codes, proof).refusal()).isEqualTo("400 authorization_pending");
        Browser bob = STORY.browserOf(TestAccount.BOB);
        allow(bob, codes);
        allow(bob, others);
        waitAsLongAsAsked();

        assertThat(poll(codes, proof).text("token_type")).isEqualTo("DPoP");
        assertThat(poll(others, proof).refusal()).isEqualTo("400 invalid_dpop_proof");
        assertThat(poll(others, new ProofKey().proof("POST", STORY.server().url("/oauth2/token")))
                        .text("token_type"))
                .as("the refusal used nothing up")
                .isEqualTo("DPoP");
    }

    private Answer poll(Answer codes, String proof) {
        return television.post(
                "/oauth2/token", Map.of("grant_type", GRANT, "device_code", codes.text("device_code")), "DPoP", proof);
    }

    @Test
    void givesTokensOnceAPersonHasAllowedIt() throws Exception {
        Answer codes = codes();
        assertThat(poll(codes).refusal()).isEqualTo("400 authorization_pending");

        Browser bob = STORY.browserOf(TestAccount.BOB);
        allow(bob, codes);
        assertThat(bob.page().body()).contains("Your device is connected", "Television");
        waitAsLongAsAsked();
        Answer tokens = poll(codes);

        assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder("openid", "notes:read");
        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                .isTrue();
        assertThat(SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet().getStringListClaim("amr"))
                .containsExactly("pwd");
        Answer refreshed = television.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.isOk()).isTrue();
        bob.open("/account/applications");
        assertThat(bob.page().body()).contains("Television");
    }

    @Test
    @DisplayName("DV-01: the page says who asks, for what, from where and when, and does nothing before an answer")
    void saysWhoAsksForWhatBeforeAnythingHappens() {
        Answer codes = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB);
        Rows before = Rows.of(STORY.server());

        enter(bob, codes);

        assertThat(bob.page().body())
                .contains("Television", "makers@television.test", "Read your notes", codes.text("user_code"))
                .contains("127.0.0.1", "Just now", "Bob Example", "Never enter a code that somebody sent you");
        assertThat(poll(codes).refusal()).isEqualTo("400 authorization_pending");
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    @DisplayName("DV-01: a code in the address is not filled in")
    void doesNotTakeACodeFromALink() {
        Answer codes = codes();

        Browser bob = STORY.browserOf(TestAccount.BOB).open(DEVICE + "?user_code=" + codes.text("user_code"));

        assertThat(bob.page().body()).doesNotContain("value=\"" + codes.text("user_code"));
    }

    @Test
    @DisplayName("DV-02: whoever asks too often is told to slow down, and gets nothing while too fast")
    void slowsDownWhoAsksTooOften() {
        Answer codes = codes();
        poll(codes);
        allow(STORY.browserOf(TestAccount.BOB), codes);

        assertThat(poll(codes).refusal()).isEqualTo("400 slow_down");
        assertThat(poll(codes).refusal()).isEqualTo("400 slow_down");
        assertThat(STORY.server()
                        .database()
                        .sql("select poll_seconds from device_authorization")
                        .query(Integer.class)
                        .single())
                .isEqualTo(15);
        waitAsLongAsAsked();
        assertThat(poll(codes).isOk()).isTrue();
    }

    @Test
    @DisplayName("DV-05: a device code is of one client, and is redeemed once; a replay ends the grant")
    void redeemsACodeOnceForItsOwnClient() {
        Answer codes = codes();
        allow(STORY.browserOf(TestAccount.BOB), codes);
        assertThat(poll(console, codes).refusal()).isEqualTo("400 invalid_grant");

        Answer tokens = poll(codes);
        assertThat(tokens.isOk()).isTrue();
        waitAsLongAsAsked();
        assertThat(poll(codes).refusal()).isEqualTo("400 invalid_grant");
        assertThat(television.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("DV-05: of 50 parallel questions one is answered with tokens")
    void answersOneOfManyParallelQuestions() throws Exception {
        Answer codes = codes();
        allow(STORY.browserOf(TestAccount.BOB), codes);
        ExecutorService pool = Executors.newFixedThreadPool(50);
        try {
            Callable<Answer> question = () -> poll(codes);
            List<Future<Answer>> answers = pool.invokeAll(java.util.Collections.nCopies(50, question));
            int won = 0;
            for (Future<Answer> answer : answers) {
                won += answer.get().isOk() ? 1 : 0;
                assertThat(answer.get().refusal()).isIn("", "400 slow_down");
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @DisplayName("DV-06: denied stays denied")
    void staysDenied() {
        Answer codes = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB);
        enter(bob, codes).submit(DEVICE, Map.of("decision", "deny"));
        assertThat(bob.page().body()).contains("Nothing was connected");

        assertThat(poll(codes).refusal()).isEqualTo("400 access_denied");
        waitAsLongAsAsked();
        enter(bob, codes);
        assertThat(bob.page().statusCode()).isEqualTo(400);
        assertThat(poll(codes).refusal()).isEqualTo("400 access_denied");
    }

    @Test
    @DisplayName("DV-06: expired stays expired, also what was allowed and not collected")
    void staysExpired() {
        Answer codes = codes();
        Answer allowed = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB);
        allow(bob, allowed);
        expire();

        assertThat(poll(codes).refusal()).isEqualTo("400 expired_token");
        assertThat(poll(allowed).refusal()).isEqualTo("400 expired_token");
        enter(bob, codes);
        assertThat(bob.page().statusCode()).isEqualTo(400);
    }

    @Test
    void isDecidedByOnePersonOnce() {
        Answer codes = codes();
        Browser bob = enter(STORY.browserOf(TestAccount.BOB), codes);
        Browser carol = enter(STORY.browserOf(TestAccount.CAROL), codes);

        bob.submit(DEVICE, Map.of("decision", "deny"));
        carol.submit(DEVICE, Map.of("decision", "allow"));

        assertThat(carol.page().statusCode()).isEqualTo(400);
        assertThat(poll(codes).refusal()).isEqualTo("400 access_denied");
    }

    @Test
    @DisplayName("DV-07: what is typed is escaped, and never fails")
    void escapesWhatWasTyped() {
        Browser bob = STORY.browserOf(TestAccount.BOB).open(DEVICE);
        for (String typed : List.of(
                "<script>alert(1)</script>", "'; drop table account; --", "%00", "\u202Ebcdf", "x".repeat(5000))) {
            bob.submit(DEVICE, Map.of("user_code", typed));
            assertThat(bob.page().statusCode()).as(typed).isEqualTo(400);
            assertThat(bob.page().body()).doesNotContain("<script>alert").contains("That code isn’t right");
        }
    }

    @Test
    @DisplayName("DV-08: a client that asks for two factors gets them, and a sign-in of long ago is repeated")
    void asksForAStrongEnoughSignIn() {
        Answer codes = codes(console, "openid mail:read");
        Browser bob = STORY.browserOf(TestAccount.BOB).open(DEVICE);
        bob.submitWithoutFollowing(DEVICE, Map.of("user_code", codes.text("user_code")));
        assertThat(bob.leftFor().getPath()).isEqualTo("/mfa");
        assertThat(poll(console, codes).refusal()).isEqualTo("400 authorization_pending");

        allow(STORY.browserOf(TestAccount.ALICE), codes);
        waitAsLongAsAsked();
        assertThat(poll(console, codes).text("scope").split(" ")).containsExactlyInAnyOrder("openid", "mail:read");
    }

    @Test
    @DisplayName("DV-09: an answer without our token changes nothing")
    void refusesAnAnswerFromElsewhere() {
        Answer codes = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB);

        bob.postRaw(DEVICE, Map.of("user_code", codes.text("user_code"), "decision", "allow"));

        assertThat(bob.page().statusCode()).isEqualTo(403);
        assertThat(poll(codes).refusal()).isEqualTo("400 authorization_pending");
    }

    @Test
    @DisplayName("RFC 8628 §5.1: guessing is braked, and the right code is not looked at either")
    void brakesGuessing() {
        Answer codes = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB).open(DEVICE);
        for (int i = 0; i < 10; i++) {
            bob.submit(DEVICE, Map.of("user_code", "BBBB-BBBB"));
            assertThat(bob.page().statusCode()).isEqualTo(400);
        }

        bob.submit(DEVICE, Map.of("user_code", codes.text("user_code")));

        assertThat(bob.page().statusCode()).isEqualTo(429);
        assertThat(bob.page().headers().firstValue("Retry-After")).isPresent();
        assertThat(bob.page().body()).doesNotContain("Television");
    }

    @Test
    void doesNotGiveMoreGuessesToWhoHasACode() {
        Answer codes = codes();
        Browser bob = STORY.browserOf(TestAccount.BOB).open(DEVICE);
        for (int i = 0; i < 10; i++) {
            bob.submit(DEVICE, Map.of("user_code", "BBBB-BBBB"));
            if (i < 9) {
                enter(bob, codes).open(DEVICE);
            }
        }

        bob.submit(DEVICE, Map.of("user_code", "CCCC-CCCC"));

        assertThat(bob.page().statusCode()).isEqualTo(429);
    }

    @Test
    void refusesSensitiveScopesUnlessTheOperatorAllowsThem() {
        assertThat(codes(television, "openid mail:read").refusal()).isEqualTo("400 invalid_scope");
        assertThat(codes(console, "openid mail:read").isOk()).isTrue();
    }

    @Test
    void refusesWhatTheClientIsNotRegisteredFor() {
        assertThat(codes(STORY.relyingParty(TestClient.SPA), "openid").refusal())
                .isEqualTo("400 unauthorized_client");
        assertThat(codes(television, "openid email").refusal()).isEqualTo("400 invalid_scope");
        assertThat(television.post("/oauth2/device_authorization", Map.of()).refusal())
                .isEqualTo("400 invalid_scope");
        assertThat(television
                        .post(
                                "/oauth2/device_authorization",
                                Map.of("scope", "notes:read", "resource", "https://elsewhere.test"))
                        .refusal())
                .isEqualTo("400 invalid_target");
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(), "/oauth2/device_authorization", "scope=openid&client_id=nobody")
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(STORY.relyingParty(TestClient.SPA)
                        .post("/oauth2/token", Map.of("grant_type", GRANT, "device_code", "x"))
                        .refusal())
                .isEqualTo("400 unauthorized_client");
    }

    @Test
    @DisplayName("DV-10: requests that wait are bounded for each client")
    void boundsHowManyWait() {
        codes();
        STORY.server().database().sql("""
                        insert into device_authorization
                        select gen_random_uuid(), sha256(('d' || n)::bytea), sha256(('u' || n)::bytea), client_id, scopes, resources,
                               address, created_at, expires_at, poll_seconds
                        from device_authorization, generate_series(1, 999) n
                        """).update();

        Answer refused = codes();
        assertThat(refused.refusal()).isEqualTo("429 temporarily_unavailable");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(codes(console, "openid").isOk()).isTrue();
    }

    @Test
    @DisplayName("TK-07: a disabled account gives its devices nothing")
    void givesNothingForADisabledAccount() {
        Answer codes = codes();
        TestAccount person = STORY.newAccounts().withPassword();
        allow(STORY.browserOf(person), codes);
        STORY.server()
                .database()
                .sql("update account set enabled = false where username = :name")
                .param("name", person.username())
                .update();

        assertThat(poll(codes).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("SC-01: neither code stands in the database")
    void keepsNoCodeInTheDatabase() {
        Answer codes = codes();

        String row = STORY.server()
                .database()
                .sql("select d::text from device_authorization d")
                .query(String.class)
                .single();

        assertThat(row)
                .doesNotContain(codes.text("device_code"))
                .doesNotContain(codes.text("user_code").replace("-", ""));
    }
}
