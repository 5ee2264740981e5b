package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.client.ClientPolicy;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.client.TokenLifetimes;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metadata says is used, value by value: a value that is added without a use here fails. */
class DiscoveryTests {

    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static final Story STORY = new Story();
    private static Map<String, Object> metadata = Map.of();

    @BeforeAll
    static void read() {
        metadata = document("openid-configuration").body();
    }

    private static RelyingParty.Answer document(String name) {
        return RelyingParty.send(
                HttpRequest.newBuilder(URI.create(STORY.server().url("/.well-known/" + name))));
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> values(String name) {
        return (Collection<String>) metadata.get(name);
    }

    private static String path(String endpoint) {
        String url = metadata.get(endpoint).toString();
        assertThat(url).startsWith(STORY.server().issuer() + "/");
        return url.substring(STORY.server().issuer().length());
    }

    @Nested
    class Documents {

        @Test
        void agreeWhereTheyOverlap() {
            Map<String, Object> oauth = document("oauth-authorization-server").body();

            assertThat(oauth).isNotEmpty();
            assertThat(metadata).containsAllEntriesOf(oauth);
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
        void areForCachesAndForScriptsOfAnyOrigin(String name) {
            RelyingParty.Answer answer = document(name);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("public").contains("max-age");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Content-Type")).startsWith("application/json");
        }

        @Test
        void nameTheConfiguredIssuerWhateverTheRequestSays() {
            RelyingParty.Answer answer = RelyingParty.send(
                    HttpRequest.newBuilder(URI.create(STORY.server().url("/.well-known/openid-configuration")))
                            .header("X-Forwarded-Host", "evil.test")
                            .header("X-Forwarded-Proto", "https")
                            .header("Forwarded", "host=evil.test"));

            assertThat(answer.body()).isEqualTo(metadata);
            assertThat(answer.body()).containsEntry("issuer", STORY.server().issuer());
            assertThat(answer.response().body()).doesNotContain("evil");
        }

        @Test
        void haveWhatTheStandardsRequire() {
            assertThat(metadata)
                    .containsKeys(
                            "issuer",
                            "authorization_endpoint",
                            "token_endpoint",
                            "jwks_uri",
                            "response_types_supported",
                            "subject_types_supported",
                            "id_token_signing_alg_values_supported");
            assertThat(values("id_token_signing_alg_values_supported"))
                    .as("OpenID Connect Discovery §3")
                    .contains("RS256");
            assertThat(values("scopes_supported")).contains("openid");
        }

        @Test
        void sayNothingThatIsNotWalkedHere() {
            assertThat(metadata.keySet())
                    .containsExactlyInAnyOrder(
                            "issuer",
                            "authorization_endpoint",
                            "token_endpoint",
                            "device_authorization_endpoint",
                            "introspection_endpoint",
                            "revocation_endpoint",
                            "pushed_authorization_request_endpoint",
                            "require_pushed_authorization_requests",
                            "jwks_uri",
                            "userinfo_endpoint",
                            "end_session_endpoint",
                            "scopes_supported",
                            "response_types_supported",
                            "response_modes_supported",
                            "grant_types_supported",
                            "token_endpoint_auth_methods_supported",
                            "introspection_endpoint_auth_methods_supported",
                            "revocation_endpoint_auth_methods_supported",
                            "token_endpoint_auth_signing_alg_values_supported",
                            "introspection_endpoint_auth_signing_alg_values_supported",
                            "revocation_endpoint_auth_signing_alg_values_supported",
                            "dpop_signing_alg_values_supported",
                            "registration_endpoint",
                            "introspection_signing_alg_values_supported",
                            "code_challenge_methods_supported",
                            "authorization_response_iss_parameter_supported",
                            "subject_types_supported",
                            "id_token_signing_alg_values_supported",
                            "backchannel_logout_supported",
                            "backchannel_logout_session_supported",
                            "userinfo_signing_alg_values_supported",
                            "acr_values_supported",
                            "prompt_values_supported",
                            "claim_types_supported",
                            "claims_supported",
                            "claims_parameter_supported",
                            "request_parameter_supported",
                            "request_uri_parameter_supported");
        }
    }

    @Nested
    class Values {

        private final Browser bob = STORY.browserOf(TestAccount.BOB);
        private final RelyingParty web = STORY.relyingParty(TestClient.WEB);

        private AuthorizationRequest request() {
            return new AuthorizationRequest(TestClient.WEB);
        }

        private String authorize(AuthorizationRequest request) {
            return path("authorization_endpoint") + "?" + request.query();
        }

        @Test
        void ofResponseTypesModesAndChallengesWork() {
            for (String type : values("response_types_supported")) {
                for (String mode : values("response_modes_supported")) {
                    for (String method : values("code_challenge_methods_supported")) {
                        bob.open(authorize(request()
                                .with("response_type", type)
                                .with("response_mode", mode)
                                .with("code_challenge_method", method)));

                        Redirect answer = mode.equals("form_post") ? bob.formPost() : Redirect.of(bob.leftFor());
                        assertThat(answer.code()).isNotEmpty();
                        assertThat(answer.parameters().containsKey("iss"))
                                .isEqualTo(metadata.get("authorization_response_iss_parameter_supported"));
                    }
                }
            }
        }

        @Test
        void ofScopesAreGranted() {
            Set<String> granted = new LinkedHashSet<>();
            RelyingParty.Answer tokens =
                    STORY.tokens(bob, TestClient.WEB, String.join(" ", values("scopes_supported")));
            granted.addAll(List.of(tokens.text("scope").split(" ")));

            assertThat(granted).containsExactlyInAnyOrderElementsOf(values("scopes_supported"));
        }

        @Test
        void ofGrantTypesAndEndpointsWork() {
            bob.open(authorize(request()));
            Map<String, Map<String, String>> requests = new LinkedHashMap<>();
            requests.put(
                    "authorization_code",
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            Redirect.of(bob.leftFor()).code(),
                            "redirect_uri",
                            TestClient.WEB.redirectUri(),
                            "code_verifier",
                            AuthorizationRequest.VERIFIER));
            requests.put(
                    "refresh_token",
                    Map.of(
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            STORY.tokens(bob, TestClient.WEB, "openid").text("refresh_token")));
            requests.put(DEVICE_CODE, allowedDevice());
            requests.put("client_credentials", Map.of("grant_type", "client_credentials", "scope", "notes:read"));
            requests.put(
                    TOKEN_EXCHANGE,
                    Map.of(
                            "grant_type",
                            TOKEN_EXCHANGE,
                            "subject_token",
                            STORY.tokens(bob, TestClient.WEB, "openid notes:read")
                                    .text("access_token"),
                            "subject_token_type",
                            "urn:ietf:params:oauth:token-type:access_token"));

            assertThat(values("grant_types_supported")).containsExactlyInAnyOrderElementsOf(requests.keySet());
            for (String grant : values("grant_types_supported")) {
                RelyingParty client = switch (grant) {
                    case DEVICE_CODE -> STORY.relyingParty(TestClient.TELEVISION);
                    case TOKEN_EXCHANGE -> exchanging();
                    default -> web;
                };
                RelyingParty.Answer answer = client.post(path("token_endpoint"), requests.get(grant));
                assertThat(answer.status()).as(grant).isEqualTo(200);
                String token = answer.text("access_token");
                RelyingParty api = client == web ? web : STORY.relyingParty(TestClient.NOTES_API);
                assertThat(api.post(path("introspection_endpoint"), Map.of("token", token))
                                .body())
                        .containsEntry("active", true);
                assertThat(client.post(path("revocation_endpoint"), Map.of("token", token))
                                .status())
                        .isEqualTo(200);
                assertThat(api.post(path("introspection_endpoint"), Map.of("token", token))
                                .body())
                        .containsEntry("active", false);
            }
        }

        private static RelyingParty exchanging() {
            String secret = "secret-of-exchange-of-discovery-000000000000";
            SigningClient.register(
                    STORY.server(),
                    "exchange-of-discovery",
                    Map.of("client_name", "x", "grant_types", List.of(TOKEN_EXCHANGE), "scope", "notes:read"),
                    new ClientPolicy(
                            TokenLifetimes.OF_THE_INSTALLATION,
                            new TokenExchangePolicy(List.of("web"), List.of("https://notes.test")),
                            null,
                            null),
                    secret);
            return STORY.relyingParty(new TestClient("exchange-of-discovery", secret, ""));
        }

        /** What a device sends that Bob has allowed. */
        private Map<String, String> allowedDevice() {
            RelyingParty.Answer codes = STORY.relyingParty(TestClient.TELEVISION)
                    .post(path("device_authorization_endpoint"), Map.of("scope", "openid notes:read"));
            bob.open("/device")
                    .submit("/device", Map.of("user_code", codes.text("user_code")))
                    .submit("/device", Map.of("decision", "allow"));
            return Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "device_code",
                    codes.text("device_code"));
        }

        @Test
        void ofClientAuthenticationWork() {
            Map<String, RelyingParty.Answer> byMethod = new LinkedHashMap<>();
            String anyToken = "token=x";
            for (String endpoint : List.of("introspection", "revocation", "token")) {
                String body = endpoint.equals("token") ? "grant_type=client_credentials&scope=notes:read" : anyToken;
                for (String method : values(endpoint + "_endpoint_auth_methods_supported")) {
                    byMethod.put(endpoint + " " + method, authenticated(path(endpoint + "_endpoint"), body, method));
                }
            }

            assertThat(byMethod)
                    .allSatisfy((which, answer) -> assertThat(answer.refusal())
                            .as(which)
                            // A public client gets as far as being told that this grant is not for it.
                            .isIn("", which.equals("token none") ? "400 unauthorized_client" : ""));
            assertThat(values("token_endpoint_auth_methods_supported")).doesNotContain("client_secret_jwt");
        }

        private RelyingParty.Answer authenticated(String path, String body, String method) {
            return switch (method) {
                case "client_secret_basic" ->
                    RelyingParty.postAnonymously(
                            STORY.server(),
                            path,
                            body,
                            "Authorization",
                            RelyingParty.basic("service", TestClient.SERVICE.secret()));
                case "client_secret_post" ->
                    RelyingParty.postAnonymously(
                            STORY.server(),
                            path,
                            body + "&client_id=posting&client_secret=" + TestClient.POSTING.secret());
                case "private_key_jwt" -> {
                    SigningClient client = SigningClient.registered(STORY.server());
                    String proof = RelyingParty.encode(SigningClient.fields(client.assertion()));
                    yield RelyingParty.postAnonymously(STORY.server(), path, body + "&" + proof);
                }
                case "none" -> RelyingParty.postAnonymously(STORY.server(), path, body + "&client_id=spa");
                default -> throw new AssertionError("Advertised, and nobody uses it: " + method);
            };
        }

        @Test
        void ofProofAlgorithmsBindTokens() {
            RelyingParty bound = STORY.relyingParty(TestClient.BOUND);
            for (String algorithm : values("dpop_signing_alg_values_supported")) {
                ProofKey key =
                        new ProofKey(algorithm.startsWith("ES") ? ecKey(algorithm) : SigningClient.rsaKey(), algorithm);
                String proof = key.proof("POST", metadata.get("token_endpoint").toString());
                Map<String, String> form = Map.of("grant_type", "client_credentials", "scope", "notes:read");
                assertThat(bound.post(path("token_endpoint"), form, "DPoP", proof)
                                .text("token_type"))
                        .as(algorithm)
                        .isEqualTo("DPoP");
            }
        }

        private static JWK ecKey(String algorithm) {
            try {
                return new ECKeyGenerator(Curve.forJWSAlgorithm(JWSAlgorithm.parse(algorithm))
                                .iterator()
                                .next())
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void ofAssertionAlgorithmsAreTheSameEverywhere() {
            // Each is used in PrivateKeyJwtTests.
            for (String endpoint : List.of("token", "introspection", "revocation")) {
                assertThat(values(endpoint + "_endpoint_auth_signing_alg_values_supported"))
                        .containsExactlyInAnyOrder("ES256", "PS256", "EdDSA", "RS256");
            }
        }

        @Test
        void ofSigningAlgorithmsSign() throws Exception {
            Set<String> seen = new LinkedHashSet<>();
            for (TestClient client : List.of(TestClient.WEB, TestClient.PARTNER, TestClient.PS256, TestClient.EDDSA)) {
                seen.add(SignedJWT.parse(STORY.tokens(bob, client, "openid").text("id_token"))
                        .getHeader()
                        .getAlgorithm()
                        .getName());
            }

            assertThat(seen).containsExactlyInAnyOrderElementsOf(values("id_token_signing_alg_values_supported"));
        }

        @Test
        void ofPromptsDoWhatTheySay() {
            Map<String, String> pages = Map.of(
                    "login", "/login",
                    "select_account", "/login/accounts",
                    "create", "/signup",
                    "consent", "/oauth2/consent");
            for (String prompt : values("prompt_values_supported")) {
                bob.open(authorize(request().with("prompt", prompt)));
                if (prompt.equals("none")) {
                    assertThat(Redirect.of(bob.leftFor()).code()).isNotEmpty();
                } else {
                    assertThat(bob.at(pages.get(prompt))).as(prompt).isTrue();
                }
            }
        }

        @Test
        void ofAcrAndClaimsAreTold() throws Exception {
            TestAccount talkative = STORY.newAccounts().withTotp();
            STORY.server()
                    .database()
                    .sql("""
                            insert into account_profile (account_id, given_name, middle_name, family_name, nickname, gender, profile, picture, website,
                                                         zoneinfo, locale, phone_number, locality)
                            values (:id, 'a', 'm', 'b', 'c', 'd', 'https://p.test/', 'https://i.test/', 'https://e.test/', 'Europe/Berlin', 'de', '+49 30 1', 'f')
                            """)
                    .param("id", STORY.newAccounts().idOf(talkative))
                    .update();
            Browser alice = STORY.browserOf(TestAccount.ALICE);
            Set<String> acrs = new LinkedHashSet<>();
            Set<String> claims = new LinkedHashSet<>();
            for (Browser browser : List.of(alice, bob, STORY.browserOf(talkative))) {
                browser.open(authorize(request().with("scope", "openid profile email address phone roles")));
                RelyingParty.Answer tokens =
                        web.redeem(Redirect.of(browser.leftFor()).code());
                Map<String, Object> idToken = SignedJWT.parse(tokens.text("id_token"))
                        .getJWTClaimsSet()
                        .getClaims();
                acrs.add(idToken.get("acr").toString());
                claims.addAll(idToken.keySet());
                RelyingParty.Answer info = RelyingParty.send(
                        HttpRequest.newBuilder(URI.create(STORY.server().url(path("userinfo_endpoint"))))
                                .header("Authorization", "Bearer " + tokens.text("access_token")));
                claims.addAll(info.body().keySet());
                assertThat(info.body().get("sub")).as("subject type public").isEqualTo(idToken.get("sub"));
            }

            assertThat(acrs).containsExactlyInAnyOrderElementsOf(values("acr_values_supported"));
            assertThat(claims).containsExactlyInAnyOrderElementsOf(values("claims_supported"));
            // What "pairwise" does is in PairwiseSubjectTests.
            assertThat(values("subject_types_supported")).containsExactly("public", "pairwise");
            assertThat(values("claim_types_supported")).containsExactly("normal");
        }

        @Test
        void thatAreFalseAreFalse() {
            assertThat(metadata)
                    .containsEntry("request_parameter_supported", false)
                    .containsEntry("request_uri_parameter_supported", false);
            assertThat(STORY.authorize(bob, request().with("request", "x")).error())
                    .isEqualTo("request_not_supported");
            assertThat(STORY.authorize(bob, request().with("request_uri", "x")).error())
                    .isEqualTo("request_uri_not_supported");
        }

        @Test
        void ofTheClaimsParameterIsTrue() throws Exception {
            assertThat(metadata).containsEntry("claims_parameter_supported", true);
            Redirect answer = STORY.authorize(
                    bob,
                    request()
                            .with("scope", "openid")
                            .with("claims", "{\"id_token\":{\"email\":null},\"userinfo\":{\"name\":null}}"));
            RelyingParty.Answer tokens = web.redeem(answer.code());

            assertThat(SignedJWT.parse(tokens.text("id_token"))
                            .getJWTClaimsSet()
                            .getClaims())
                    .containsEntry("email", "bob@example.test");
            assertThat(web.userInfo(tokens.text("access_token")).body()).containsOnlyKeys("sub", "name");
        }

        @Test
        void ofPushedRequestsWork() {
            Map<String, String> form = new LinkedHashMap<>();
            for (String pair : request().query().split("&")) {
                String[] parts = pair.split("=", 2);
                form.put(parts[0], java.net.URLDecoder.decode(parts[1], java.nio.charset.StandardCharsets.UTF_8));
            }
            String requestUri = web.post(path("pushed_authorization_request_endpoint"), form)
                    .text("request_uri");
            bob.open(path("authorization_endpoint") + "?client_id=web&request_uri=" + requestUri);

            assertThat(Redirect.of(bob.leftFor()).code()).isNotEmpty();
            assertThat(metadata).containsEntry("require_pushed_authorization_requests", false);
            assertThat(STORY.authorize(bob, request()).code())
                    .as("not required")
                    .isNotEmpty();
        }

        @Test
        void ofTheLastEndpointsAnswer() {
            assertThat(RelyingParty.send(HttpRequest.newBuilder(
                                    URI.create(STORY.server().url(path("jwks_uri")))))
                            .body())
                    .containsKey("keys");
            assertThat(STORY.browser()
                            .openWithoutFollowing(path("end_session_endpoint"))
                            .statusCode())
                    .isEqualTo(303);
        }
    }
}
