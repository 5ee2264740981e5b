package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Authenticator;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A passkey after the password. */
class PasskeySecondFactorTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final PasskeyPages pages = new PasskeyPages(story);

    @Test
    void isAskedForOfWhoeverHasOneAndCompletesTheSignIn() throws Exception {
        Authenticator authenticator = new Authenticator(story.server()).withoutVerification();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);

        Browser browser = pages.password(account);
        assertThat(browser.at("/mfa/passkey")).isTrue();
        assertThat(pages.isSignedIn(browser)).as("before the passkey").isFalse();
        String answer = authenticator.get(pages.secondFactorOptions(browser));
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit("/mfa/passkey", Map.of("credential", answer));

        JWTClaimsSet claims = SignedJWT.parse(story.relyingParty(TestClient.WEB)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "hwk", "user", "mfa");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:2fa");
    }

    @Test
    void asksForThePasskeysOfTheAccountAlone() {
        Authenticator mine = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        pages.registered(account, mine);
        pages.registered(people.withPassword(), new Authenticator(story.server()));

        String options = pages.secondFactorOptions(pages.password(account));

        assertThat(JSON.readTree(options).at("/allowCredentials").findValuesAsString("id"))
                .containsExactly(Base64.getUrlEncoder().withoutPadding().encodeToString(mine.credentialId()));
    }

    @Test
    void isNotSomebodyElsesPasskey() {
        TestAccount victim = people.withPassword();
        pages.registered(victim, new Authenticator(story.server()));
        Authenticator mallorys = new Authenticator(story.server());
        pages.registered(people.withPassword(), mallorys);
        Browser browser = pages.password(victim);

        submit(browser, mallorys.get(pages.secondFactorOptions(browser)));

        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(pages.isSignedIn(browser)).isFalse();
        assertThat(pages.eventsOf(people.idOf(victim))).contains("SECOND_FACTOR PASSKEY_OF_ANOTHER_ACCOUNT");
    }

    @Test
    void countsOnceAndForOneSession() {
        Authenticator authenticator = new Authenticator(story.server()).thatDoesNotCount();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        Browser first = pages.password(account);
        String answer = authenticator.get(pages.secondFactorOptions(first));
        Browser second = pages.password(account);

        submit(second, answer);
        assertThat(second.page().statusCode()).as("of another session").isEqualTo(401);
        submit(first, answer);
        assertThat(pages.isSignedIn(first)).isTrue();

        first.postRaw("/mfa/passkey", Map.of("credential", answer, "_csrf", csrf(first)));
        assertThat(first.page().statusCode()).as("once more").isEqualTo(401);
    }

    @Test
    void doesNotTakeTheAnswerToASignIn() {
        Authenticator authenticator = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        Browser browser = pages.password(account);

        submit(browser, authenticator.get(pages.signInOptions(browser)));

        assertThat(browser.page().statusCode()).isEqualTo(401);
    }

    @Test
    void isNothingWithoutTheFirst() {
        Browser browser = story.browser();
        assertThat(browser.openWithoutFollowing("/mfa/passkey/options").statusCode())
                .isEqualTo(303);
        assertThat(browser.open("/mfa/passkey").at("/login")).isTrue();
    }

    @Test
    void doesNotHideTheAuthenticatorApp() {
        TestAccount account = people.withTotp();
        pages.registered(account, new Authenticator(story.server()));

        Browser browser = pages.password(account).open("/mfa?another=yes");

        assertThat(browser.page().body()).contains("/mfa/passkey", "/mfa/totp");
    }

    private Browser submit(Browser browser, String answer) {
        return browser.open("/mfa/passkey").submit("/mfa/passkey", Map.of("credential", answer));
    }

    private static String csrf(Browser browser) {
        return browser.open(PasskeyPages.LIST).hiddenField("_csrf");
    }
}
