package dev.latchkey.auth.clientregistration;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** RFC 7591, RFC 7592, OpenID Connect Dynamic Client Registration. */
class DynamicRegistrationTests {

    private static final Story STORY = new Story();
    private static final AuthServer SERVER = STORY.server();
    private static final InitialAccessTokens TOKENS = SERVER.bean(InitialAccessTokens.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REDIRECT = "https://dynamic.test/cb";

    private static String token() {
        return TOKENS.create("a test", 1, Duration.ofHours(1), List.of(), List.of());
    }

    private static Map<String, Object> metadata(Object... changes) {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("redirect_uris", List.of(REDIRECT)));
        for (int i = 0; i < changes.length; i += 2) {
            metadata.put(changes[i].toString(), changes[i + 1]);
        }
        return metadata;
    }

    private static RelyingParty.Answer call(String method, String url, String token, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return RelyingParty.send(request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static RelyingParty.Answer register(String token, Map<String, Object> metadata) {
        return call("POST", SERVER.url("/connect/register"), token, JSON.writeValueAsString(metadata));
    }

    private static RelyingParty.Answer register(Map<String, Object> metadata) {
        return register(token(), metadata);
    }

    private static RelyingParty.Answer manage(
            String method, RelyingParty.Answer registered, String token, Object body) {
        return call(
                method,
                registered.text("registration_client_uri"),
                token,
                body == null ? "" : JSON.writeValueAsString(body));
    }

    private static String refusal(RelyingParty.Answer answer) {
        return answer.status() < 300
                ? ""
                : answer.status() + " " + answer.body().get("error");
    }

    @Nested
    class Registers {

        @DisplayName("OpenID Connect Registration §3.2: what was registered, with the defaults filled in")
        @Test
        void aClientWithDefaults() {
            RelyingParty.Answer answer = register(metadata());
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.body())
                    .containsKeys("client_id", "client_secret", "client_id_issued_at", "registration_access_token")
                    .containsEntry("client_secret_expires_at", 0)
                    .containsEntry("redirect_uris", List.of(REDIRECT))
                    .containsEntry("response_types", List.of("code"))
                    .containsEntry("grant_types", List.of("authorization_code"))
                    .containsEntry("application_type", "web")
                    .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                    .containsEntry("id_token_signed_response_alg", "RS256")
                    .containsEntry("scope", "openid profile email address phone offline_access roles");
            assertThat(answer.text("registration_client_uri"))
                    .isEqualTo(SERVER.url("/connect/register/" + answer.text("client_id")));
        }

        @DisplayName("a client that registered itself works, and people are asked")
        @Test
        void aClientThatPeopleAreAskedAbout() {
            RelyingParty.Answer answer = register(metadata("client_name", "Stranger", "trusted", true));
            TestClient client = new TestClient(answer.text("client_id"), answer.text("client_secret"), REDIRECT);
            Browser bob = STORY.browserOf(TestAccount.BOB);
            bob.open(new AuthorizationRequest(client)
                    .with("scope", "openid profile")
                    .url());
            assertThat(bob.at("/oauth2/consent")).isTrue();
            bob.submit("/oauth2/consent", Map.of("decision", "allow"));
            RelyingParty.Answer tokens = new RelyingParty(SERVER, client)
                    .redeem(Redirect.of(bob.leftFor()).code());
            assertThat(tokens.refusal()).isEmpty();
            assertThat(tokens.body()).containsKey("id_token");
        }

        @Test
        void aPublicClientWithoutASecret() {
            RelyingParty.Answer answer = register(metadata(
                    "application_type",
                    "native",
                    "token_endpoint_auth_method",
                    "none",
                    "redirect_uris",
                    List.of("http://127.0.0.1/cb", "com.example.app:/cb")));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).doesNotContainKey("client_secret");
        }

        @Test
        void aClientThatSigns() {
            RelyingParty.Answer answer = register(metadata(
                    "token_endpoint_auth_method",
                    "private_key_jwt",
                    "jwks",
                    new JWKSet(SigningClient.ecKey()).toPublicJWKSet().toJSONObject()));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).doesNotContainKey("client_secret");
        }

