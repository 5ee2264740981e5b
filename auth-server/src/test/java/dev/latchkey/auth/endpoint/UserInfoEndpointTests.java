package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserInfoEndpointTests {

    private static final Story STORY = new Story();
    private static Browser bob;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static String accessToken(String scope) {
        return STORY.tokens(bob, TestClient.WEB, scope).text("access_token");
    }

    private static HttpRequest.Builder request() {
        return request("");
    }

    private static HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(STORY.server().url("/userinfo" + query)));
    }

    @ParameterizedTest
    @CsvSource({
        "openid,sub",
        "openid profile,sub name preferred_username updated_at",
        "openid email,sub email email_verified",
        "openid roles,sub roles",
        "openid email roles notes:read,sub email email_verified roles"
    })
    void tellsWhatWasGrantedAndNoMore(String scope, String claims) {
        RelyingParty.Answer answer = web.userInfo(accessToken(scope));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).containsOnlyKeys(claims.split(" "));
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("OpenID Connect Core §5.4, §5.1.1: address and phone, each with its scope and not without")
    void tellsAddressAndPhone() {
        TestAccount person = STORY.newAccounts().withPassword();
        STORY.server()
                .database()
                .sql("""
                        insert into account_profile (account_id, phone_number, street_address, locality, postal_code, country)
                        values (:id, '+49 30 1234567', 'Ufer 1', 'Berlin', '10115', 'DE')
                        """)
                .param("id", STORY.newAccounts().idOf(person))
                .update();
        Browser browser = STORY.browserOf(person);

        assertThat(userInfo(browser, "openid phone").body())
                .containsOnlyKeys("sub", "phone_number", "phone_number_verified")
                .containsEntry("phone_number", "+49 30 1234567")
                .containsEntry("phone_number_verified", false);
        assertThat(userInfo(browser, "openid address").body())
                .containsOnlyKeys("sub", "address")
                .containsEntry(
                        "address",
                        Map.of(
                                "street_address", "Ufer 1",
                                "locality", "Berlin",
                                "postal_code", "10115",
                                "country", "DE"));
        assertThat(userInfo(browser, "openid profile email").body())
                .doesNotContainKeys("address", "phone_number", "phone_number_verified");
    }

    private RelyingParty.Answer userInfo(Browser browser, String scope) {
        return web.userInfo(STORY.tokens(browser, TestClient.WEB, scope).text("access_token"));
    }

    @Test
    void needsOpenId() {
        RelyingParty.Answer answer = web.userInfo(accessToken("profile email"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate"))
                .contains("insufficient_scope")
                .contains("openid");
    }

    @Test
    void tellsAClientNothingAboutItself() {
        assertThat(web.userInfo(STORY.relyingParty(TestClient.SERVICE)
                                .clientCredentials("notes:read")
                                .text("access_token"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void challengesWithoutAnErrorIfThereIsNoToken() {
        RelyingParty.Answer answer = RelyingParty.send(request().GET());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void refusesWhatIsNoTokenOfOurs(String token) {
        RelyingParty.Answer answer = web.userInfo(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void refusesIdTokensAndRefreshTokens() {
        RelyingParty.Answer tokens = STORY.tokens(bob, TestClient.WEB, "openid");

        assertThat(web.userInfo(tokens.text("id_token")).status()).isEqualTo(401);
        assertThat(web.userInfo(tokens.text("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void takesATokenByPost() {
        String token = accessToken("openid");

        assertThat(RelyingParty.send(request()
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        assertThat(RelyingParty.send(request()
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesNoTokenInTheQuery() {
        String token = accessToken("openid");

        assertThat(RelyingParty.send(request("?access_token=" + token).GET()).status())
                .isEqualTo(401);
    }

    @Test
    void refusesTwoTokens() {
        String token = accessToken("openid");

        RelyingParty.Answer answer = RelyingParty.send(request()
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_request\"");
    }

    @Test
    void doesNotTakeTheSessionForAToken() {
        assertThat(bob.openWithoutFollowing("/userinfo").statusCode()).isEqualTo(401);
    }

    @Test
    void doesNotListenToTheHostOfTheRequest() {
        RelyingParty.Answer answer = RelyingParty.send(
                request().header("X-Forwarded-Host", "evil.test").GET());

        assertThat(answer.header("WWW-Authenticate")).doesNotContain("evil", "resource_metadata");
    }
}
