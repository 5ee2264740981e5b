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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A passkey for somebody who has to have a second factor and has none. */
class PasskeySetupTests {

    private static final String SETUP = "/mfa/passkey/setup";
    private static final String CODES = "/account/security/recovery-codes";
    private static final Pattern CHOICE = Pattern.compile("href=\"(" + SETUP + "[^\"]*)\"");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final PasskeyPages pages = new PasskeyPages(story);
    private final Authenticator authenticator = new Authenticator(story.server());

    @Test
    void isOfferedBesideTheAuthenticatorAppAndLetsAnAdministratorIn() {
        TestAccount account = people.withPassword();
        people.giveRole(account, "ADMIN");
        Browser browser = pages.password(account);
        assertThat(browser.at("/mfa")).isTrue();
        assertThat(browser.page().body()).contains(SETUP, "/mfa/totp/setup");
        assertThat(browser.open("/admin/users").at("/mfa")).as("before").isTrue();

        setUp(browser, SETUP);

        assertThat(browser.at(CODES)).as(browser.page().body()).isTrue();
        assertThat(browser.open("/admin/users").at("/admin/users")).isTrue();
        assertThat(pages.namesOf(people.idOf(account))).containsExactly("Laptop");
    }

    @Test
    void goesOnToTheApplicationThatAskedForTwoFactors() throws Exception {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        browser.open(new AuthorizationRequest(TestClient.WEB)
                .with("acr_values", "urn:latchkey:acr:2fa")
                .url());

        setUp(browser, choice(browser));

        assertThat(browser.at(CODES)).isTrue();
        assertThat(browser.page()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .as("browsers let a form lead on to nowhere else")
                .contains("form-action 'self' " + origin(TestClient.WEB));
        browser.submit(CODES, Map.of());
        browser.submit(CODES + "/saved", Map.of("saved", "true"));
        JWTClaimsSet claims = SignedJWT.parse(story.relyingParty(TestClient.WEB)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "hwk", "user", "mfa");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:2fa");
    }

    @Test
    @DisplayName("MF-12: a password alone adds no passkey beside the second factor of the account")
    void isNotForWhoeverOwesTheFactorThatThereIs() {
        TestAccount account = people.withTotp();
        Browser thief = pages.password(account);

        assertThat(thief.openWithoutFollowing(SETUP + "/options").statusCode()).isEqualTo(303);
        assertThat(thief.open(SETUP).at(SETUP)).isFalse();
        thief.open("/mfa/totp");
        thief.postRaw(SETUP, Map.of("credential", "{}", "name", "Mine", "_csrf", thief.hiddenField("_csrf")));
        assertThat(thief.at("/mfa/totp")).isTrue();
        assertThat(pages.namesOf(people.idOf(account))).isEmpty();
    }

    @Test
    void saysWhatWasWrongAndLetsNobodyOn() {
        TestAccount account = people.withPassword();
        people.giveRole(account, "ADMIN");
        Browser browser = pages.password(account).open(SETUP);

        browser.submit(SETUP, Map.of("credential", "{}", "name", "Laptop"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        browser.open(SETUP).submit(SETUP, Map.of("credential", "{}", "name", ""));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        String old = authenticator.create(pages.creationOptionsAt(browser, SETUP));
        Browser another = pages.password(account).open(SETUP);
        another.submit(SETUP, Map.of("credential", old, "name", "Of another session"));

        assertThat(another.page().statusCode()).isEqualTo(422);
        assertThat(pages.isSignedIn(another)).isFalse();
        assertThat(pages.namesOf(people.idOf(account))).isEmpty();
    }

    private void setUp(Browser browser, String page) {
        String made = authenticator.create(pages.creationOptionsAt(browser, SETUP));
        assertThat(browser.open(page).at(SETUP)).isTrue();
        browser.submit(SETUP, Map.of("credential", made, "name", "Laptop"));
    }

    private static String choice(Browser browser) {
        Matcher matcher = CHOICE.matcher(browser.page().body());
        assertThat(matcher.find()).as(browser.page().body()).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private static String origin(TestClient client) {
        String redirectUri = client.redirectUri();
        return redirectUri.substring(0, redirectUri.indexOf('/', "https://".length()));
    }
}
