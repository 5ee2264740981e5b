package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core §5.5: claims requested one by one")
class RequestedClaimsTests {

    private static final Story STORY = new Story();
    private static Browser bob;
    private static UUID bobsId;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty partner = STORY.relyingParty(TestClient.PARTNER);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
        bobsId = STORY.newAccounts().idOf(TestAccount.BOB);
    }

    private static AuthorizationRequest request(TestClient client, String claims) {
        return new AuthorizationRequest(client).with("scope", "openid").with("claims", claims);
    }

    private RelyingParty.Answer tokens(String claims) {
        return web.redeem(STORY.authorize(bob, request(TestClient.WEB, claims)).code());
    }

    private static Map<String, Object> idToken(RelyingParty.Answer tokens) throws ParseException {
        return SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet().getClaims();
    }

    @Test
    void areWhereTheyWereRequestedAndOnlyThere() throws Exception {
        RelyingParty.Answer tokens = tokens(
                "{\"id_token\":{\"email\":{\"essential\":true}},\"userinfo\":{\"name\":{\"essential\":true},\"roles\":null}}");

        assertThat(idToken(tokens)).containsEntry("email", "bob@example.test").doesNotContainKeys("name", "roles");
        assertThat(web.userInfo(tokens.text("access_token")).body())
                .containsOnlyKeys("sub", "name", "roles")
                .containsEntry("name", "Bob Example");
        assertThat(tokens.text("scope")).isEqualTo("openid");
    }

    @Test
    void stayWithTheGrant() throws Exception {
        RelyingParty.Answer first = tokens("{\"id_token\":{\"email\":null},\"userinfo\":{\"name\":null}}");
        RelyingParty.Answer next = web.refresh(first.text("refresh_token"));

        assertThat(idToken(next)).containsKey("email");
        assertThat(web.userInfo(next.text("access_token")).body()).containsOnlyKeys("sub", "name");
    }

    @Test
    void areLeftOutWhereTheAccountHasNoneOrAnotherValue() throws Exception {
        RelyingParty.Answer tokens = tokens("""
                {"id_token": {"email": {"value": "alice@example.test"}, "name": {"values": ["x", "Bob Example"]}},
                 "userinfo": {"birthdate": {"essential": true}, "nickname": null, "urn:x": null}}
                """.replace("\n", ""));

        assertThat(idToken(tokens)).containsKey("name").doesNotContainKey("email");
        assertThat(web.userInfo(tokens.text("access_token")).body()).containsOnlyKeys("sub");
    }

    @Test
    void cannotChangeWhatTheTokenSaysOfItself() throws Exception {
        RelyingParty.Answer tokens = tokens(
                "{\"id_token\":{\"iss\":{\"value\":\"x\"},\"aud\":{\"value\":\"x\"},\"nonce\":{\"value\":\"x\"},\"amr\":{\"value\":\"x\"},\"exp\":{\"value\":1}}}");

        assertThat(idToken(tokens))
                .containsEntry("iss", STORY.server().issuer())
                .containsEntry("nonce", AuthorizationRequest.NONCE)
                .doesNotContainEntry("amr", "x");
    }

    @Test
    void areAskedForLikeTheirScope() {
        Browser browser = STORY.browserOf(STORY.newAccounts().withPassword());
        AuthorizationRequest request =
                request(TestClient.PARTNER, "{\"userinfo\":{\"email\":null,\"name\":null,\"roles\":null}}");
        browser.open(request.url());
        assertThat(browser.at("/oauth2/consent")).isTrue();
        assertThat(browser.page().body())
                .containsPattern("type=\"checkbox\"[^>]*value=\"email\"")
                .containsPattern("type=\"checkbox\"[^>]*value=\"profile\"")
                .doesNotContain("value=\"roles\""); // not registered for it

        browser.submitWithout("scope", "/oauth2/consent", Map.of("scope", "email", "decision", "allow"));
        RelyingParty.Answer tokens =
                partner.redeem(Redirect.of(browser.leftFor()).code());
        assertThat(tokens.text("scope")).isEqualTo("openid");
        assertThat(partner.userInfo(tokens.text("access_token")).body()).containsOnlyKeys("sub", "email");

        browser.open(request.with("prompt", "none").url());
        assertThat(Redirect.of(browser.leftFor()).error()).isEqualTo("consent_required");
        browser.open(request(TestClient.PARTNER, "{\"userinfo\":{\"email\":null}}")
                .with("prompt", "none")
                .url());
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    @DisplayName("AZ-56: sub with another value is login_required")
    void mayNameThePersonWhoseSignInIsExpected() {
        String subject = bobsId.toString();
        for (String place : new String[] {"id_token", "userinfo"}) {
            String right = "{\"%s\":{\"sub\":{\"value\":\"%s\"}}}".formatted(place, subject);
            String wrong = "{\"%s\":{\"sub\":{\"value\":\"%s\"}}}".formatted(place, UUID.randomUUID());
            assertThat(STORY.authorize(bob, request(TestClient.WEB, right).with("prompt", "none"))
                            .code())
                    .isNotEmpty();
            assertThat(STORY.authorize(bob, request(TestClient.WEB, wrong).with("prompt", "none"))
                            .error())
                    .isEqualTo("login_required");
            assertThat(bob.open(request(TestClient.WEB, wrong).url()).at("/login"))
                    .isTrue();
        }
    }

    @Test
    void meanNothingWithoutOpenId() {
        RelyingParty.Answer tokens = web.redeem(STORY.authorize(
                        bob,
                        request(TestClient.WEB, "{\"userinfo\":{\"email\":null}}")
                                .with("scope", "profile"))
                .code());

        assertThat(web.userInfo(tokens.text("access_token")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{\"userinfo\":1}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}"})
    void areRefusedIfTheyAreMalformed(String claims) {
        assertThat(STORY.authorize(bob, request(TestClient.WEB, claims)).error())
                .isEqualTo("invalid_request");
    }
}
