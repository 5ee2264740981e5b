package dev.latchkey.auth.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Setting up an authenticator app, and what may be done with it afterwards. */
class TotpEnrolmentTests {

    static final String CHOICE = "/mfa";
    static final String SETUP = "/mfa/totp/setup";
    static final String CODES = "/account/security/recovery-codes";
    static final String FACTORS = "/account/security/authenticators";

    private static final Pattern APP = Pattern.compile("href=\"(" + SETUP + "[^\"]*)\"");
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern ITEM = Pattern.compile("/account/security/authenticators/([0-9a-f-]{36})/removal");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void countsAfterOneCorrectCodeAndGivesRecoveryCodes() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        assertThat(browser.page().body())
                .contains("<svg class=\"qr\"")
                .contains("otpauth://totp/Latchkey:" + account.username() + "?secret=")
                .contains("&amp;issuer=Latchkey");

        TestAccount enrolled = enrol(browser, account, "My phone");

        assertThat(browser.at(CODES)).isTrue();
        assertThat(story.browserOf(enrolled).open("/account").at("/account")).isTrue();
        assertThat(passwordOnly(account).open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void isPendingUntilThen() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        browser.submit(SETUP, Map.of("name", "x", "code", "000000"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(story.browserOf(account).at("/account"))
                .as("no second factor yet")
                .isTrue();
    }

    @Test
    void showsTheSameSecretAgainInThisSessionAndAnotherOneElsewhere() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        String secret = secret(browser.open(SETUP));
        assertThat(secret(browser.open(SETUP))).isEqualTo(secret);
        assertThat(secret(story.browserOf(account).open(SETUP))).isNotEqualTo(secret);
    }

    @Test
    @DisplayName("MF-07: the server draws the secret, whatever is posted")
    void takesNoSecretFromOutside() {
        TestAccount account = people.withPassword();
        TestAccount chosen = account.with("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        Browser browser = story.browserOf(account).open(SETUP);
        browser.submit(
                SETUP, Map.of("name", "x", "secret", chosen.totpSecret(), "seed", "x", "code", chosen.nextCode()));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).doesNotContain("JBSW Y3DP EHPK");
    }

    @Test
    void forgetsWhatWasNotFinishedInTime() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        TestAccount late = account.with(secret(browser));
        letEnrolmentAge(account);
        browser.submit(SETUP, Map.of("name", "x", "code", late.nextCode()));
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(secret(browser)).isNotEqualTo(late.totpSecret());
        assertThat(story.browserOf(account).at("/account")).isTrue();
    }

