package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionEndpointTests {

    private static final Story STORY = new Story();
    private static Browser bob;
    private static RelyingParty.Answer tokens;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty notes = STORY.relyingParty(TestClient.NOTES_API);
    private final RelyingParty partner = STORY.relyingParty(TestClient.PARTNER);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
        tokens = STORY.tokens(bob, TestClient.WEB, "openid notes:read");
    }

    @Test
    void tellsTheResourceServerAboutATokenOfItsAudience() throws Exception {
        RelyingParty.Answer answer = notes.introspect(tokens.text("access_token"));
        JWTClaimsSet claims = SignedJWT.parse(tokens.text("access_token")).getJWTClaimsSet();

        assertThat(answer.body())
                .containsEntry("active", true)
                .containsEntry("iss", STORY.server().issuer())
                .containsEntry("sub", claims.getSubject())
                .containsEntry("client_id", "web")
                .containsEntry("scope", "openid notes:read")
                .containsEntry("token_type", "Bearer")
                .containsKeys("exp", "iat", "jti", "aud", "auth_time", "acr", "amr")
                .doesNotContainKey("grant_id");
        assertThat(((Number) answer.body().get("exp")).longValue())
                .isEqualTo(claims.getExpirationTime().getTime() / 1000);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void tellsAClientAboutItsOwnTokens() {
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
        RelyingParty.Answer refresh = web.introspect(tokens.text("refresh_token"));
        assertThat(refresh.body())
                .containsEntry("active", true)
                .containsEntry("client_id", "web")
                .containsEntry("scope", "openid notes:read");
    }

    @Test
    void tellsNobodyElseAnything() {
        for (RelyingParty stranger : List.of(partner, STORY.relyingParty(TestClient.SERVICE))) {
            assertThat(stranger.introspect(tokens.text("access_token")).body()).isEqualTo(Map.of("active", false));
            assertThat(stranger.introspect(tokens.text("refresh_token")).body()).isEqualTo(Map.of("active", false));
        }
        assertThat(notes.introspect(tokens.text("refresh_token")).body()).isEqualTo(Map.of("active", false));
    }

    @Test
    void tellsAResourceServerNothingOfAnotherAudience() {
        RelyingParty.Answer mail = STORY.tokens(bob, TestClient.WEB, "mail:read");

        assertThat(notes.introspect(mail.text("access_token")).body()).isEqualTo(Map.of("active", false));
        assertThat(web.isActive(mail.text("access_token"))).isTrue();
    }

    @Test
    void doesNotAnswerWithoutClientAuthentication() {
        String form = "token=" + tokens.text("access_token");

        RelyingParty.Answer answer = RelyingParty.postAnonymously(STORY.server(), "/oauth2/introspect", form);

        assertThat(answer.refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void doesNotAnswerPublicClients() {
        assertThat(STORY.relyingParty(TestClient.SPA)
                        .introspect(tokens.text("access_token"))
                        .refusal())
                .isEqualTo("401 invalid_client");
    }

    @Test
    void takesNoBearerTokenForClientAuthentication() {
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(),
                                "/oauth2/introspect",
                                "token=" + tokens.text("access_token"),
                                "Authorization",
                                "Bearer " + tokens.text("access_token"))
                        .refusal())
                .isEqualTo("401 invalid_client");
    }

    @Test
    void callsNothingATokenThatIsNone() {
        String code =
                STORY.authorize(bob, new AuthorizationRequest(TestClient.WEB)).code();
        Browser carol = STORY.browserOf(TestAccount.CAROL);
        carol.open(new AuthorizationRequest(TestClient.PARTNER)
                .with("prompt", "consent")
                .url());
        String handle = carol.hiddenField("request");

        for (String value : List.of(
                code,
                handle,
                bob.cookie("latchkey-session"),
                tokens.text("id_token"),
                AuthorizationRequest.STATE,
                "web")) {
            for (RelyingParty caller : List.of(web, notes, partner)) {
                assertThat(caller.introspect(value).body()).as(value).isEqualTo(Map.of("active", false));
            }
        }
        assertThat(web.redeem(code).isOk()).as("asking used nothing up").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "%00", "'", "ü"})
    void callsGarbageInactive(String token) {
        assertThat(web.introspect(token).body()).isEqualTo(Map.of("active", false));
    }

    @Test
    void callsAGiantInactive() {
        assertThat(web.introspect("a".repeat(100_000)).body()).isEqualTo(Map.of("active", false));
    }

    @Test
    void callsForgedTokensInactive() throws Exception {
        SignedJWT genuine = SignedJWT.parse(tokens.text("access_token"));
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyID(genuine.getHeader().getKeyID())
                .generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .jwk(key.toPublicJWK())
                        .build(),
                genuine.getJWTClaimsSet());
        forged.sign(new ECDSASigner(key));
        String[] parts = tokens.text("access_token").split("\\.");

        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
        for (String value : List.of(
                forged.serialize(),
                new PlainJWT(genuine.getJWTClaimsSet()).serialize(),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A")) {
            assertThat(web.introspect(value).body()).isEqualTo(Map.of("active", false));
        }
    }

    @Test
    void needsExactlyOneToken() {
        assertThat(web.post("/oauth2/introspect", Map.of()).refusal()).isEqualTo("400 invalid_request");
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(),
                                "/oauth2/introspect",
                                "token=a&token=b",
                                "Authorization",
                                RelyingParty.basic("web", TestClient.WEB.secret()))
                        .refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void callsATokenOfAClientThatIsDisabledInactive() {
        RelyingParty service = STORY.relyingParty(TestClient.SERVICE);
        String token = service.clientCredentials("notes:read").text("access_token");
        assertThat(notes.isActive(token)).isTrue();
        setEnabled("service", false);
        try {
            forgetClient("service");
            assertThat(notes.isActive(token)).isFalse();
            assertThat(service.clientCredentials("notes:read").refusal()).isEqualTo("401 invalid_client");
        } finally {
            setEnabled("service", true);
            forgetClient("service");
        }
        assertThat(notes.isActive(token)).isTrue();
    }

    private static void setEnabled(String clientId, boolean enabled) {
        STORY.server()
                .database()
                .sql("update client set enabled = :enabled where client_id = :client")
                .param("enabled", enabled)
                .param("client", clientId)
                .update();
    }

    /** What the node that made the change does; another one would see it within seconds. */
    private static void forgetClient(String clientId) {
        STORY.server().forgetClient(clientId);
    }
}
