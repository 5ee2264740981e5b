package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the OpenID Foundation's plan "Back-Channel Logout OP" tries, by the sections of OpenID Connect Back-Channel Logout 1.0. */
class BackChannelLogoutOpTests {

    private final Story story = new Story();
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private HttpServer http;
    private Browser browser;
    private SignedJWT idToken;

    @BeforeEach
    void signIn() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        http.start();
        register("jsonb_build_object('backchannel_logout_uri', 'http://localhost:"
                + http.getAddress().getPort() + "/bcl')");
        browser = story.browserOf(TestAccount.BOB);
        idToken = SignedJWT.parse(
                story.tokens(browser, TestClient.HEARING, "openid").text("id_token"));
    }

    @AfterEach
    void stop() {
        http.stop(0);
        register("jsonb_build_object('backchannel_logout_uri', null)");
    }

    private void register(String metadata) {
        story.server()
                .database()
                .sql("update client set metadata = jsonb_strip_nulls(metadata || " + metadata
                        + ") where client_id = 'hearing'")
                .update();
        story.server().forgetClient("hearing");
    }

    private JWTClaimsSet logOut() throws Exception {
        browser.open("/connect/logout?id_token_hint=" + idToken.serialize());
        await().atMost(Duration.ofSeconds(20)).until(() -> !bodies.isEmpty());
        return logoutToken().getJWTClaimsSet();
    }

    private SignedJWT logoutToken() throws Exception {
        String body = bodies.element();
        assertThat(body).startsWith("logout_token=").doesNotContain("&");
        return SignedJWT.parse(URLDecoder.decode(body.substring("logout_token=".length()), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("§2.1 discovery says that it works, with sessions")
    void isDiscovered() throws IOException {
        RelyingParty.Answer metadata = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/.well-known/openid-configuration"))));

        assertThat(metadata.body())
                .containsEntry("backchannel_logout_supported", true)
                .containsEntry("backchannel_logout_session_supported", true)
                .doesNotContainKeys("frontchannel_logout_supported", "check_session_iframe");
    }

    @Test
    @DisplayName("§2.4 and §2.5 an RP-initiated logout sends a logout token of the session of the ID token")
    void sendsATokenOfTheSession() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        JWTClaimsSet claims = logOut();

        assertThat(claims.getIssuer()).isEqualTo(idToken.getJWTClaimsSet().getIssuer());
        assertThat(claims.getAudience()).containsExactly("hearing");
        assertThat(claims.getSubject()).isEqualTo(idToken.getJWTClaimsSet().getSubject());
        assertThat(claims.getStringClaim("sid"))
                .isNotEmpty()
                .isEqualTo(idToken.getJWTClaimsSet().getStringClaim("sid"));
        assertThat(claims.getIssueTime().toInstant())
                .isBetween(before, Instant.now().plusSeconds(1));
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    @Test
    @DisplayName("§2.4 exp is there, and at most two minutes away")
    void sendsATokenThatIsSoonOld() throws Exception {
        JWTClaimsSet claims = logOut();

        assertThat(claims.getExpirationTime().toInstant())
                .isAfter(Instant.now().minusSeconds(1))
                .isBeforeOrEqualTo(claims.getIssueTime().toInstant().plusSeconds(120));
    }

    @Test
    @DisplayName("§2.4 no nonce, and nothing that an ID token has beside")
    void sendsNothingElse() throws Exception {
        assertThat(logOut().getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid");
    }

    @Test
    @DisplayName("§2.4 signed with the algorithm of the client's ID tokens, typed logout+jwt")
    void sendsATokenOfTheRightKind() throws Exception {
        logOut();

        assertThat(logoutToken().getHeader().getAlgorithm())
                .isEqualTo(idToken.getHeader().getAlgorithm());
        assertThat(logoutToken().getHeader().getType().getType()).isEqualTo("logout+jwt");
    }
}
