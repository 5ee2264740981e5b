package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roles are told to whom the person lets see them, and are as fresh as the token. */
class RolesFlowTests {

    private static final String ROLES = "roles";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final RelyingParty web = story.relyingParty(TestClient.WEB);

    @Test
    void areInEveryTokenOfAClientThatMaySeeThem() {
        RelyingParty.Answer tokens = tokensOf(people.administrator(), "openid roles notes:read");

        assertThat(claims(tokens, "access_token")).containsEntry(ROLES, List.of("ADMIN", "USER"));
        assertThat(claims(tokens, "access_token").get("aud")).isEqualTo(List.of("https://notes.test"));
        assertThat(claims(tokens, "id_token")).containsEntry(ROLES, List.of("ADMIN", "USER"));
        assertThat(web.userInfo(tokens.text("access_token")).body()).containsKey(ROLES);
        assertThat(story.relyingParty(TestClient.NOTES_API)
                        .introspect(tokens.text("access_token"))
                        .body())
                .containsEntry(ROLES, List.of("ADMIN", "USER"));
    }

    @Test
    void areInNoTokenWithoutTheScope() {
        RelyingParty.Answer tokens = tokensOf(people.administrator(), "openid profile notes:read");

        assertThat(claims(tokens, "access_token")).doesNotContainKey(ROLES);
        assertThat(claims(tokens, "id_token")).doesNotContainKey(ROLES);
        assertThat(web.userInfo(tokens.text("access_token")).body()).doesNotContainKey(ROLES);
    }

    @Test
    void areInNoTokenOfAClientForItself() {
        assertThat(claims(web.clientCredentials("notes:read"), "access_token")).doesNotContainKey(ROLES);
        assertThat(web.clientCredentials(ROLES).refusal()).isEqualTo("400 invalid_scope");
    }

    @Test
    void areLeftOutOfWhatIsRefreshedForLess() {
        RelyingParty.Answer tokens = tokensOf(people.administrator(), "openid roles notes:read");

        RelyingParty.Answer narrowed = web.refresh(tokens.text("refresh_token"), "openid notes:read");

        assertThat(claims(narrowed, "access_token")).doesNotContainKey(ROLES);
        assertThat(claims(narrowed, "id_token")).doesNotContainKey(ROLES);
    }

    @Test
    void areReadAgainAtEachRefresh() {
        TestAccount person = people.withPassword();
        people.giveRole(person, "DEVELOPER");
        RelyingParty.Answer tokens = tokensOf(person, "openid roles notes:read");
        assertThat(claims(tokens, "access_token")).containsEntry(ROLES, List.of("DEVELOPER"));

        people.takeRole(person, "DEVELOPER");
        RelyingParty.Answer refreshed = web.refresh(tokens.text("refresh_token"));

        assertThat(claims(refreshed, "access_token")).containsEntry(ROLES, List.of());
        assertThat(claims(refreshed, "id_token")).containsEntry(ROLES, List.of());
    }

    private RelyingParty.Answer tokensOf(TestAccount person, String scope) {
        Browser browser = story.browserOf(person);
        return story.tokens(browser, TestClient.WEB, scope);
    }

    private static Map<String, Object> claims(RelyingParty.Answer tokens, String name) {
        try {
            return SignedJWT.parse(tokens.text(name)).getJWTClaimsSet().getClaims();
        } catch (ParseException e) {
            throw new AssertionError(name, e);
        }
    }
}
