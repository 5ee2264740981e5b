package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9126")
class PushedAuthorizationRequestTests {

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final Story STORY = new Story();
    private static Browser bob;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static Map<String, String> form(AuthorizationRequest request) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : request.query().split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static RelyingParty.Answer push(TestClient client, AuthorizationRequest request) {
        return STORY.relyingParty(client).post("/oauth2/par", form(request));
    }

    private static AuthorizationRequest request(TestClient client) {
        return new AuthorizationRequest(client);
    }

    private static String address(TestClient client, String requestUri) {
        return "/oauth2/authorize?client_id=" + client.clientId() + "&request_uri=" + requestUri;
    }

    private static String pushed(TestClient client) {
        return push(client, request(client)).text("request_uri");
    }

    private static void assertRefusedHere(String address) {
        HttpResponse<String> answer = bob.openWithoutFollowing(address);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("invalid_request");
    }

    @Test
    @DisplayName("§2.2: a request URI that lasts 90 seconds")
    void keepsARequestForItsBrowser() {
        RelyingParty.Answer answer = push(TestClient.WEB, request(TestClient.WEB));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("request_uri")).startsWith(PREFIX).hasSize(PREFIX.length() + 43);
        assertThat(answer.body()).containsEntry("expires_in", 90);
        assertThat(answer.header("Cache-Control")).contains("no-store");