    @Test
    void sweepsWhatWasNotFinishedInTime() {
        TestAccount account = people.withPassword();
        story.browserOf(account).open(SETUP);
        letEnrolmentAge(account);
        story.server().bean(ExpiredFactors.class).sweep();
        assertThat(story.server()
                        .database()
                        .sql("select count(*) from totp_device where account_id = :id")
                        .param("id", people.idOf(account))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("MF-07: a session that owes its second factor cannot set up another one")
    void isClosedToWhoHasShownThePasswordOnly() {
        TestAccount account = people.withTotp();
        Browser browser = passwordOnly(account);
        assertThat(browser.open(SETUP).at("/mfa/totp")).isTrue();
        browser.postRaw(SETUP, Map.of("name", "x", "code", "123456", "_csrf", browser.hiddenField("_csrf")));
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(devicesOf(account)).isEqualTo(1);
    }

    @Test
    @DisplayName("MF-07, MF-14: an old sign-in has to be confirmed with the second factor")
    void asksForAFreshFactor() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        assertThat(browser.open(SETUP).at("/mfa/totp")).isTrue();
        assertThat(browser.page().body()).contains("To add an authenticator app, confirm it’s you.");
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(browser.at(SETUP)).isTrue();
    }

    @Test
    void ledThroughByTheRoleNothingElseIsServedBefore() {
        TestAccount account = people.withPassword();
        people.giveRole(account, "ADMIN");
        Browser browser = story.browser().open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at(CHOICE)).isTrue();
        for (String page : new String[] {"/account", FACTORS, CODES, "/oauth2/consent?request=x", "/admin/users"}) {
            assertThat(browser.open(page).at(CHOICE)).as(page).isTrue();
        }
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "none").url());
        assertThat(Redirect.of(browser.leftFor()).parameters()).containsEntry("error", "interaction_required");

        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        chooseApp(browser);
        enrol(browser, account, "My phone");
        assertThat(browser.at(CODES)).isTrue();
        makeCodes(browser);
        browser.submit(CODES + "/saved", Map.of("saved", "true"));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    void keepsWhereItWasToLeadWhenThePasswordHasToBeConfirmed() {
        TestAccount account = people.withPassword();
        people.giveRole(account, "ADMIN");
        Browser browser = story.browser().open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        chooseApp(browser);
        TestAccount late = account.with(secret(browser));
        people.letFactorsAge(account, Duration.ofMinutes(11));
        browser.submit(SETUP, Map.of("name", "x", "code", late.codeAt(0)));
        assertThat(browser.at("/reauthenticate")).isTrue();
        browser.submit("/reauthenticate", Map.of("password", account.password()));
        enrol(browser, account, "My phone");
        makeCodes(browser);
        browser.submit(CODES + "/saved", Map.of("saved", "true"));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    @DisplayName("MF-18: adding, renaming and removing send a mail")
    void tellsTheOwnerByMailAndTheAuditTrail() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        enrol(browser, account, "My <b>phone</b>");
        String address = account.username() + "@example.test";
        assertThat(story.server().mailbox().awaitTo(address, 1).text())
                .contains("“My <b>phone</b>” was added")
                .contains(story.server().issuer() + FACTORS);
        browser.open(FACTORS);
        String id = itemOf(browser);
        browser.submit(FACTORS + "/" + id + "/name", Map.of("name", "Tablet"));
        assertThat(browser.page().body()).contains("Tablet").doesNotContain("My &lt;b&gt;");
        assertThat(story.server().mailbox().awaitTo(address, 2).text()).contains("now called “Tablet”");
        browser.submit(FACTORS + "/" + id + "/removal", Map.of());
        assertThat(browser.page().body()).contains("has been removed");
        assertThat(story.server().mailbox().awaitTo(address, 3).text()).contains("“Tablet” was removed");
        assertThat(story.server()
                        .database()
                        .sql(
                                "select type from security_event where account_id = :id and type like 'FACTOR_%' order by occurred_at")
                        .param("id", people.idOf(account))
                        .query(String.class)
                        .list())
                .containsExactly("FACTOR_ADDED", "FACTOR_CHANGED", "FACTOR_REMOVED");
        assertThat(story.browserOf(account).at("/account"))
                .as("the password is enough again")
                .isTrue();
    }

    @Test
    @DisplayName("MF-18: whoever stole an account may have changed its address first")
    void tellsTheAddressBeforeToo() {
        TestAccount account = people.withPassword();
        String before = "before-" + account.username() + "@example.test";
        people.changedAwayFrom(before, people.idOf(account), "7 days");

        enrol(story.browserOf(account).open(SETUP), account, "Phone of a thief");

        assertThat(story.server().mailbox().awaitTo(before).text()).contains("“Phone of a thief” was added");
    }

    @Test
    @DisplayName("MF-17: the last factor stays while the policy requires one")
    void keepsTheLastOneOfAnAdministrator() {
        TestAccount account = people.administrator();
        Browser browser = story.browserOf(account).open(FACTORS);
        browser.submit(FACTORS + "/" + itemOf(browser) + "/removal", Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(devicesOf(account)).isEqualTo(1);
    }

    @Test
    @DisplayName("MF-17: removing asks for a fresh second factor, and a password is not enough")
    void removesNothingWithoutAFreshFactor() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account).open(FACTORS);
        String id = itemOf(browser);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        browser.submit(FACTORS + "/" + id + "/removal", Map.of());
        assertThat(browser.at("/mfa/totp")).isTrue();
        browser.postRaw(
                "/reauthenticate",
                Map.of(
                        "password",
                        account.password(),
                        "continue",
                        browser.hiddenField("continue"),
                        "_csrf",
                        browser.hiddenField("_csrf")));
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(devicesOf(account)).isEqualTo(1);
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(browser.at(FACTORS)).isTrue();
        browser.submit(FACTORS + "/" + id + "/removal", Map.of());
        assertThat(devicesOf(account)).isZero();
    }

    @Test
    @DisplayName("MF-08: nobody renames or removes what is somebody else's")
    void touchesOnlyOnesOwn() {
        TestAccount victim = people.withTotp();
        Browser theirs = story.browserOf(victim).open(FACTORS);
        String id = itemOf(theirs);
        Browser browser = story.browserOf(people.withTotp()).open(FACTORS);
        String csrf = browser.hiddenField("_csrf");
        browser.postRaw(FACTORS + "/" + id + "/name", Map.of("name", "mine", "_csrf", csrf));
        assertThat(browser.page().statusCode()).isEqualTo(404);
        browser.postRaw(FACTORS + "/" + id + "/removal", Map.of("_csrf", csrf));
        assertThat(browser.page().statusCode()).isEqualTo(404);
        assertThat(devicesOf(victim)).isEqualTo(1);
        browser.postRaw(FACTORS + "/" + itemOf(browser.open(FACTORS)) + "/removal", Map.of());
        assertThat(browser.page().statusCode()).as("without a token").isEqualTo(403);
    }

    @Test
    void refusesNamesThatNobodyCanRead() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        TestAccount enrolled = account.with(secret(browser));
        for (String name : new String[] {"", "  ", "a\u202Eb", "x".repeat(61)}) {
            browser.submit(SETUP, Map.of("name", name, "code", enrolled.codeAt(0)));
            assertThat(browser.page().statusCode()).as(name).isEqualTo(400);
        }
        assertThat(devicesOf(account)).as("waiting").isEqualTo(1);
        assertThat(story.browserOf(account).at("/account")).isTrue();
    }

    @Test
    void saysInTokensThatTheSessionHasTwoFactorsSinceThen() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(SETUP);
        enrol(browser, account, "My phone");
        assertThat(story.tokens(browser, TestClient.WEB, "openid notes:read").text("id_token"))
                .satisfies(token -> assertThat(com.nimbusds.jwt.SignedJWT.parse(token)
                                .getJWTClaimsSet()
                                .getStringClaim("acr"))
                        .isEqualTo("urn:latchkey:acr:2fa"));
    }

    /** Makes an authenticator app of the secret that the page shows, and proves it. */
    static TestAccount enrol(Browser browser, TestAccount account, String name) {
        TestAccount enrolled = account.with(secret(browser));
        browser.submit(SETUP, Map.of("name", name, "code", enrolled.nextCode()));
        return enrolled;
    }

    static void makeCodes(Browser browser) {
        browser.submit(CODES, Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(200);
    }

    private static void chooseApp(Browser browser) {
        Matcher matcher = APP.matcher(browser.page().body());
        assertThat(matcher.find()).as(browser.page().body()).isTrue();
        browser.open(matcher.group(1).replace("&amp;", "&"));
        assertThat(browser.at(SETUP)).isTrue();
    }

    static String secret(Browser browser) {
        Matcher matcher = SECRET.matcher(browser.page().body());
        assertThat(matcher.find()).as(browser.page().body()).isTrue();
        return matcher.group(1).replace(" ", "");
    }

    private static String itemOf(Browser browser) {
        Matcher matcher = ITEM.matcher(browser.page().body());
        assertThat(matcher.find()).as(browser.page().body()).isTrue();
        return UUID.fromString(matcher.group(1)).toString();
    }

    private Browser passwordOnly(TestAccount account) {
        Browser browser = story.browser().open("/login");
        return browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    private void letEnrolmentAge(TestAccount account) {
        story.server()
                .database()
                .sql("update totp_device set created_at = created_at - interval '16 minutes' where account_id = :id")
                .param("id", people.idOf(account))
                .update();
    }

    private int devicesOf(TestAccount account) {
        return story.server()
                .database()
                .sql("select count(*) from totp_device where account_id = :id")
                .param("id", people.idOf(account))
                .query(Integer.class)
                .single();
    }
}
