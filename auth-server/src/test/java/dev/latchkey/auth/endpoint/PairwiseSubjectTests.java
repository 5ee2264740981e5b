package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** OpenID Connect Core §8. */
class PairwiseSubjectTests {

    private static final Story STORY = new Story();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SCOPE = "openid offline_access notes:read";

    private final TestAccount person = STORY.newAccounts().withPassword();
    private final String account = STORY.newAccounts().idOf(person).toString();
    private final Browser browser = STORY.browserOf(person);

    private static TestClient pairwise(String host, Map<String, Object> more) {
        String id = "pairwise-" + NUMBER.incrementAndGet();
        String secret = "secret-of-" + id + "-0000000000000000000000000000";
        String redirectUri = "https://" + host + "/" + id;
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of(
                "client_name",
                id,
                "subject_type",
                "pairwise",
                "redirect_uris",
                List.of(redirectUri),
                "grant_types",
                List.of("authorization_code", "refresh_token"),
                "scope",
                SCOPE));
        metadata.putAll(more);
        SigningClient.register(STORY.server(), id, metadata, secret);
        return new TestClient(id, secret, redirectUri);
    }

    private static TestClient pairwise(String host) {
        return pairwise(host, Map.of());
    }

    private RelyingParty.Answer tokens(TestClient client) {
        return STORY.tokens(browser, client, SCOPE);
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String subject(RelyingParty.Answer tokens) {
        return claims(tokens.text("id_token")).getSubject();
    }

    @Test
    @DisplayName("§8.1: ID token, user info, tokens and their introspection name the same person by the same name")
    void isTheSameWhereverTheClientReadsIt() {
        TestClient client = pairwise("one.test");
        RelyingParty party = STORY.relyingParty(client);
        RelyingParty.Answer tokens = tokens(client);
        String subject = subject(tokens);

        assertThat(subject).isNotEqualTo(account).hasSize(43);
        assertThat(party.userInfo(tokens.text("access_token")).body()).containsEntry("sub", subject);
        assertThat(claims(tokens.text("access_token")).getSubject()).isEqualTo(subject);
        assertThat(party.introspect(tokens.text("access_token")).body()).containsEntry("sub", subject);
        assertThat(party.introspect(tokens.text("refresh_token")).body()).containsEntry("sub", subject);
        RelyingParty.Answer refreshed = party.refresh(tokens.text("refresh_token"));
        assertThat(subject(refreshed)).as("§12.2").isEqualTo(subject);
        assertThat(tokens.response().body() + refreshed.response().body()).doesNotContain(account);
    }

    @Test
    @DisplayName("§8.1: two sectors have nothing in common, clients of one sector everything")
    void differsBySector() {
        RelyingParty.Answer one = tokens(pairwise("one.test"));
        RelyingParty.Answer sameHost = tokens(pairwise("one.test"));
        RelyingParty.Answer other = tokens(pairwise("other.test"));
        RelyingParty.Answer sameSector =
                tokens(pairwise("third.test", Map.of("sector_identifier_uri", "https://one.test/sector.json")));

        assertThat(subject(one)).isEqualTo(subject(sameHost)).isEqualTo(subject(sameSector));
        assertThat(subject(other)).isNotEqualTo(subject(one));
        assertThat(claims(other.text("id_token")).getClaim("sid"))
                .as("one session, two names")
                .isNotEqualTo(claims(one.text("id_token")).getClaim("sid"));
        assertThat(subject(STORY.tokens(browser, TestClient.WEB, "openid"))).isEqualTo(account);
    }

    @Test
    void isAnotherForEveryPerson() {
        TestClient client = pairwise("one.test");

        assertThat(subject(STORY.tokens(client, SCOPE))).isNotEqualTo(subject(tokens(client)));
    }

    @Test
    @DisplayName("0130: an API that may introspect hears whose account it is")
    void isNoSecretFromTheApi() {
        RelyingParty.Answer tokens = tokens(pairwise("one.test"));

        assertThat(STORY.relyingParty(TestClient.NOTES_API)
                        .introspect(tokens.text("access_token"))
                        .body())
                .containsEntry("sub", account);
    }

    @Test
    @DisplayName("§3.1.2.1: id_token_hint and the claim sub mean the person whom the client knows by that name")
    void isUnderstoodWhenItComesBack() {
        TestClient client = pairwise("one.test");
        RelyingParty.Answer tokens = tokens(client);
        String strangers = STORY.tokens(client, SCOPE).text("id_token");

        assertThat(quietly(client, "id_token_hint", tokens.text("id_token")).code())
                .isNotEmpty();
        assertThat(quietly(client, "id_token_hint", strangers).error()).isEqualTo("login_required");
        assertThat(quietly(client, "claims", bySubject(subject(tokens))).code()).isNotEmpty();
        assertThat(quietly(client, "claims", bySubject(account)).error()).isEqualTo("login_required");
    }

    private Redirect quietly(TestClient client, String name, String value) {
        return STORY.authorize(
                browser,
                new AuthorizationRequest(client)
                        .with("scope", SCOPE)
                        .with("prompt", "none")
                        .with(name, value));
    }

    private static String bySubject(String subject) {
        return "{\"id_token\":{\"sub\":{\"value\":\"" + subject + "\"}}}";
    }

    @Test
    @DisplayName("RP-Initiated Logout §2: the ID token of a pairwise client signs its person out without a question")
    void isEnoughToSignOut() {
        TestClient client = pairwise("one.test");
        String strangers = STORY.tokens(client, SCOPE).text("id_token");
        String own = tokens(client).text("id_token");

        browser.open("/connect/logout?id_token_hint=" + strangers);
        assertThat(browser.at("/connect/logout")).as("asked first").isTrue();
        browser.open("/connect/logout?id_token_hint=" + own);
        assertThat(browser.at("/logout/done")).isTrue();
    }

    @Test
    @DisplayName("Back-Channel Logout §2.4: sub and sid are those of the ID token")
    void isInLogoutTokens() {
        OutsideWorld world = OutsideWorld.running();
        String uri = world.at(exchange -> OutsideWorld.send(exchange, 200, "text/plain", ""));
        TestClient client = pairwise("one.test", Map.of("backchannel_logout_uri", uri));
        JWTClaimsSet idToken = claims(tokens(client).text("id_token"));

        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.receivedAt(uri)).hasSize(1));
        String form = world.receivedAt(uri).get(0).body();
        JWTClaimsSet logout = claims(URLDecoder.decode(form.replaceFirst("logout_token=", ""), StandardCharsets.UTF_8));
        assertThat(logout.getSubject()).isEqualTo(idToken.getSubject());
        assertThat(logout.getClaim("sid")).isEqualTo(idToken.getClaim("sid"));
    }
}