        @DisplayName(
                "RFC 7591 §2: names that are not understood are passed over; what only an operator decides is no name")
        @Test
        void ignoringWhatIsNotUnderstood() {
            RelyingParty.Answer answer = register(metadata(
                    "trusted",
                    true,
                    "skip_consent",
                    true,
                    "client_id",
                    "web",
                    "client_secret",
                    "known",
                    "unknown",
                    1,
                    "access_token_ttl",
                    "10y"));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).doesNotContainKeys("trusted", "skip_consent", "unknown", "access_token_ttl");
            assertThat(answer.text("client_id")).isNotEqualTo("web").startsWith("dyn-");
            assertThat(answer.text("client_secret")).isNotEqualTo("known").hasSize(43);
        }

        @DisplayName("secrets and tokens are kept as hashes")
        @Test
        void keepingNoSecret() {
            RelyingParty.Answer answer = register(metadata());
            String rows = SERVER.database()
                    .sql("""
                            select c::text || s::text || encode(r.token_hash, 'hex') from client c
                              join client_secret s on s.client_id = c.id join client_registration r on r.client_id = c.id
                             where c.client_id = :id
                            """)
                    .param("id", answer.text("client_id"))
                    .query(String.class)
                    .single();
            assertThat(rows)
                    .doesNotContain(answer.text("client_secret"))
                    .doesNotContain(answer.text("registration_access_token"));
        }

        @DisplayName("OpenID Connect Registration §5: a sector that names every redirect URI")
        @Test
        void aClientOfASector() {
            String sector =
                    OutsideWorld.running().document("application/json", "[\"" + REDIRECT + "\",\"https://x.test/\"]");
            RelyingParty.Answer answer =
                    register(metadata("sector_identifier_uri", sector, "subject_type", "pairwise"));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body())
                    .containsEntry("sector_identifier_uri", sector)
                    .containsEntry("subject_type", "pairwise");
        }
    }

    @Nested
    class Refuses {

        static Stream<Arguments> redirectUris() {
            return Stream.of(
                            "javascript:alert(1)",
                            "data:text/html,x",
                            "http://rp.test/cb",
                            "https://*.rp.test/cb",
                            "https://rp.test/*",
                            "https://rp.test/cb#f",
                            "https://user@rp.test/cb",
                            "myapp:/cb",
                            "com.example.app:/cb",
                            "https://192.0.2.1/cb",
                            "https://localhost/cb",
                            "http://localhost/cb",
                            "http://127.0.0.1/cb",
                            "https://rp.test/" + "x".repeat(10_000),
                            "",
                            "rp.test/cb")
                    .map(Arguments::of);
        }

        @DisplayName("PT-05")
        @ParameterizedTest
        @MethodSource("redirectUris")
        void redirectUrisThatCouldLeadAstray(String uri) {
            assertThat(refusal(register(metadata("redirect_uris", List.of(uri)))))
                    .isIn("400 invalid_redirect_uri", "400 invalid_client_metadata");
        }

        @DisplayName("PT-05: none, and more than fifty")
        @Test
        void noneAndTooMany() {
            assertThat(refusal(register(metadata("redirect_uris", List.of())))).isEqualTo("400 invalid_redirect_uri");
            List<String> many =
                    IntStream.range(0, 51).mapToObj(i -> REDIRECT + i).toList();
            assertThat(refusal(register(metadata("redirect_uris", many)))).startsWith("400 ");
        }

        @DisplayName("PT-06")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "post_logout_redirect_uris",
                    "initiate_login_uri",
                    "policy_uri",
                    "tos_uri",
                    "client_uri",
                    "logo_uri",
                    "jwks_uri",
                    "sector_identifier_uri",
                    "backchannel_logout_uri"
                })
        void otherAddressesThatCouldLeadAstray(String name) {
            for (String uri :
                    List.of("javascript:alert(1)", "http://rp.test/", "https://10.0.0.1/", "https://a@rp.test/")) {
                Object value = name.endsWith("uris") ? List.of(uri) : uri;
                assertThat(refusal(register(metadata(name, value)))).as(uri).startsWith("400 invalid_");
            }
        }

        static Stream<Arguments> metadataValues() {
            return Stream.of(
                    Arguments.of("scope", "openid unknown"),
                    Arguments.of("scope", "openid mail:read"),
                    Arguments.of("scope", "openid users:read"),
                    Arguments.of("scope", 7),
                    Arguments.of("grant_types", List.of("client_credentials")),
                    Arguments.of(
                            "grant_types",
                            List.of("authorization_code", "urn:ietf:params:oauth:grant-type:token-exchange")),
                    Arguments.of("grant_types", List.of("password")),
                    Arguments.of("grant_types", List.of("implicit")),
                    Arguments.of("grant_types", "authorization_code"),
                    Arguments.of("response_types", List.of("token")),
                    Arguments.of("response_types", List.of("code id_token")),
                    Arguments.of("token_endpoint_auth_method", "client_secret_jwt"),
                    Arguments.of("token_endpoint_auth_method", "private_key_jwt"),
                    Arguments.of("id_token_signed_response_alg", "none"),
                    Arguments.of("id_token_signed_response_alg", "HS256"),
                    Arguments.of("subject_type", "ephemeral"),
                    Arguments.of("application_type", "desktop"),
                    Arguments.of("request_uris", List.of("https://rp.test/request")),
                    Arguments.of("jwks", Map.of("keys", List.of(Map.of("kty", "oct", "k", "AAAA")))),
                    Arguments.of("jwks", "text"),
                    Arguments.of("contacts", List.of("nobody")),
                    Arguments.of("client_name", "a\u202eb"),
                    Arguments.of("client_name", "x".repeat(500)),
                    Arguments.of("default_max_age", -1),
                    Arguments.of("redirect_uris", "text"),
                    Arguments.of("redirect_uris", List.of(7)));
        }

        @DisplayName("PT-08")
        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("metadataValues")
        void metadataBeyondWhatIsOffered(String name, Object value) {
            String token = token();
            assertThat(refusal(register(token, metadata(name, value)))).startsWith("400 invalid_");
            assertThat(register(token, metadata()).status())
                    .as("a refused registration uses nothing up")
                    .isEqualTo(201);
        }

        @DisplayName("PT-08: public clients act for people only; a private key is none of our business")
        @Test
        void combinationsThatCannotBe() {
            assertThat(refusal(register(metadata(
                            "token_endpoint_auth_method", "none", "grant_types", List.of("client_credentials")))))
                    .isEqualTo("400 invalid_client_metadata");
            assertThat(refusal(register(metadata("jwks", new JWKSet(SigningClient.ecKey()).toJSONObject(false)))))
                    .isEqualTo("400 invalid_client_metadata");
        }

        @DisplayName("PT-08: RFC 7591 §2.3, a software statement")
        @Test
        void softwareStatements() {
            assertThat(refusal(register(metadata("software_statement", "e30.e30."))))
                    .isEqualTo("400 invalid_software_statement");
        }

        @DisplayName("PT-08: a sector that does not name the redirect URI, or cannot be asked")
        @Test
        void foreignSectors() {
            OutsideWorld world = OutsideWorld.running();
            for (String sector : List.of(
                    world.document("application/json", "[\"https://other.test/cb\"]"),
                    world.document("application/json", "{\"a\":1}"),
                    world.document("application/json", "nonsense"),
                    world.at(exchange -> OutsideWorld.send(exchange, 500, "text/plain", "")),
                    "https://localhost/sector")) {
                assertThat(refusal(register(metadata("sector_identifier_uri", sector, "subject_type", "pairwise"))))
                        .isEqualTo("400 invalid_client_metadata");
            }
        }

        @DisplayName("RB-01: bodies that are made to hurt")
        @Test
        void bodiesThatAreMadeToHurt() {
            String url = SERVER.url("/connect/register");
            String manyKeys = IntStream.range(0, 4_000)
                    .mapToObj(i -> "\"k" + i + "\":1")
                    .collect(Collectors.joining(",", "{", "}"));
            for (String body : List.of(
                    "[".repeat(10_000),
                    "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                    "{\"default_max_age\":1e1000000}",
                    "{\"default_max_age\":" + "9".repeat(1_000) + "}",
                    "{\"redirect_uris\":[\"" + REDIRECT + "\"],\"redirect_uris\":[]}",
                    "null",
                    "[]",
                    "\"x\"",
                    "{} {}",
                    "{",
                    manyKeys,
                    "{\"a\":\"" + "x".repeat(200_000) + "\"}")) {
                assertThat(call("POST", url, token(), body).status())
                        .as(body.substring(0, Math.min(40, body.length())))
                        .isIn(400, 413);
            }
            RelyingParty.Answer form = RelyingParty.send(HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(form.status()).isEqualTo(415);
        }
    }

    @Nested
    class InitialTokens {

        @DisplayName("PT-07: none, an unknown, a used and an expired one")
        @Test
        void areDemanded() {
            String used = token();
            assertThat(register(used, metadata()).status()).isEqualTo(201);
            String expired = TOKENS.create("gone", 1, Duration.ofSeconds(-1), List.of(), List.of());
            for (String token : List.of("", "unknown", used, expired)) {
                RelyingParty.Answer answer = register(token, metadata());
                assertThat(refusal(answer)).isEqualTo("401 invalid_token");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            }
        }

        @Test
        @DisplayName("RFC 6750 §3.1: who has shown no token is challenged without an error")
        void areAskedForWithoutAnError() {
            RelyingParty.Answer answer =
                    RelyingParty.send(HttpRequest.newBuilder(URI.create(SERVER.url("/connect/register/x")))
                            .GET());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(register("unknown", metadata()).header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\"");
        }

        @Test
        void countTheirUses() {
            String three = TOKENS.create("three", 3, Duration.ofHours(1), List.of(), List.of());
            for (int i = 0; i < 3; i++) {
                assertThat(register(three, metadata()).status()).isEqualTo(201);
            }
            assertThat(refusal(register(three, metadata()))).isEqualTo("401 invalid_token");
        }

        @Test
        void limitScopesAndHosts() {
            String limited = TOKENS.create(
                    "limited", 5, Duration.ofHours(1), List.of("openid", "notes:read"), List.of("dynamic.test"));
            assertThat(refusal(register(limited, metadata("redirect_uris", List.of("https://other.test/cb")))))
                    .isEqualTo("400 invalid_redirect_uri");
            assertThat(refusal(register(limited, metadata("scope", "openid email"))))
                    .isEqualTo("400 invalid_client_metadata");
            RelyingParty.Answer answer = register(limited, metadata("scope", "openid notes:read"));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(refusal(manage(
                            "PUT",
                            answer,
                            answer.text("registration_access_token"),
                            metadata("client_id", answer.text("client_id"), "scope", "openid email"))))
                    .as("later too")
                    .isEqualTo("400 invalid_client_metadata");
        }
    }

    @Nested
    class Manages {

        private final RelyingParty.Answer registered = register(metadata("client_name", "First"));
        private final String token = registered.text("registration_access_token");
        private final String clientId = registered.text("client_id");

        @DisplayName("RFC 7592 §2.1")
        @Test
        void readsItself() {
            RelyingParty.Answer answer = manage("GET", registered, token, null);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .containsEntry("client_name", "First")
                    .containsEntry("registration_access_token", token)
                    .doesNotContainKey("client_secret");
        }

        @DisplayName("RFC 7592 §2.2: everything is replaced, and the token too (PT-07)")
        @Test
        void replacesItself() {
            RelyingParty.Answer answer = manage(
                    "PUT",
                    registered,
                    token,
                    metadata("client_id", clientId, "redirect_uris", List.of("https://new.test/cb")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .containsEntry("redirect_uris", List.of("https://new.test/cb"))
                    .doesNotContainKeys("client_name", "client_secret");
            assertThat(answer.text("registration_access_token")).isNotEqualTo(token);
            assertThat(refusal(manage("GET", registered, token, null))).isEqualTo("401 invalid_token");
            assertThat(manage("GET", registered, answer.text("registration_access_token"), null)
                            .status())
                    .isEqualTo(200);
            assertThat(new RelyingParty(SERVER, new TestClient(clientId, registered.text("client_secret"), ""))
                            .clientCredentials("")
                            .refusal())
                    .as("the secret is the same")
                    .isEqualTo("400 unauthorized_client");
        }

        @DisplayName("RFC 7592 §2.2: a change that is refused changes nothing, the token neither")
        @Test
        void keepsWhatItIsWhenAChangeIsRefused() {
            for (Map<String, Object> wrong : List.of(
                    metadata(),
                    metadata("client_id", "web"),
                    metadata("client_id", clientId, "registration_access_token", token),
                    metadata("client_id", clientId, "redirect_uris", List.of("http://rp.test/")))) {
                assertThat(refusal(manage("PUT", registered, token, wrong))).startsWith("400 invalid_");
            }
            assertThat(manage("GET", registered, token, null).body()).containsEntry("client_name", "First");
        }

        @DisplayName("PT-04: people are asked again when the application has moved")
        @Test
        void losesWhatPeopleAllowedWhenItMoves() {
            TestClient client = new TestClient(clientId, registered.text("client_secret"), REDIRECT);
            Browser bob = STORY.browserOf(TestAccount.BOB);
            STORY.tokens(bob, client, "openid profile");
            assertThat(asksForConsent(bob, client)).isFalse();
            String moved = "https://elsewhere.test/cb";
            RelyingParty.Answer answer = manage(
                    "PUT",
                    registered,
                    token,
                    metadata("client_id", clientId, "client_name", "First", "redirect_uris", List.of(moved)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(asksForConsent(bob, new TestClient(clientId, client.secret(), moved)))
                    .isTrue();
        }

        private static boolean asksForConsent(Browser browser, TestClient client) {
            return STORY.authorize(
                            browser,
                            new AuthorizationRequest(client)
                                    .with("scope", "openid profile")
                                    .with("prompt", "none"))
                    .error()
                    .equals("consent_required");
        }

        @DisplayName("RFC 7592 §2.3")
        @Test
        void deletesItself() {
            assertThat(manage("DELETE", registered, token, null).status()).isEqualTo(204);
            assertThat(refusal(manage("GET", registered, token, null))).isEqualTo("401 invalid_token");
            assertThat(new RelyingParty(SERVER, new TestClient(clientId, registered.text("client_secret"), ""))
                            .clientCredentials("")
                            .refusal())
                    .isEqualTo("401 invalid_client");
        }

        @DisplayName("PT-07: the token of another client, none, an unknown client, a client of the operator")
        @Test
        void belongsToItsOwnerAlone() {
            RelyingParty.Answer other = register(metadata());
            for (String method : List.of("GET", "PUT", "DELETE")) {
                Object body = method.equals("PUT") ? metadata("client_id", clientId) : null;
                for (String wrong : List.of("", "unknown", other.text("registration_access_token"))) {
                    assertThat(refusal(manage(method, registered, wrong, body))).isEqualTo("401 invalid_token");
                }
                for (String unknown : List.of("web", "dyn-unknown", "%00")) {
                    assertThat(call(method, SERVER.url("/connect/register/" + unknown), token, body == null ? "" : "{}")
                                    .status())
                            .isIn(400, 401);
                }
            }
            assertThat(manage("GET", registered, token, null).status()).isEqualTo(200);
        }
    }

    @DisplayName("unused registrations expire; used ones do not")
    @Test
    void deletesWhatNobodyUses() {
        RelyingParty.Answer unused = register(metadata());
        RelyingParty.Answer recent = register(metadata());
        SERVER.database().sql("""
                        update client_registration set changed_at = now() - interval '31 days'
                        where client_id = (select id from client where client_id = :id)
                        """).param("id", unused.text("client_id")).update();
        SERVER.bean(ClientRegistrations.class).deleteUnused(100);
        assertThat(manage("GET", unused, unused.text("registration_access_token"), null)
                        .status())
                .isEqualTo(401);
        assertThat(manage("GET", recent, recent.text("registration_access_token"), null)
                        .status())
                .isEqualTo(200);
    }

    @DisplayName("PT-19: a client_id is the server's to give, and is compared as it is")
    @ParameterizedTest
    @ValueSource(strings = {"web", "WEB", "Web", "alice", "https://rp.test/", "00000000-0000-0000-0000-000000000000"})
    void takesNoClientIdFromOutside(String wanted) {
        RelyingParty.Answer answer = register(metadata("client_id", wanted));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("client_id")).matches("dyn-[A-Za-z0-9_-]+");
        assertThat(new RelyingParty(SERVER, new TestClient(wanted, answer.text("client_secret"), ""))
                        .clientCredentials("")
                        .refusal())
                .isEqualTo("401 invalid_client");
        String variant = answer.text("client_id").toUpperCase(java.util.Locale.ROOT);
        assertThat(new RelyingParty(SERVER, new TestClient(variant, answer.text("client_secret"), ""))
                        .clientCredentials("")
                        .refusal())
                .isEqualTo("401 invalid_client");
    }

    @DisplayName("expired tokens to register with are swept; those that are used up are remembered until then")
    @Test
    void sweepsExpiredTokens() {
        TOKENS.create("swept", 1, Duration.ofSeconds(-1), List.of(), List.of());
        TOKENS.create("used up and swept not", 0, Duration.ofHours(1), List.of(), List.of());

        SERVER.bean(UnusedRegistrations.class).sweep();

        assertThat(SERVER.database()
                        .sql("select description from initial_access_token where description like '%swept%'")
                        .query(String.class)
                        .list())
                .containsExactly("used up and swept not");
    }

    @DisplayName("SS-11: who tries too often is told to wait")
    @Test
    void slowsFloodsDown() throws IOException {
        int waiting = 0;
        for (int i = 0; i < 310; i++) {
            // From an address of its own, so that the other tests are not slowed down with it.
            String head = headFrom("127.0.0.9");
            if (head.startsWith("HTTP/1.1 429")) {
                waiting++;
                assertThat(head).containsPattern("\r\nRetry-After: [1-9]");
            }
        }
        assertThat(waiting).isEqualTo(10);
    }

    private static String headFrom(String address) throws IOException {
        URI issuer = URI.create(SERVER.issuer());
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), issuer.getPort()));
            socket.getOutputStream()
                    .write(("POST /connect/register HTTP/1.1\r\nHost: localhost:" + issuer.getPort()
                                    + "\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n")[0];
        }
    }
}
