package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationCodeFlowTests {

    private final Story story = new Story();

    @Test
    void leadsThroughSignInToACodeAndTokens() throws Exception {
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(browser.at("/login")).isTrue();
        assertThat(browser.page().body()).contains("Web");
        browser.submit("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));

        Redirect answer = Redirect.of(browser.leftFor());
        assertThat(answer.uri()).isEqualTo("https://rp1.test/cb");
        assertThat(answer.parameters())
                .containsEntry("state", AuthorizationRequest.STATE)
                .containsEntry("iss", story.server().issuer());
        RelyingParty.Answer tokens = story.relyingParty(TestClient.WEB).redeem(answer.code());

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.body())
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "openid profile notes:read");
        assertThat(tokens.response().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        assertThat(tokens.text("refresh_token")).hasSize(43);

        SignedJWT access = verified(tokens.text("access_token"));
        JWTClaimsSet claims = access.getJWTClaimsSet();
        assertThat(access.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(access.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(claims.getIssuer()).isEqualTo(story.server().issuer());
        assertThat(claims.getAudience()).containsExactly("https://notes.test");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("web");
        assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile notes:read");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(900_000);

        SignedJWT id = verified(tokens.text("id_token"));
        JWTClaimsSet idClaims = id.getJWTClaimsSet();
        assertThat(id.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(idClaims.getAudience()).containsExactly("web");
        assertThat(idClaims.getSubject()).isEqualTo(claims.getSubject()).hasSize(36);
        assertThat(idClaims.getStringClaim("nonce")).isEqualTo(AuthorizationRequest.NONCE);
        assertThat(idClaims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:1fa");
        assertThat(idClaims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(idClaims.getStringClaim("sid")).hasSize(36).isNotEqualTo(browser.cookie("latchkey-session"));
        assertThat(idClaims.getLongClaim("auth_time"))
                .isBetween(
                        idClaims.getIssueTime().getTime() / 1000 - 60,
                        idClaims.getIssueTime().getTime() / 1000);
        assertThat(idClaims.getStringClaim("at_hash")).isEqualTo(leftHalf(tokens.text("access_token")));
        assertThat(idClaims.getClaims()).doesNotContainKeys("email", "name");

        RelyingParty.Answer info = story.relyingParty(TestClient.WEB).userInfo(tokens.text("access_token"));
        assertThat(info.status()).isEqualTo(200);
        assertThat(info.body())
                .containsEntry("sub", claims.getSubject())
                .containsEntry("name", "Bob Example")
                .containsEntry("preferred_username", "bob")
                .doesNotContainKeys("email", "roles");
    }

    @Test
    void signsInOnceForSeveralApplications() {
        Browser browser = story.browserOf(TestAccount.BOB);
        assertThat(story.authorize(browser, new AuthorizationRequest(TestClient.WEB))
                        .code())
                .isNotEmpty();
        assertThat(story.authorize(browser, new AuthorizationRequest(TestClient.SPA))
                        .code())
                .isNotEmpty();
    }

    @Test
    void signsIdTokensAsTheClientRegistered() throws Exception {
        RelyingParty.Answer tokens = story.tokens(TestClient.PARTNER);
        assertThat(verified(tokens.text("id_token")).getHeader().getAlgorithm().getName())
                .isEqualTo("ES256");
    }

    @Test
    void tellsTwoFactorsInAcrAndAmr() throws Exception {
        RelyingParty.Answer tokens =
                story.tokens(story.browserOf(TestAccount.ALICE), TestClient.WEB, "openid notes:read");
        JWTClaimsSet claims = verified(tokens.text("id_token")).getJWTClaimsSet();
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:2fa");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp", "mfa");
    }

    @Test
    void givesAPublicClientTokensAndRefreshTokens() {
        RelyingParty.Answer tokens = story.tokens(TestClient.SPA);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(story.relyingParty(TestClient.SPA)
                        .refresh(tokens.text("refresh_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givesANativeClientAnyLoopbackPort() {
        Browser browser = story.browserOf(TestAccount.BOB);
        Redirect answer = story.authorize(
                browser, new AuthorizationRequest(TestClient.NATIVE).with("redirect_uri", "http://127.0.0.1:50123/cb"));
        assertThat(answer.uri()).isEqualTo("http://127.0.0.1:50123/cb");
        RelyingParty.Answer tokens = story.relyingParty(TestClient.NATIVE)
                .redeem(answer.code(), Map.of("redirect_uri", "http://127.0.0.1:50123/cb"));
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.body()).doesNotContainKey("refresh_token");
    }

    private SignedJWT verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        String keys = RelyingParty.send(
                        HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks"))))
                .response()
                .body();
        JWK key = JWKSet.parse(keys).getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        boolean valid = key.getKeyType().getValue().equals("EC")
                ? jwt.verify(new ECDSAVerifier(key.toECKey()))
                : jwt.verify(new RSASSAVerifier(key.toRSAKey()));
        assertThat(valid).isTrue();
        return jwt;
    }

    private static String leftHalf(String accessToken) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }
}
