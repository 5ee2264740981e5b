package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can do that registered a moment ago: found the endpoint by discovery, and signs a person in. */
@DisplayName("OpenID Connect Dynamic OP")
class DynamicOpTests {

    private static final Story STORY = new Story();
    private static final String REDIRECT = "https://dynamic-op.test/cb";
    private static Browser browser;

    @BeforeAll
    static void signIn() {
        browser = STORY.browserOf(TestAccount.BOB);
    }

    private static RelyingParty.Answer register(Map<String, Object> metadata) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("redirect_uris", List.of(REDIRECT)));
        all.putAll(metadata);
        RelyingParty.Answer answer = Registration.of(all, STORY);
        assertThat(answer.status()).as("§3.2").isEqualTo(201);
        return answer;
    }

    private static TestClient client(RelyingParty.Answer registered) {
        Object secret = registered.body().getOrDefault("client_secret", "");
        return new TestClient(registered.text("client_id"), secret.toString(), REDIRECT);
    }

    private static Map<String, String> redemption(TestClient client) {
        browser.open(new AuthorizationRequest(client).with("scope", "openid").url());
        browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        return new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                Redirect.of(browser.leftFor()).code(),
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                AuthorizationRequest.VERIFIER));
    }

    private static RelyingParty.Answer tokens(TestClient client) {
        return new RelyingParty(STORY.server(), client).post("/oauth2/token", redemption(client));
    }

    private static void isTheIdTokenOf(TestClient client, RelyingParty.Answer tokens) throws Exception {
        JWTClaimsSet idToken = SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet();
        assertThat(idToken.getAudience()).containsExactly(client.clientId());
        assertThat(idToken.getClaim("nonce")).isEqualTo(AuthorizationRequest.NONCE);
    }

    @Test
    @DisplayName("Core §9, Registration §2: token_endpoint_auth_method client_secret_basic, the default")
    void signsInWithASecretInTheHeader() throws Exception {
        TestClient client = client(register(Map.of()));

        isTheIdTokenOf(client, tokens(client));
    }

    @Test
    @DisplayName("Core §9, Registration §2: token_endpoint_auth_method client_secret_post")
    void signsInWithASecretInTheForm() throws Exception {
        TestClient client = client(register(Map.of("token_endpoint_auth_method", "client_secret_post")));
        Map<String, String> form = redemption(client);
        form.put("client_id", client.clientId());
        form.put("client_secret", client.secret());

        isTheIdTokenOf(
                client, RelyingParty.postAnonymously(STORY.server(), "/oauth2/token", RelyingParty.encode(form)));
    }

    @Test
    @DisplayName("Core §9, Registration §2: token_endpoint_auth_method private_key_jwt with jwks")
    void signsInWithAKeyOfItsOwn() throws Exception {
        JWK key = SigningClient.ecKey();
        TestClient client = client(register(Map.of(
                "token_endpoint_auth_method",
                "private_key_jwt",
                "jwks",
                new JWKSet(key).toPublicJWKSet().toJSONObject())));
        Map<String, String> form = redemption(client);
        form.putAll(SigningClient.fields(SigningClient.sign(
                SigningClient.header("ES256", "JWT").keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(client.clientId())
                        .subject(client.clientId())
                        .claim("aud", STORY.server().issuer())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build(),
                key)));

        isTheIdTokenOf(
                client, RelyingParty.postAnonymously(STORY.server(), "/oauth2/token", RelyingParty.encode(form)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    @DisplayName("Registration §2: id_token_signed_response_alg, and user info signed likewise (Core §5.3.2)")
    void isAnsweredWithTheAlgorithmsOfItsChoice(String algorithm) throws Exception {
        TestClient client = client(
                register(Map.of("id_token_signed_response_alg", algorithm, "userinfo_signed_response_alg", algorithm)));
        RelyingParty.Answer tokens = tokens(client);
        RelyingParty.Answer userInfo = new RelyingParty(STORY.server(), client).userInfo(tokens.text("access_token"));
        SignedJWT signed = SignedJWT.parse(userInfo.response().body());

        assertThat(SignedJWT.parse(tokens.text("id_token"))
                        .getHeader()
                        .getAlgorithm()
                        .getName())
                .isEqualTo(algorithm);
        assertThat(userInfo.header("Content-Type")).startsWith("application/jwt");
        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(signed.getJWTClaimsSet().getIssuer())
                .isEqualTo(STORY.server().issuer());
        assertThat(signed.getJWTClaimsSet().getAudience()).containsExactly(client.clientId());
        assertThat(signed.getJWTClaimsSet().getSubject())
                .isEqualTo(SignedJWT.parse(tokens.text("id_token"))
                        .getJWTClaimsSet()
                        .getSubject());
    }

    @Test
    @DisplayName(
            "Registration §4.3: a client reads what it registered, with its own token and at the address it was given")
    void readsItsRegistration() {
        RelyingParty.Answer registered = register(
                Map.of("client_name", "Dynamic", "client_name#de", "Dynamisch", "contacts", List.of("a@b.test")));
        RelyingParty.Answer read =
                RelyingParty.send(HttpRequest.newBuilder(URI.create(registered.text("registration_client_uri")))
                        .header("Authorization", "Bearer " + registered.text("registration_access_token")));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body())
                .containsEntry("client_id", registered.text("client_id"))
                .containsEntry("client_name", "Dynamic")
                .containsEntry("client_name#de", "Dynamisch")
                .containsEntry("contacts", List.of("a@b.test"));
    }

    @Test
    @DisplayName("Core §3.1.2.1: a redirect URI that was not registered is shown to the person and not followed")
    void isNotSentElsewhere() {
        TestClient client = client(register(Map.of()));
        browser.open(new AuthorizationRequest(client)
                .with("redirect_uri", REDIRECT + "/other")
                .url());

        assertThat(browser.page().statusCode()).isEqualTo(400);
    }
}
