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
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutEndpointTests {

    private static final String BYE = "https://rp1.test/bye";
    private static final Story STORY = new Story();

    private Browser bob;
    private RelyingParty.Answer tokens;

    @BeforeEach
    void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
        tokens = STORY.tokens(bob, TestClient.WEB, "openid");
    }

    private String idToken() {
        return tokens.text("id_token");
    }

    private static String url(Map<String, String> parameters) {
        return "/connect/logout?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static boolean isSignedIn(Browser browser) {
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "none").url());
        return Redirect.of(browser.leftFor()).error().isEmpty();
    }

    @Nested
    class Confirmation {

        @Test
        void isAskedForWithoutAHint() {
            bob.open("/connect/logout");

            assertThat(bob.at("/connect/logout")).isTrue();
            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void signsOutOnYes() {
            bob.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

            assertThat(bob.page().statusCode()).isEqualTo(200);
            assertThat(isSignedIn(bob)).isFalse();
        }

        @Test
        void changesNothingOnNo() {
            bob.open("/connect/logout").submit("/connect/logout", Map.of("decision", "no"));

            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void needsTheTokenOfOurOwnPage() {
            bob.open("/connect/logout").submitWithout("_csrf", "/connect/logout", Map.of("decision", "yes"));
            assertThat(bob.page().statusCode()).isEqualTo(403);

            bob.postRaw("/connect/logout", Map.of("decision", "yes", "_csrf", "forged"));
            assertThat(bob.page().statusCode()).isEqualTo(403);

            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void cannotBeSkippedByALink() {
            bob.open("/connect/logout?decision=yes");

            assertThat(bob.page().statusCode()).isEqualTo(400);
            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void isAskedForByPostToo() {
            bob.postRaw("/connect/logout", Map.of());

            assertThat(bob.at("/connect/logout")).isTrue();
            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void leadsBackToTheApplicationThatAskedWithItsClientId() {
            bob.open(url(Map.of("client_id", "web", "post_logout_redirect_uri", BYE, "state", "a b&c")));
            assertThat(bob.page().body()).contains("Web");
            assertThat(isSignedIn(bob)).isTrue();

            bob.open(url(Map.of("client_id", "web", "post_logout_redirect_uri", BYE, "state", "a b&c")))
                    .submit("/connect/logout", Map.of("decision", "yes"));

            Redirect answer = Redirect.of(bob.leftFor());
            assertThat(answer.uri()).isEqualTo(BYE);
            assertThat(answer.parameters()).isEqualTo(Map.of("state", "a b&c"));
            assertThat(isSignedIn(bob)).isFalse();
        }
    }

    @Nested
    class WithAHint {

        @Test
        void signsOutAtOnce() {
            bob.open(url(Map.of("id_token_hint", idToken())));

            assertThat(bob.page().statusCode()).isEqualTo(200);
            assertThat(isSignedIn(bob)).isFalse();
        }

        @Test
        void goesToTheRegisteredAddressWithState() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("id_token_hint", idToken());
            parameters.put("client_id", "web");
            parameters.put("post_logout_redirect_uri", BYE);
            parameters.put("state", "xyz");
            bob.open(url(parameters));

            Redirect answer = Redirect.of(bob.leftFor());
            assertThat(answer.uri()).isEqualTo(BYE);
            assertThat(answer.parameters()).isEqualTo(Map.of("state", "xyz"));
            assertThat(isSignedIn(bob)).isFalse();
        }

        @Test
        void goesThereByPostToo() {
            bob.postRaw("/connect/logout", Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", BYE));

            assertThat(Redirect.of(bob.leftFor()).uri()).isEqualTo(BYE);
        }

        @Test
        void worksWhenTheIdTokenHasExpired() throws Exception {
            JWTClaimsSet claims = SignedJWT.parse(idToken()).getJWTClaimsSet();
            String old = sign(
                    "JWT",
                    new JWTClaimsSet.Builder(claims)
                            .expirationTime(Date.from(Instant.now().minusSeconds(86_400)))
                            .build());

            bob.open(url(Map.of("id_token_hint", old, "post_logout_redirect_uri", BYE)));

            assertThat(Redirect.of(bob.leftFor()).uri()).isEqualTo(BYE);
            assertThat(isSignedIn(bob)).isFalse();
        }

        @Test
        void ofSomebodyElseAsksFirst() {
            Browser carol = STORY.browserOf(TestAccount.CAROL);

            carol.open(url(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", BYE)));

            assertThat(carol.at("/connect/logout")).isTrue();
            assertThat(isSignedIn(carol)).isTrue();
        }

        @Test
        void endsTheBrowsersOwnSessionAlone() {
            Browser other = STORY.browserOf(TestAccount.BOB);

            other.open(url(Map.of("id_token_hint", idToken())));

            assertThat(isSignedIn(other)).isFalse();
            assertThat(isSignedIn(bob)).isTrue();
        }

        @Test
        void leadsAVisitorOnWhoIsNotSignedIn() {
            Browser stranger = STORY.browser();

            stranger.open(url(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", BYE)));

            assertThat(Redirect.of(stranger.leftFor()).uri()).isEqualTo(BYE);
        }
    }

    @Nested
    class Refusals {

        private void assertRefused(Map<String, String> parameters) {
            bob.open(url(parameters));
            assertThat(bob.page().statusCode()).as(parameters.toString()).isEqualTo(400);
            assertThat(bob.page().headers().firstValue("Location")).isEmpty();
            assertThat(isSignedIn(bob)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://rp1.test/bye/",
                    "https://rp1.test/bye?x=1",
                    "https://rp1.test/BYE",
                    "https://rp1.test:443/bye",
                    "https://rp1.test/cb",
                    "https://rp1.test/bye/../evil",
                    "https://rp1.test@evil.test/bye",
                    "https://evil.test/bye",
                    "//evil.test",
                    "javascript:alert(1)",
                    "https://rp1.test/bye\r\nX: y"
                })
        void ofAddressesThatAreNotRegistered(String address) {
            assertRefused(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", address));
            assertRefused(Map.of("client_id", "web", "post_logout_redirect_uri", address));
        }

        @Test
        void ofAnAddressWithoutAClient() {
            assertRefused(Map.of("post_logout_redirect_uri", BYE));
            assertRefused(Map.of("post_logout_redirect_uri", BYE, "client_id", "nobody"));
            assertRefused(Map.of("post_logout_redirect_uri", BYE, "client_id", "partner"));
        }

        @Test
        void ofAHintForAnotherClient() {
            assertRefused(Map.of("id_token_hint", idToken(), "client_id", "partner"));
        }

        @Test
        void ofHintsThatAreNotOurs() throws Exception {
            SignedJWT genuine = SignedJWT.parse(idToken());
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("x").generate();
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID("x")
                            .jwk(key.toPublicJWK())
                            .build(),
                    genuine.getJWTClaimsSet());
            forged.sign(new ECDSASigner(key));

            assertRefused(Map.of("id_token_hint", forged.serialize()));
            assertRefused(Map.of("id_token_hint", "x"));
            assertRefused(Map.of("id_token_hint", tokens.text("access_token")));
            assertRefused(Map.of("id_token_hint", tokens.text("refresh_token")));
        }

        @Test
        void ofALogoutTokenAsAHint() throws Exception {
            JWTClaimsSet claims = SignedJWT.parse(idToken()).getJWTClaimsSet();

            assertRefused(Map.of("id_token_hint", sign("logout+jwt", claims)));
        }

        @Test
        void ofAnotherIssuersHint() throws Exception {
            JWTClaimsSet claims = SignedJWT.parse(idToken()).getJWTClaimsSet();

            assertRefused(Map.of(
                    "id_token_hint",
                    sign(
                            "JWT",
                            new JWTClaimsSet.Builder(claims)
                                    .issuer("https://evil.test")
                                    .build())));
        }

        @Test
        void ofAnythingTwice() {
            bob.open(url(Map.of("client_id", "web")) + "&client_id=web");
            assertThat(bob.page().statusCode()).isEqualTo(400);
        }
    }

    /** Signed with the server's own key: right in all but what the test changed. */
    private static String sign(String type, JWTClaimsSet claims) {
        return STORY.server().bean(TokenSigner.class).sign(SigningAlgorithm.RS256, type, claims);
    }
}
