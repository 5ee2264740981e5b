package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.client.ClientPolicy;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.client.TokenLifetimes;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8693. */
class TokenExchangeTests {

    private static final Story STORY = new Story();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String NOTES = "https://notes.test";
    private static final String MAIL = "https://mail.test";

    private final TestAccount person = STORY.newAccounts().withPassword();
    private final String account = STORY.newAccounts().idOf(person).toString();
    private final Browser browser = STORY.browserOf(person);
    private final TestClient gateway = exchanging("notes:read notes:write", List.of("web"), List.of(NOTES));
    private RelyingParty.Answer tokens;

    @BeforeEach
    void authorizeTheApplication() {
        tokens = STORY.tokens(browser, TestClient.WEB, "openid profile notes:read mail:read");
    }

    private static TestClient exchanging(String scope, List<String> subjectClients, List<String> audiences) {
        return registered(
                GRANT_TYPE,
                scope,
                new ClientPolicy(
                        TokenLifetimes.OF_THE_INSTALLATION,
                        new TokenExchangePolicy(subjectClients, audiences),
                        null,
                        null));
    }

    private static TestClient registered(String grantType, String scope, ClientPolicy policy) {
        String id = "exchanging-" + NUMBER.incrementAndGet();
        String secret = "secret-of-" + id + "-00000000000000000000000000";
        String redirectUri = "https://" + id + ".test/cb";
        SigningClient.register(
                STORY.server(),
                id,
                Map.of(
                        "client_name",
                        id,
                        "grant_types",
                        List.of(grantType),
                        "redirect_uris",
                        List.of(redirectUri),
                        "scope",
                        scope),
                policy,
                secret);
        return new TestClient(id, secret, redirectUri);
    }

