package dev.latchkey.auth.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.session.AllSessionsEnded;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.HttpCookie;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedDeviceTests {

    private static final String FACTORS = "/account/security/authenticators";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    @DisplayName("MF-19: a sign-in in a trusted browser had one factor, and says so")
    void leavesOutTheSecondFactorAndSaysSo() throws Exception {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        signInAgain(browser, account);
        assertThat(browser.at("/account")).isTrue();
        JWTClaimsSet claims = SignedJWT.parse(story.tokens(browser, TestClient.WEB, "openid notes:read")
                        .text("id_token"))
                .getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:1fa");
    }

    @Test
    void isTrustedOnlyByChoice() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account);
        signInAgain(browser, account);
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    void isTrustedByThisAccountAlone() {
        Browser browser = trusting(people.withTotp());
        TestAccount other = people.withTotp();
        signInAgain(browser, other);
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    @DisplayName("MF-16: a cookie that was made up is ignored")
    void believesNoForgedCookie() {
        TestAccount account = people.withTotp();
        Browser trusted = trusting(account);
        String name = trusted.cookies().getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .filter(cookie -> cookie.startsWith("latchkey-trusted-"))
                .findFirst()
                .orElseThrow();
        for (String forged : new String[] {"true", "A".repeat(43), ""}) {
            Browser browser = story.browser();
            HttpCookie cookie = new HttpCookie(name, forged);
            cookie.setPath("/");
            cookie.setVersion(0);
            browser.cookies()
                    .getCookieStore()
                    .add(java.net.URI.create(story.server().issuer()), cookie);
            signInAgain(browser, account);
            assertThat(browser.at("/mfa/totp")).as(forged).isTrue();
        }
    }

    @Test
    void isWorthNothingFromTheDatabase() {
        trusting(people.withTotp());
        assertThat(story.server()
                        .database()
                        .sql("select bool_and(length(secret_hash) = 32) from trusted_device")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void endsAfterThirtyDaysHoweverOftenItIsUsed() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        signInAgain(browser, account);
        assertThat(browser.at("/account")).isTrue();
        story.server()
                .database()
                .sql("update trusted_device set expires_at = expires_at - interval '30 days' where account_id = :id")
                .param("id", people.idOf(account))
                .update();
        signInAgain(browser, account);
        assertThat(browser.at("/mfa/totp")).isTrue();
        story.server().bean(ExpiredFactors.class).sweep();
        assertThat(rowsOf(account)).isZero();
    }

    @Test
    @DisplayName("MF-14: never accepted where the proof has to be fresh")
    void opensNoSensitivePage() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        signInAgain(browser, account);
        assertThat(browser.open("/mfa/totp/setup").at("/mfa/totp")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"acr_values,urn:latchkey:acr:2fa", "max_age,3600", "claims,{}"})
    void isNotAcceptedForAnApplicationThatSaysHowToSignIn(String parameter, String value) {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        List.copyOf(browser.cookies().getCookieStore().getCookies()).stream()
                .filter(cookie -> cookie.getName().equals("latchkey-session"))
                .forEach(cookie -> browser.cookies().getCookieStore().remove(null, cookie));
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with(parameter, value).url());
        if (browser.at("/login")) {
            browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
            assertThat(browser.at("/mfa/totp")).isTrue();
        } else {
            assertThat(browser.leftFor().getQuery()).as("refused").contains("error=");
        }
    }

    @Test
    void isNotAcceptedForAnAdministrator() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        people.giveRole(account, "ADMIN");
        signInAgain(browser, account);
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(browser.page().body()).as("nor offered").doesNotContain("name=\"trust\"");
        browser.submit("/mfa/totp", Map.of("code", account.nextCode(), "trust", "true"));
        assertThat(rowsOf(account)).as("nor taken when it is sent all the same").isEqualTo(1);
    }

    @Test
    void isListedAndRevoked() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        browser.open(FACTORS);
        assertThat(browser.page().body()).contains("Trusted browsers");
        UUID id = story.server()
                .database()
                .sql("select id from trusted_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(UUID.class)
                .single();
        Browser stranger = story.browserOf(people.withTotp()).open(FACTORS);
        stranger.postRaw(FACTORS + "/trusted/" + id + "/removal", Map.of("_csrf", stranger.hiddenField("_csrf")));
        assertThat(rowsOf(account)).as("not by somebody else").isEqualTo(1);
        browser.submit(FACTORS + "/trusted/" + id + "/removal", Map.of());
        assertThat(browser.page().body()).contains("isn’t trusted any more");
        signInAgain(browser, account);
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    void isGoneWithThePassword() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account);
        story.server().publish(new AllSessionsEnded(people.idOf(account), null, SessionEnded.Reason.ENDED_BY_PERSON));
        assertThat(rowsOf(account)).isEqualTo(1);
        story.server().publish(new AllSessionsEnded(people.idOf(account), null, SessionEnded.Reason.PASSWORD_CHANGED));
        assertThat(rowsOf(account)).isZero();
        signInAgain(browser, account);
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    void isGoneWhenItsOwnerChangesOrResetsThePassword() {
        String next = "four words that nobody says";
        TestAccount changing = people.withTotp();
        Browser browser = trusting(changing);
        browser.open("/account/password")
                .submit(
                        "/account/password",
                        Map.of("currentPassword", changing.password(), "password", next, "passwordConfirmation", next));
        assertThat(browser.page().body()).contains("Your password is changed");
        assertThat(rowsOf(changing)).isZero();

        TestAccount forgetful = people.withTotp();
        trusting(forgetful);
        story.browser()
                .open("/password/forgot")
                .submit("/password/forgot", Map.of("email", forgetful.username() + "@example.test"));
        String link = story.server()
                .mailbox()
                .awaitTo(forgetful.username() + "@example.test", "Choose a new password")
                .link();
        story.browser().open(link).submit("/password/reset", Map.of("password", next, "passwordConfirmation", next));
        assertThat(rowsOf(forgetful)).isZero();
    }

    @Test
    void isGoneWithTheLastSecondFactor() {
        TestAccount account = people.withTotp();
        Browser browser = trusting(account).open(FACTORS);
        String id = story.server()
                .database()
                .sql("select id from totp_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(String.class)
                .single();
        browser.submit(FACTORS + "/" + id + "/removal", Map.of());
        assertThat(rowsOf(account)).isZero();
    }

    /** A browser that is signed in and is trusted from now on. */
    private Browser trusting(TestAccount account) {
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.page().body()).contains("name=\"trust\"");
        browser.submit("/mfa/totp", Map.of("code", account.nextCode(), "trust", "true"));
        assertThat(browser.at("/account")).isTrue();
        return browser;
    }

    private static void signInAgain(Browser browser, TestAccount account) {
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    private int rowsOf(TestAccount account) {
        return story.server()
                .database()
                .sql("select count(*) from trusted_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(Integer.class)
                .single();
    }
}
