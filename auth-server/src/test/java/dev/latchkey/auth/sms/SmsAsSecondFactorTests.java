package dev.latchkey.auth.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.session.SecondFactorMethod;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import dev.latchkey.auth.testing.TextMessages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Codes by SMS where the operator takes them for a second factor and demands one of everybody; and where there are none. */
class SmsAsSecondFactorTests {

    private static AuthServer server;

    @BeforeAll
    static void start() {
        server = AuthServer.startedWith("--latchkey.sms.second-factor=true", "--latchkey.mfa.second-factor=required");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void meetsTheDemandForTwoFactorsExceptOfAdministrators() {
        NewAccounts people = new NewAccounts(server);
        TestAccount account = people.withPassword();
        server.bean(Phones.class).keep(people.idOf(account), new PhoneNumber("+491701234567"));

        Browser browser = password(account);
        assertThat(browser.at("/mfa/sms")).isTrue();
        enter(browser, "+491701234567", 1);
        assertThat(browser.at("/account")).isTrue();
        AuthorizationRequest request =
                new AuthorizationRequest(TestClient.WEB).with("acr_values", "urn:latchkey:acr:2fa");
        browser.openWithoutFollowing(
                server.url(request.url().substring(request.url().indexOf("/oauth2/"))));
        assertThat(browser.leftFor().getPath()).as("not to a stronger sign-in").isNotEqualTo("/mfa");

        people.giveRole(account, "ADMIN");
        assertThat(browser.open("/admin/users").at("/admin/users"))
                .as("in a session that was strong enough before")
                .isFalse();
        Browser again = password(account);
        enter(again, "+491701234567", 2);
        assertThat(again.at("/mfa")).isTrue();
        assertThat(again.page().body()).contains("/mfa/totp/setup").doesNotContain("/mfa/sms");
    }

    @Test
    void everybodyElseIsLedThroughSettingUpSomethingBetterAndComesToNothingBefore() {
        TestAccount account = new NewAccounts(server).withPassword();
        Browser browser = password(account);
        assertThat(browser.at("/mfa")).isTrue();
        for (String page :
                List.of("/account", "/account/security/phone", "/account/profile", "/developer/applications")) {
            assertThat(browser.open(page).at("/mfa")).as(page).isTrue();
        }
        browser.open("/mfa/totp/setup");
        String secret = browser.page().body().replaceAll("(?s).*[?&]secret=([A-Z2-7]+).*", "$1");
        TestAccount enrolled = TestAccount.of(account.username(), account.password(), secret);

        browser.submit("/mfa/totp/setup", Map.of("code", enrolled.nextCode(), "name", "Phone"));

        assertThat(browser.open("/account").at("/account")).isTrue();
    }

    @Test
    void staysWhereItIsTheLast() {
        NewAccounts people = new NewAccounts(server);
        TestAccount account = people.withPassword();
        server.bean(Phones.class).keep(people.idOf(account), new PhoneNumber("+491707654321"));
        Browser browser = password(account);
        enter(browser, "+491707654321", 1);

        browser.open("/account/security/phone").submit("/account/security/phone/removal", Map.of());

        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(server.bean(Phones.class).isKnown(people.idOf(account))).isTrue();
    }

    @Test
    void isNotThereUnlessTheOperatorSwitchesItOn() {
        new ApplicationContextRunner()
                .withUserConfiguration(
                        SmsMethod.class,
                        SmsChallengeController.class,
                        PhoneController.class,
                        PhoneSecurityItem.class,
                        SmsSending.class,
                        SmsDelivery.class,
                        SmsWebhook.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SecondFactorMethod.class)
                        .doesNotHaveBean(SmsChallengeController.class)
                        .doesNotHaveBean(PhoneController.class));
    }

    @Test
    void wantsASecretForItsWebhook() {
        assertThat(new SmsProperties(null, "", false, Duration.ofMinutes(10), 5, 5).secondFactor())
                .isFalse();
        assertThatThrownBy(() -> new SmsProperties("https://sms.example", "short", false, Duration.ofMinutes(10), 5, 5))
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> new SmsProperties(null, "", false, Duration.ofMinutes(11), 5, 5))
                .hasMessageContaining("lifetime");
        assertThatThrownBy(() -> new SmsProperties(null, "", false, Duration.ofMinutes(10), 11, 5))
                .hasMessageContaining("guesses");
        assertThat(new SmsProperties("https://sms.example", TextMessages.SECRET, true, Duration.ofMinutes(10), 5, 5))
                .asString()
                .doesNotContain(TextMessages.SECRET);
    }

    private static Browser password(TestAccount account) {
        Browser browser = new Browser(server).open("/login");
        return browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    private static void enter(Browser browser, String number, int count) {
        browser.submit("/mfa/sms/message", Map.of());
        browser.submit(
                "/mfa/sms",
                Map.of("code", TextMessages.running().awaitTo(number, count).code()));
    }
}