    private static RelyingParty.Answer exchange(TestClient client, String token, String... more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT_TYPE);
        form.put("subject_token", token);
        form.put("subject_token_type", ACCESS_TOKEN);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return STORY.relyingParty(client).post("/oauth2/token", form);
    }

    private RelyingParty.Answer exchange(String... more) {
        return exchange(gateway, tokens.text("access_token"), more);
    }

    private static JWTClaimsSet claims(RelyingParty.Answer answer) {
        try {
            return SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isActive(RelyingParty.Answer answer) {
        return STORY.relyingParty(TestClient.NOTES_API).isActive(answer.text("access_token"));
    }

    @Test
    @DisplayName("TE-01 §2.2: an access token for the same person, of the client that exchanged, saying who acts")
    void givesATokenForTheSamePerson() {
        RelyingParty.Answer answer = exchange();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .containsEntry("issued_token_type", ACCESS_TOKEN)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "notes:read")
                .doesNotContainKeys("refresh_token", "id_token");
        JWTClaimsSet claims = claims(answer);
        JWTClaimsSet before = claims(tokens);
        assertThat(claims.getSubject()).isEqualTo(account);
        assertThat(claims.getAudience()).containsExactly(NOTES);
        assertThat(claims.getClaim("client_id")).isEqualTo(gateway.clientId());
        assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", gateway.clientId()));
        for (String same : List.of("auth_time", "acr", "amr", "grant_id", "status")) {
            assertThat(claims.getClaim(same)).as(same).isEqualTo(before.getClaim(same));
        }
        assertThat(STORY.relyingParty(TestClient.NOTES_API)
                        .introspect(answer.text("access_token"))
                        .body())
                .containsEntry("active", true)
                .containsEntry("act", Map.of("sub", gateway.clientId()));
    }

    @Test
    @DisplayName("TE-02: a token that came to a client outside the policy, or a client without a policy")
    void refusesWhatThePolicyDoesNotHave() {
        RelyingParty.Answer partners = STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");
        TestClient without = registered(GRANT_TYPE, "notes:read", ClientPolicy.ORDINARY);

        assertThat(exchange(gateway, partners.text("access_token")).refusal()).isEqualTo("400 invalid_request");
        assertThat(exchange(without, tokens.text("access_token")).refusal()).isEqualTo("400 unauthorized_client");
        assertThat(exchange(TestClient.WEB, tokens.text("access_token")).refusal())
                .isEqualTo("400 unauthorized_client");
        assertThat(events("CLIENT_NOT_ALLOWED")).isEqualTo(1);
    }

    @Test
    @DisplayName("TE-02: what is no live access token for a person")
    void refusesWhatIsNoLiveAccessToken() {
        STORY.relyingParty(TestClient.WEB).revoke(tokens.text("access_token"));
        String own = STORY.relyingParty(TestClient.WEB)
                .clientCredentials("notes:read")
                .text("access_token");

        assertThat(exchange().refusal()).as("revoked").isEqualTo("400 invalid_request");
        for (String token : List.of(tokens.text("id_token"), tokens.text("refresh_token"), "x", own)) {
            assertThat(exchange(gateway, token).refusal()).isEqualTo("400 invalid_request");
        }
    }

    @Test
    @DisplayName("TE-03: never more scopes than the subject token has, nor than the client is registered for")
    void neverWidensScopes() {
        assertThat(exchange("scope", "notes:write").refusal())
                .as("the token has it not")
                .isEqualTo("400 invalid_scope");
        TestClient mail = exchanging("notes:read", List.of("web"), List.of(NOTES, MAIL));
        assertThat(exchange(mail, tokens.text("access_token"), "scope", "mail:read")
                        .refusal())
                .as("the client has it not")
                .isEqualTo("400 invalid_scope");
        assertThat(exchange(mail, tokens.text("access_token"), "audience", MAIL).refusal())
                .isEqualTo("400 invalid_scope");
        assertThat(claims(exchange(mail, tokens.text("access_token"))).getAudience())
                .containsExactly(NOTES);
    }

    @Test
    @DisplayName("TE-04: there is no actor_token; who acts is the client")
    void takesNoActorToken() {
        assertThat(exchange("actor_token", tokens.text("access_token"), "actor_token_type", ACCESS_TOKEN)
                        .refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    @DisplayName("TE-04 §4.1: act is nested truthfully, three deep and no deeper")
    void nestsActorsThreeDeep() {
        RelyingParty.Answer last = exchange();
        String earlier = gateway.clientId();
        for (int i = 0; i < 2; i++) {
            TestClient next = exchanging("notes:read", List.of(earlier), List.of(NOTES));
            last = exchange(next, last.text("access_token"));
            assertThat(last.status()).isEqualTo(200);
            Map<?, ?> act = (Map<?, ?>) claims(last).getClaim("act");
            assertThat(act.get("sub")).isEqualTo(next.clientId());
            assertThat(((Map<?, ?>) act.get("act")).get("sub")).isEqualTo(earlier);
            earlier = next.clientId();
        }
        TestClient fourth = exchanging("notes:read", List.of(earlier), List.of(NOTES));

        assertThat(exchange(fourth, last.text("access_token")).refusal()).isEqualTo("400 invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "id_token", "jwt", "saml2"})
    @DisplayName("TE-05: only access tokens go in and come out")
    void exchangesAccessTokensOnly(String type) {
        String name = "urn:ietf:params:oauth:token-type:" + type;

        assertThat(exchange("requested_token_type", name).status()).isEqualTo(400);
        assertThat(exchange("subject_token_type", name).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("TE-05: audiences of the policy only, and this server's own API never")
    void givesAudiencesOfThePolicyOnly() {
        String admin = STORY.server().url("/api/admin");
        TestClient careless = exchanging("users:read notes:read", List.of("console"), List.of(admin, NOTES));
        TestAccount administrator = STORY.newAccounts().administrator();
        String token = STORY.tokens(STORY.browserOf(administrator), TestClient.CONSOLE, "openid users:read notes:read")
                .text("access_token");

        assertThat(exchange(careless, token, "audience", admin).refusal()).isEqualTo("400 invalid_target");
        assertThat(exchange(careless, token, "resource", admin).refusal()).isEqualTo("400 invalid_target");
        assertThat(exchange(careless, token, "scope", "users:read").refusal()).isEqualTo("400 invalid_scope");
        assertThat(claims(exchange(careless, token)).getAudience()).containsExactly(NOTES);
        assertThat(exchange("audience", MAIL).refusal()).isEqualTo("400 invalid_target");
        assertThat(exchange("audience", "https://nowhere.test").refusal()).isEqualTo("400 invalid_target");
        assertThat(exchange("resource", NOTES).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("TE-06: a token that is bound to a key is exchanged by who has the key")
    void wantsTheKeyOfABoundToken() {
        ProofKey key = new ProofKey();
        String endpoint = STORY.server().url("/oauth2/token");
        String code = STORY.authorize(browser, new AuthorizationRequest(TestClient.WEB))
                .code();
        String bound = STORY.relyingParty(TestClient.WEB)
                .post(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                TestClient.WEB.redirectUri(),
                                "code_verifier",
                                AuthorizationRequest.VERIFIER),
                        "DPoP",
                        key.proof("POST", endpoint))
                .text("access_token");
        Map<String, String> form =
                Map.of("grant_type", GRANT_TYPE, "subject_token", bound, "subject_token_type", ACCESS_TOKEN);
        RelyingParty party = STORY.relyingParty(gateway);
        String proof = key.proof("POST", endpoint);

        assertThat(party.post("/oauth2/token", form).refusal()).isEqualTo("400 invalid_request");
        assertThat(party.post("/oauth2/token", form, "DPoP", new ProofKey().proof("POST", endpoint))
                        .refusal())
                .isEqualTo("400 invalid_request");
        RelyingParty.Answer answer = party.post("/oauth2/token", form, "DPoP", proof);
        assertThat(answer.text("token_type")).isEqualTo("DPoP");
        assertThat(claims(answer).getClaim("cnf")).isEqualTo(Map.of("jkt", key.thumbprint()));
        assertThat(party.post("/oauth2/token", form, "DPoP", proof).refusal())
                .as("a proof is good once")
                .isEqualTo("400 invalid_dpop_proof");
    }

    @Test
    @DisplayName("TE-07: nobody becomes anybody else: the subject stays the subject, whatever is asked")
    void impersonatesNobody() {
        TestAccount administrator = STORY.newAccounts().administrator();
        String id = STORY.newAccounts().idOf(administrator).toString();
        RelyingParty.Answer answer =
                exchange("requested_subject", id, "sub", id, "login_hint", administrator.username());

        assertThat(claims(answer).getSubject()).isEqualTo(account);
        assertThat(claims(answer).getClaims()).doesNotContainKeys("roles", "may_act");
    }

    @Test
    @DisplayName("TE-08: never lives longer than the subject token")
    void livesNoLongerThanTheSubjectToken() {
        TestClient brief = registered(
                "authorization_code",
                "openid notes:read",
                new ClientPolicy(new TokenLifetimes(null, Duration.ofSeconds(40), null, null), null, null, null));
        RelyingParty.Answer subject = STORY.tokens(browser, brief, "openid notes:read");
        TestClient patient = exchanging("notes:read", List.of(brief.clientId()), List.of(NOTES));

        RelyingParty.Answer answer = exchange(patient, subject.text("access_token"));

        assertThat(claims(answer).getExpirationTime()).isEqualTo(claims(subject).getExpirationTime());
    }

    @Test
    @DisplayName("TE-09: whatever ends the subject's grant ends the exchanged token")
    void diesWithTheGrant() {
        RelyingParty.Answer answer = exchange();
        assertThat(isActive(answer)).isTrue();

        STORY.relyingParty(TestClient.WEB).revoke(tokens.text("refresh_token"));

        assertThat(isActive(answer)).isFalse();
        assertThat(exchange().refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    @DisplayName("TE-09: a disabled account has no tokens of either kind")
    void diesWithTheAccount() {
        RelyingParty.Answer answer = exchange();

        STORY.server()
                .database()
                .sql("update account set enabled = false where id = cast(:id as uuid)")
                .param("id", account)
                .update();

        assertThat(isActive(answer)).isFalse();
        assertThat(exchange().refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    @DisplayName("RFC 7009: the client that exchanged gives up its own token and not the grant of the other")
    void revokesNoMoreThanItself() {
        RelyingParty.Answer answer = exchange();

        STORY.relyingParty(gateway).revoke(answer.text("access_token"));

        assertThat(isActive(answer)).isFalse();
        assertThat(isActive(tokens)).isTrue();
        assertThat(STORY.relyingParty(TestClient.WEB)
                        .refresh(tokens.text("refresh_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("§2.1: a client narrows a token of its own, and is no actor beside itself")
    void narrowsATokenOfItsOwn() {
        RelyingParty.Answer first = exchange();
        RelyingParty.Answer second = exchange(gateway, first.text("access_token"), "scope", "notes:read");

        assertThat(claims(second).getClaim("act")).isEqualTo(claims(first).getClaim("act"));
    }

    @Test
    void isWrittenDownWithWhomItWasFor() {
        exchange();

        String details = STORY.server()
                .database()
                .sql("""
                        select details::text from security_event
                        where type = 'TOKEN_EXCHANGED' and outcome = 'SUCCESS' and client_id = :client
                        """)
                .param("client", gateway.clientId())
                .query(String.class)
                .single();
        assertThat(details).contains(account, "\"web\"", NOTES);
        assertThat(STORY.server()
                        .database()
                        .sql("select count(*) from oauth_grant where account_id = cast(:id as uuid)")
                        .param("id", account)
                        .query(Long.class)
                        .single())
                .as("no row of the token")
                .isEqualTo(1);
    }

    private long events(String reason) {
        return STORY.server()
                .database()
                .sql("select count(*) from security_event where client_id = :client and reason = :reason")
                .param("client", gateway.clientId())
                .param("reason", reason)
                .query(Long.class)
                .single();
    }
}