        bob.open(address(TestClient.WEB, answer.text("request_uri")));
        Redirect redirect = Redirect.of(bob.leftFor());
        assertThat(redirect.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(redirect.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsKey("iss");
        assertThat(web.redeem(redirect.code()).isOk()).isTrue();
    }

    @Test
    void goesOnAfterASignInAndConsent() {
        Browser browser = STORY.browser();
        browser.open(address(TestClient.PARTNER, pushed(TestClient.PARTNER)));
        assertThat(browser.at("/login")).isTrue();
        TestAccount account = STORY.newAccounts().withPassword();
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/oauth2/consent")).isTrue();
        browser.submit("/oauth2/consent", Map.of("decision", "allow"));

        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    void isForPublicClientsToo() {
        bob.open(address(TestClient.SPA, pushed(TestClient.SPA)));
        assertThat(STORY.relyingParty(TestClient.SPA)
                        .redeem(Redirect.of(bob.leftFor()).code())
                        .isOk())
                .isTrue();
    }

    @Test
    @DisplayName("PR-01: a request URI is used once")
    void isUsedOnce() {
        String address = address(TestClient.WEB, pushed(TestClient.WEB));
        bob.open(address);
        assertThat(Redirect.of(bob.leftFor()).code()).isNotEmpty();

        assertRefusedHere(address);
    }

    @Test
    @DisplayName("PR-01: of 20 uses at once one wins")
    void isUsedOnceByManyAtOnce() {
        URI address = URI.create(STORY.server().url(address(TestClient.WEB, pushed(TestClient.WEB))));
        HttpClient http = HttpClient.newBuilder().cookieHandler(bob.cookies()).build();
        List<CompletableFuture<HttpResponse<String>>> uses = new ArrayList<>();
        IntStream.range(0, 20)
                .forEach(i -> uses.add(
                        http.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())));

        assertThat(uses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnlyOnce(303)
                .filteredOn(status -> status != 303)
                .hasSize(19)
                .containsOnly(400);
    }

    @Test
    @DisplayName("PR-03: a request URI is its client's")
    void belongsToTheClientThatPushedIt() {
        String requestUri = pushed(TestClient.PARTNER);

        assertRefusedHere(address(TestClient.WEB, requestUri));
        assertRefusedHere("/oauth2/authorize?request_uri=" + requestUri);
        bob.open(address(TestClient.PARTNER, requestUri));
        assertThat(bob.page().statusCode()).as("not used up by the attempts").isNotEqualTo(400);
    }

    @Test
    @DisplayName("PR-04: a request URI expires")
    void expires() {
        String requestUri = pushed(TestClient.WEB);
        STORY.server()
                .database()
                .sql("update pushed_authorization_request set expires_at = now() - interval '1 second'")
                .update();

        assertRefusedHere(address(TestClient.WEB, requestUri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd", "%00"})
    void isNotGuessed(String handle) {
        assertRefusedHere(address(TestClient.WEB, PREFIX + handle));
    }

    @Test
    @DisplayName("PR-05, §6: a client that must push gets nothing otherwise")
    void isTheOnlyWayForAClientThatSaysSo() {
        bob.open(request(TestClient.PUSHING).url());
        assertThat(Redirect.of(bob.leftFor()).error()).isEqualTo("invalid_request");

        Browser browser = STORY.browser().open(address(TestClient.PUSHING, pushed(TestClient.PUSHING)));
        browser.submit("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    @DisplayName("PR-05, AZ-25: what is sent beside the request URI is ignored")
    void countsAlone() {
        bob.open(address(TestClient.WEB, pushed(TestClient.WEB))
                + "&redirect_uri=https://evil.test/cb&scope=openid%20mail:read&state=other&code_challenge="
                + "A".repeat(43) + "&response_mode=form_post&prompt=login");
        Redirect redirect = Redirect.of(bob.leftFor());
        assertThat(redirect.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(redirect.parameters()).containsEntry("state", AuthorizationRequest.STATE);
        RelyingParty.Answer tokens = web.redeem(redirect.code());
        assertThat(tokens.text("scope")).isEqualTo("openid profile notes:read");
    }

    @Test
    @DisplayName("AZ-25, AZ-26: the challenge is the one that was pushed")
    void cannotBeWeakenedInTheFrontChannel() {
        assertThat(push(TestClient.WEB, request(TestClient.WEB).without("code_challenge"))
                        .refusal())
                .isEqualTo("400 invalid_request");
        bob.open(address(TestClient.WEB, pushed(TestClient.WEB)) + "&code_challenge=&code_challenge_method=plain");
        assertThat(web.redeem(Redirect.of(bob.leftFor()).code(), Map.of("code_verifier", "B".repeat(43)))
                        .refusal())
                .isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("PR-06, §2: the client authenticates as at the token endpoint")
    void needsTheClientItself() {
        String body = request(TestClient.WEB).query();
        assertThat(RelyingParty.postAnonymously(STORY.server(), "/oauth2/par", body)
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(RelyingParty.postAnonymously(STORY.server(), "/oauth2/par", body + "&client_secret=wrong")
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(),
                                "/oauth2/par",
                                body,
                                "Authorization",
                                RelyingParty.basic("partner", TestClient.PARTNER.secret()))
                        .refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    @DisplayName("PR-07, §2.1: request_uri cannot be pushed, and no address is ever fetched")
    void fetchesNothing() throws Exception {
        assertThat(push(TestClient.WEB, request(TestClient.WEB).with("request_uri", pushed(TestClient.WEB)))
                        .refusal())
                .isEqualTo("400 invalid_request");
        try (java.net.ServerSocket canary = new java.net.ServerSocket(0)) {
            canary.setSoTimeout(300);
            String address = "http://localhost:" + canary.getLocalPort() + "/x";
            bob.open(request(TestClient.WEB).with("request_uri", address).url());
            assertThat(Redirect.of(bob.leftFor()).error()).isEqualTo("request_uri_not_supported");
            bob.open(address(TestClient.PARTNER, address));
            assertThat(bob.page().statusCode()).isEqualTo(400);
            org.assertj.core.api.Assertions.assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                    .isThrownBy(canary::accept);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid admin, invalid_scope",
        "response_type, token, unsupported_response_type",
        "redirect_uri, https://evil.test/cb, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "resource, https://other.test, invalid_target",
        "prompt, none login, invalid_request",
        "claims, x, invalid_request",
        "response_mode, fragment, invalid_request",
        "request, x, request_not_supported",
        "dpop_jkt, x, invalid_request",
        "id_token_hint, x, invalid_request"
    })
    @DisplayName("§2.1: every rule of the authorization endpoint holds")
    void refusesAtOnceWhatWouldBeRefusedLater(String name, String value, String error) {
        RelyingParty.Answer answer =
                push(TestClient.WEB, request(TestClient.WEB).with(name, value));

        assertThat(answer.refusal()).isEqualTo("400 " + error);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).containsKey("error_description");
    }

    @Test
    void isAFormThatIsPosted() {
        assertThat(RelyingParty.send(
                                HttpRequest.newBuilder(URI.create(STORY.server().url("/oauth2/par"))))
                        .status())
                .isEqualTo(405);
        assertThat(push(TestClient.WEB, request(TestClient.WEB).and("state", "2"))
                        .status())
                .isEqualTo(201); // a map has one of them
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(),
                                "/oauth2/par",
                                request(TestClient.WEB).and("state", "2").query(),
                                "Authorization",
                                RelyingParty.basic("web", TestClient.WEB.secret()))
                        .refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    @DisplayName("PR-09: a request URI is no handle of a consent")
    void isGoodForNothingElse() {
        String handle = pushed(TestClient.WEB).substring(PREFIX.length());
        assertThat(bob.openWithoutFollowing("/oauth2/consent?request=" + handle).statusCode())
                .isEqualTo(400);
        assertThat(web.redeem(handle).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("PR-13: no client has more than a thousand open")
    void isBoundedByClient() {
        STORY.server().database().sql("""
                        insert into pushed_authorization_request (handle_hash, client_id, parameters, expires_at)
                        select sha256(cast('flood-' || n as bytea)), c.id, '{}', now() + interval '60 seconds'
                        from client c, generate_series(1, 1000) n where c.client_id = 'native'
                        """).update();
        try {
            RelyingParty.Answer flooded = push(TestClient.NATIVE, request(TestClient.NATIVE));
            assertThat(flooded.status()).isEqualTo(429);
            assertThat(flooded.header("Retry-After")).isNotEmpty();
            assertThat(push(TestClient.WEB, request(TestClient.WEB)).status()).isEqualTo(201);
        } finally {
            STORY.server()
                    .database()
                    .sql(
                            "delete from pushed_authorization_request p using client c where c.id = p.client_id and c.client_id = 'native'")
                    .update();
        }
    }

    @Test
    void keepsNoHandleAndNoSecret() {
        String handle = pushed(TestClient.WEB).substring(PREFIX.length());
        assertThat(STORY.server()
                        .database()
                        .sql(
                                "select parameters::text || encode(handle_hash, 'escape') from pushed_authorization_request")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(handle) || row.contains("client_secret"));
    }

    @Test
    @DisplayName("RFC 9449 §10: a code that is bound to a key is not given to who does not show it")
    void bindsTheCodeToAKey() {
        AuthorizationRequest bound = request(TestClient.WEB).with("dpop_jkt", "A".repeat(43));
        String code = STORY.authorize(bob, bound).code();
        assertThat(web.redeem(code).refusal()).isEqualTo("400 invalid_grant");

        bob.open(address(TestClient.WEB, push(TestClient.WEB, bound).text("request_uri")));
        assertThat(web.redeem(Redirect.of(bob.leftFor()).code()).refusal()).isEqualTo("400 invalid_grant");
    }

    @Nested
    @DisplayName("PR-14, RFC 9449 §10.1: a proof that is pushed binds the code to its key")
    class WithAProof {

        private final ProofKey key = new ProofKey();
        private final String endpoint = STORY.server().url("/oauth2/par");

        private RelyingParty.Answer push(AuthorizationRequest request, String... proofs) {
            List<String> headers =
                    new ArrayList<>(List.of("Authorization", RelyingParty.basic("web", TestClient.WEB.secret())));
            for (String proof : proofs) {
                headers.addAll(List.of("DPoP", proof));
            }
            return RelyingParty.postAnonymously(
                    STORY.server(), "/oauth2/par", request.query(), headers.toArray(String[]::new));
        }

        private RelyingParty.Answer redeem(String code, ProofKey shown) {
            Map<String, String> form = Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "redirect_uri",
                    TestClient.WEB.redirectUri(),
                    "code_verifier",
                    AuthorizationRequest.VERIFIER);
            return RelyingParty.postAnonymously(
                    STORY.server(),
                    "/oauth2/token",
                    RelyingParty.encode(form),
                    "Authorization",
                    RelyingParty.basic("web", TestClient.WEB.secret()),
                    "DPoP",
                    shown.proof("POST", STORY.server().url("/oauth2/token")));
        }

        private String code() {
            bob.open(address(
                    TestClient.WEB,
                    push(request(TestClient.WEB), key.proof("POST", endpoint)).text("request_uri")));
            return Redirect.of(bob.leftFor()).code();
        }

        @Test
        void isRedeemedWithThatKeyAlone() {
            assertThat(redeem(code(), key).text("token_type")).isEqualTo("DPoP");
            assertThat(redeem(code(), new ProofKey()).refusal()).isEqualTo("400 invalid_grant");
            assertThat(web.redeem(code()).refusal()).isEqualTo("400 invalid_grant");
        }

        @Test
        void isRedeemedWithTheKeyThatWasNamed() {
            AuthorizationRequest named = request(TestClient.WEB).with("dpop_jkt", key.thumbprint());
            assertThat(redeem(STORY.authorize(bob, named).code(), key).isOk()).isTrue();
            assertThat(redeem(STORY.authorize(bob, named).code(), new ProofKey())
                            .refusal())
                    .isEqualTo("400 invalid_grant");
        }

        @Test
        void hasToBeOfTheKeyThatIsNamedBesideIt() {
            AuthorizationRequest other = request(TestClient.WEB).with("dpop_jkt", new ProofKey().thumbprint());

            assertThat(push(other, key.proof("POST", endpoint)).refusal()).isEqualTo("400 invalid_dpop_proof");
        }

        @Test
        void isRightAndNew() {
            String used = key.proof("POST", endpoint);
            assertThat(push(request(TestClient.WEB), used).status()).isEqualTo(201);
            for (String wrong : List.of(used, "x", key.proof("POST", endpoint + "x"), key.proof("GET", endpoint))) {
                assertThat(push(request(TestClient.WEB), wrong).refusal()).isEqualTo("400 invalid_dpop_proof");
            }
            assertThat(push(request(TestClient.WEB), key.proof("POST", endpoint), key.proof("POST", endpoint))
                            .refusal())
                    .isEqualTo("400 invalid_dpop_proof");
        }
    }
}
