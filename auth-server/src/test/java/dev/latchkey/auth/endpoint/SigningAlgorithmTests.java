package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.key.TokenVerifier;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What a client registered as signature algorithm is what it gets. */
class SigningAlgorithmTests {

    private static final Story STORY = new Story();

    private final TokenVerifier verifier = STORY.server().bean(TokenVerifier.class);

    private void assertSigned(TestClient client, String algorithm, String hash) throws Exception {
        RelyingParty.Answer tokens = STORY.tokens(client, "openid");
        SignedJWT idToken = SignedJWT.parse(tokens.text("id_token"));

        assertThat(idToken.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        JWTClaimsSet claims = verifier.claims(tokens.text("id_token"), "JWT").orElseThrow();
        byte[] digest = MessageDigest.getInstance(hash)
                .digest(tokens.text("access_token").getBytes(StandardCharsets.US_ASCII));
        assertThat(claims.getStringClaim("at_hash"))
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(digest, digest.length / 2)));
    }

    @Test
    void ofTheIdTokenIsTheOneRegistered() throws Exception {
        assertSigned(TestClient.WEB, "RS256", "SHA-256");
        assertSigned(TestClient.PARTNER, "ES256", "SHA-256");
        assertSigned(TestClient.PS256, "PS256", "SHA-256");
        assertSigned(TestClient.EDDSA, "EdDSA", "SHA-512");
    }

    @Test
    void ofUserInfoIsTheOneRegistered() throws Exception {
        RelyingParty.Answer tokens = STORY.tokens(TestClient.PS256, "openid profile");
        RelyingParty.Answer answer = STORY.relyingParty(TestClient.PS256).userInfo(tokens.text("access_token"));

        assertThat(answer.header("Content-Type")).isEqualTo("application/jwt");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        SignedJWT jwt = SignedJWT.parse(answer.response().body());
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        JWTClaimsSet claims =
                verifier.claims(answer.response().body(), "userinfo+jwt").orElseThrow();
        assertThat(claims.getIssuer()).isEqualTo(STORY.server().issuer());
        assertThat(claims.getAudience()).containsExactly("ps256");
        assertThat(claims.getSubject())
                .isEqualTo(SignedJWT.parse(tokens.text("id_token"))
                        .getJWTClaimsSet()
                        .getSubject());
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo("bob");
    }

    @Test
    void ofUserInfoIsNoneUnlessRegistered() {
        RelyingParty.Answer tokens = STORY.tokens(TestClient.WEB, "openid profile");

        RelyingParty.Answer answer = STORY.relyingParty(TestClient.WEB).userInfo(tokens.text("access_token"));

        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void doesNotMatterForAHint() {
        Browser bob = STORY.browserOf(TestAccount.BOB);
        String idToken = STORY.tokens(bob, TestClient.EDDSA, "openid").text("id_token");

        bob.open("/connect/logout?id_token_hint=" + idToken);

        assertThat(bob.page().statusCode()).isEqualTo(200);
        assertThat(bob.open("/account").at("/login")).isTrue();
    }

    @Test
    void ofAHintCannotBeSwapped() {
        Browser bob = STORY.browserOf(TestAccount.BOB);
        String idToken = STORY.tokens(bob, TestClient.EDDSA, "openid").text("id_token");
        String[] parts = idToken.split("\\.");
        String signedInfo = STORY.relyingParty(TestClient.EDDSA)
                .userInfo(STORY.tokens(TestClient.EDDSA, "openid").text("access_token"))
                .response()
                .body();

        for (String forged : new String[] {
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
            signedInfo
        }) {
            bob.open("/connect/logout?id_token_hint=" + forged);
            assertThat(bob.page().statusCode()).as(forged).isEqualTo(400);
        }
    }
}
