package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationEndpointTests {

    private static final Story STORY = new Story();
    private static Browser bob;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty spa = STORY.relyingParty(TestClient.SPA);
    private final RelyingParty service = STORY.relyingParty(TestClient.SERVICE);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    private static RelyingParty.Answer tokens(TestClient client) {
        return STORY.tokens(bob, client, "openid notes:read");
    }

    private void assertFamilyIsOver(RelyingParty client, RelyingParty.Answer tokens) {
        assertThat(web.isActive(tokens.text("access_token"))).isFalse();
        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                .isFalse();
        assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token"})
    void ofAnyTokenEndsTheFamily(String which) {
        RelyingParty.Answer tokens = tokens(TestClient.WEB);

        RelyingParty.Answer answer = web.revoke(tokens.text(which));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        assertFamilyIsOver(web, tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token"})
    void ofARotatedTokenEndsTheFamily(String which) {
        RelyingParty.Answer first = tokens(TestClient.WEB);
        RelyingParty.Answer second = web.refresh(first.text("refresh_token"));

        assertThat(web.revoke(first.text(which)).status()).isEqualTo(200);

        assertFamilyIsOver(web, second);
    }

    @Test
    void isOpenToPublicClientsForTheirOwn() {
        RelyingParty.Answer tokens = tokens(TestClient.SPA);

        assertThat(spa.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);

        assertFamilyIsOver(spa, tokens);
    }

    @Test
    void ofATokenOfSomebodyElseDoesNothing() {
        RelyingParty.Answer tokens = tokens(TestClient.WEB);
        Rows before = Rows.of(STORY.server());

        for (RelyingParty stranger : List.of(spa, STORY.relyingParty(TestClient.PARTNER), service)) {
            assertThat(stranger.revoke(tokens.text("access_token")).status()).isEqualTo(200);
            assertThat(stranger.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);
        }

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
        assertThat(web.refresh(tokens.text("refresh_token")).isOk()).isTrue();
    }

    @Test
    void needsAClient() {
        RelyingParty.Answer tokens = tokens(TestClient.WEB);

        assertThat(RelyingParty.postAnonymously(
                                STORY.server(), "/oauth2/revoke", "token=" + tokens.text("refresh_token"))
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(RelyingParty.postAnonymously(
                                STORY.server(), "/oauth2/revoke", "client_id=web&token=" + tokens.text("refresh_token"))
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "id_token", "nonsense"})
    void doesNotCareAboutAWrongHint(String hint) {
        RelyingParty.Answer tokens = tokens(TestClient.WEB);

        assertThat(web.post("/oauth2/revoke", Map.of("token", tokens.text("refresh_token"), "token_type_hint", hint))
                        .status())
                .isEqualTo(200);

        assertFamilyIsOver(web, tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "ü"})
    void ofGarbageIsAnsweredLikeAnyOther(String token) {
        Rows before = Rows.of(STORY.server());

        assertThat(web.revoke(token).status()).isEqualTo(200);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void ofAnIdTokenDoesNothing() {
        RelyingParty.Answer tokens = tokens(TestClient.WEB);

        assertThat(web.revoke(tokens.text("id_token")).status()).isEqualTo(200);
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
    }

    @Test
    void ofATokenThatAClientGotForItselfEndsThatOneAlone() {
        String one = service.clientCredentials("notes:read").text("access_token");
        String other = service.clientCredentials("notes:read").text("access_token");

        service.revoke(one);
        service.revoke(one);

        assertThat(service.isActive(one)).isFalse();
        assertThat(service.isActive(other)).isTrue();
    }
}
