package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The second factor: how one is asked for, and when a code counts. */
class MfaFlowTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void sendsAnAuthorizationRequestToTheFactorAndBack() {
        TestAccount account = people.withTotp();
        Browser browser = passwordOnly(account);
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(browser.at("/mfa/totp")).isTrue();
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    void tellsAnApplicationThatMayNotAskThatAFactorIsMissing() {
        Browser browser = passwordOnly(people.withTotp());
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "none").url());
        assertThat(Redirect.of(browser.leftFor()).parameters())
                .containsEntry("error", "interaction_required")
                .doesNotContainKey("code");
    }

    @Test
    void acceptsACodeOnce() {
        TestAccount account = people.withTotp();
        Browser first = passwordOnly(account);
        Browser second = passwordOnly(account);
        String code = account.nextCode();
        assertThat(first.submit("/mfa/totp", Map.of("code", code)).at("/account"))
                .isTrue();
        assertThat(second.submit("/mfa/totp", Map.of("code", code)).page().statusCode())
                .isEqualTo(401);
        assertThat(second.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void acceptsACodeOnceOfTwentyAtATime() throws Exception {
        TestAccount account = people.withTotp();
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            browsers.add(passwordOnly(account));
        }
        String code = account.nextCode();
        assertThat(inParallel(
                        browsers,
                        browser -> browser.submit("/mfa/totp", Map.of("code", code))
                                .at("/account")))
                .containsOnlyOnce(true);
    }

    @Test
    void refusesAnOlderStepAfterANewerOne() {
        TestAccount account = people.withTotp();
        String older = account.codeAt(0);
        assertThat(passwordOnly(account)
                        .submit("/mfa/totp", Map.of("code", account.codeAt(1)))
                        .at("/account"))
                .isTrue();
        assertThat(passwordOnly(account)
                        .submit("/mfa/totp", Map.of("code", older))
                        .page()
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void acceptsTheStepsBesideThisOneAndNoOthers() {
        // Two steps off, and three in case the clock moves on between the two: still two.
        TestAccount early = people.withTotp();
        assertThat(statusOf(early, early.codeAt(-3))).isEqualTo(401);
        assertThat(statusOf(early, early.codeAt(3))).isEqualTo(401);
        assertThat(passwordOnly(early)
                        .submit("/mfa/totp", Map.of("code", early.codeAt(1)))
                        .at("/account"))
                .isTrue();
    }

    @Test
    void doesNotMindSpaces() {
        TestAccount account = people.withTotp();
        String code = account.nextCode();
        String spaced = " " + code.substring(0, 3) + " " + code.substring(3) + "\t";
        assertThat(passwordOnly(account)
                        .submit("/mfa/totp", Map.of("code", spaced))
                        .at("/account"))
                .isTrue();
    }

    @Test
    void refusesWhatIsNotACode() {
        TestAccount account = people.withTotp();
        List<String> nonsense = List.of("", "12345", "1234567", "١٢٣٤٥٦");
        for (String code : nonsense) {
            assertThat(statusOf(account, code)).as(code).isEqualTo(401);
        }
    }

    @Test
    void doesNotAcceptTheCodeOfSomebodyElse() {
        TestAccount account = people.withTotp();
        assertThat(statusOf(account, people.withTotp().codeAt(0))).isEqualTo(401);
    }

    @Test
    void asksAgainForTheFactorAfterAnotherPassword() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account);
        assertThat(browser.open("/account").at("/account")).isTrue();
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void asksForAFactorThatWasEnrolledSinceTheSessionBegan() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        story.server()
                .bean(dev.latchkey.auth.bootstrap.TotpSecretImport.class)
                .importSecret(people.idOf(account), new byte[20]);
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    void saysWithWhatAPersonSignedIn() throws Exception {
        RelyingParty.Answer one =
                story.tokens(story.browserOf(people.withPassword()), TestClient.WEB, "openid notes:read");
        RelyingParty.Answer two = story.tokens(story.browserOf(people.withTotp()), TestClient.WEB, "openid notes:read");
        assertThat(SignedJWT.parse(one.text("id_token")).getJWTClaimsSet().getStringListClaim("amr"))
                .containsExactly("pwd");
        assertThat(SignedJWT.parse(two.text("id_token")).getJWTClaimsSet().getStringListClaim("amr"))
                .containsExactly("pwd", "otp", "mfa");
    }

    private int statusOf(TestAccount account, String code) {
        return passwordOnly(account)
                .submit("/mfa/totp", Map.of("code", code))
                .page()
                .statusCode();
    }

    private Browser passwordOnly(TestAccount account) {
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/mfa/totp")).isTrue();
        return browser;
    }

    interface Act {
        boolean succeedsIn(Browser browser);
    }

    private static List<Boolean> inParallel(List<Browser> browsers, Act act) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        try {
            List<Callable<Boolean>> calls = browsers.stream()
                    .<Callable<Boolean>>map(browser -> () -> act.succeedsIn(browser))
                    .toList();
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
