package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SE-04: what somebody still holds when an administrator disables or deletes their account. */
class DisabledAccountTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final RelyingParty web = story.relyingParty(TestClient.WEB);

    @ParameterizedTest
    @DisplayName("SE-04: three sessions, five refresh tokens and their access tokens are dead at once")
    @ValueSource(booleans = {true, false})
    void holdsNothingThatWorks(boolean deleted) {
        TestAccount person = people.withPassword();
        UUID id = people.idOf(person);
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            browsers.add(story.browserOf(person));
        }
        List<RelyingParty.Answer> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String scope = i < 3 ? "openid notes:read" : "openid offline_access notes:read";
            tokens.add(story.tokens(browsers.get(i % 3), TestClient.WEB, scope));
        }
        assertThat(tokens).allMatch(answer -> web.isActive(answer.text("access_token")));
        Api api = Api.of(story, people.administrator(), "openid users:read users:write");

        if (deleted) {
            assertThat(api.delete(Api.USERS + "/" + id, "*").status()).isEqualTo(204);
        } else {
            assertThat(api.patch(id.toString(), "*", "{\"enabled\": false}").status())
                    .isEqualTo(200);
        }

        assertThat(browsers).allMatch(browser -> browser.open("/account").at("/login"));
        assertThat(tokens).allSatisfy(answer -> {
            assertThat(web.isActive(answer.text("access_token"))).isFalse();
            assertThat(web.userInfo(answer.text("access_token")).status()).isEqualTo(401);
            assertThat(web.refresh(answer.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
        });
    }

    @Test
    @DisplayName("SE-04: nor does any of it come back with the account")
    void staysDeadWhenTheAccountIsEnabledAgain() {
        TestAccount person = people.withPassword();
        Browser browser = story.browserOf(person);
        String token = story.tokens(browser, TestClient.WEB, "openid offline_access notes:read")
                .text("refresh_token");
        Api api = Api.of(story, people.administrator(), "openid users:read users:write");
        String id = people.idOf(person).toString();

        assertThat(api.patch(id, "*", "{\"enabled\": false}").status()).isEqualTo(200);
        assertThat(api.patch(id, "*", "{\"enabled\": true}").status()).isEqualTo(200);

        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(web.refresh(token).refusal()).isEqualTo("400 invalid_grant");
    }
}
