package dev.latchkey.auth.mfa;

import static dev.latchkey.auth.mfa.TotpEnrolmentTests.CODES;
import static dev.latchkey.auth.mfa.TotpEnrolmentTests.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecoveryCodeTests {

    private static final String CHALLENGE = "/mfa/recovery-code";
    private static final Pattern CODE = Pattern.compile("<code>([0-9a-z-]{19})</code>");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void areTenOfEightyBitsEach() {
        List<String> codes = codesOf(people.withTotp());
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}"));
    }

    @Test
    @DisplayName("MF-10: shown once, and kept by no cache")
    void areShownOnce() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account).open(CODES);
        browser.submit(CODES, Map.of());
        assertThat(browser.page().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        String first = read(browser).get(0);
        assertThat(browser.open(CODES).page().body()).doesNotContain(first);
        assertThat(browser.open(TotpEnrolmentTests.FACTORS).page().body()).doesNotContain(first);
        assertThat(story.server()
                        .database()
                        .sql("select string_agg(c::text, '|') from recovery_code c")
                        .query(String.class)
                        .single())
                .contains("{argon2@")
                .doesNotContain(first)
                .doesNotContain(first.replace("-", ""));
    }

    @Test
    void sendingTheFormTwiceDoesNotReplaceWhatWasJustSaved() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account).open(CODES);
        String csrf = browser.hiddenField("_csrf");
        browser.submit(CODES, Map.of());
        List<String> codes = read(browser);
        browser.postRaw(CODES, Map.of("_csrf", csrf));
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(use(account, codes.get(0)).at("/account")).isTrue();
    }

    @Test
    void areGivenBackAsAFile() {
        Browser browser = story.browserOf(people.withTotp()).open(CODES).submit(CODES, Map.of());
        List<String> codes = read(browser);
        browser.submit(CODES + "/download", Map.of());
        assertThat(browser.page().headers().firstValue("Content-Disposition").orElse(""))
                .isEqualTo("attachment; filename=\"latchkey-recovery-codes.txt\"");
        assertThat(browser.page().headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("text/plain;charset=UTF-8");
        assertThat(browser.page().body()).isEqualTo(String.join("\r\n", codes) + "\r\n");
    }

    @Test
    void theFileHoldsNothingButCodes() {
        Browser browser = story.browserOf(people.withTotp()).open(CODES);
        browser.postRaw(
                CODES + "/download",
                Map.of("code", "<script>alert(1)</script>", "_csrf", browser.hiddenField("_csrf")));
        assertThat(browser.page().body()).isEqualTo("\r\n");
    }

    @Test
    @DisplayName("MF-19: completes a sign-in, and says so truthfully")
    void standsInForTheSecondFactorOnce() throws Exception {
        TestAccount account = people.withTotp();
        String code = codesOf(account).get(3);
        Browser browser =
                use(account, " " + code.toUpperCase(java.util.Locale.ROOT).replace("-", " "));
        assertThat(browser.at("/account")).isTrue();
        JWTClaimsSet claims = SignedJWT.parse(story.tokens(browser, TestClient.WEB, "openid notes:read")
                        .text("id_token"))
                .getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp", "mfa");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:2fa");
        assertThat(use(account, code).page().statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("MF-18: its use sends a mail that says how many are left")
    void tellsTheOwner() {
        TestAccount account = people.withTotp();
        List<String> codes = codesOf(account);
        use(account, codes.get(0));
        assertThat(story.server()
                        .mailbox()
                        .awaitSaying(account.username() + "@example.test", "A recovery code was used")
                        .text())
                .contains("You have 9 left");
    }

    @Test
    void asksForNewOnesWhenThreeAreLeft() {
        TestAccount account = people.withTotp();
        List<String> codes = codesOf(account);
        story.server()
                .database()
                .sql("""
                        update recovery_code set used_at = now() where lookup in (:lookups)
                          and set_id = (select id from recovery_code_set where account_id = :id)
                        """)
                .param(
                        "lookups",
                        codes.subList(0, 6).stream()
                                .map(code -> code.substring(0, 3))
                                .toList())
                .param("id", people.idOf(account))
                .update();
        Browser browser = use(account, codes.get(7));
        assertThat(browser.at(CODES)).isTrue();
        assertThat(browser.page().body()).contains("3 of 10 left");
        browser.submit(CODES + "/saved", Map.of());
        assertThat(browser.at("/account")).as("may be put off").isTrue();
    }

    @Test
    void aNewSetReplacesTheOldOne() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account).open(CODES).submit(CODES, Map.of());
        String old = read(browser).get(0);
        String fresh = read(browser.open(CODES).submit(CODES, Map.of())).get(0);
        assertThat(use(account, old).page().statusCode()).isEqualTo(401);
        assertThat(use(account, fresh).at("/account")).isTrue();
    }

    @Test
    @DisplayName("MF-01: one of twenty parallel submissions wins; of fifty at two nodes: TwoNodesTests")
    void oneOfTwentyUsesACode() throws Exception {
        TestAccount account = people.withTotp();
        String code = codesOf(account).get(0);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Browser browser = passwordOnly(account).open(CHALLENGE);
            tries.add(() -> browser.submit(CHALLENGE, Map.of("code", code)).at("/account"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(tries.size());
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(tries)) {
                results.add(result.get());
            }
            assertThat(results).containsOnlyOnce(true);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("MF-02: guesses at recovery codes and at TOTP codes share one brake")
    void sharesTheBrakeOfAllFactors() {
        TestAccount account = people.withTotp();
        String code = codesOf(account).get(0);
        for (int i = 0; i < 10; i++) {
            Browser browser = passwordOnly(account);
            if (i % 2 == 0) {
                browser.submit("/mfa/totp", Map.of("code", account.codeAt(40)));
            } else {
                browser.open(CHALLENGE).submit(CHALLENGE, Map.of("code", "0000-0000-0000-0000"));
            }
        }
        assertThat(use(account, code).page().statusCode()).isEqualTo(429);
        assertThat(passwordOnly(account)
                        .submit("/mfa/totp", Map.of("code", account.nextCode()))
                        .page()
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void isNotTakenFromSomebodyElse() {
        String theirs = codesOf(people.withTotp()).get(0);
        TestAccount account = people.withTotp();
        codesOf(account);
        assertThat(use(account, theirs).page().statusCode()).isEqualTo(401);
    }

    @Test
    void isNoFreshProofExceptToReplaceWhatIsLost() {
        TestAccount account = people.withTotp();
        List<String> codes = codesOf(account);
        Browser browser = use(account, codes.get(0));
        assertThat(browser.open(SETUP).at(SETUP)).isTrue();
        people.letFactorsAge(account, java.time.Duration.ofMinutes(11));
        assertThat(browser.open(SETUP).at("/mfa/totp")).isTrue();
        assertThat(browser.page().body()).doesNotContain("Use another method");
    }

    @Test
    void isOfferedBesideTheApp() {
        TestAccount account = people.withTotp();
        assertThat(passwordOnly(account).page().body()).doesNotContain("Use another method");
        codesOf(account);
        Browser browser = passwordOnly(account);
        assertThat(browser.page().body()).contains("Use another method");
        browser.open("/mfa?another=yes");
        assertThat(browser.page().body()).contains("Authenticator app").contains("Recovery code");
    }

    @Test
    void areForNobodyWithoutASecondFactor() {
        Browser browser = story.browserOf(people.withPassword());
        assertThat(browser.open(CODES).at(SETUP)).isTrue();
        browser.postRaw(CODES, Map.of("_csrf", browser.hiddenField("_csrf")));
        assertThat(browser.at(SETUP)).isTrue();
    }

    @Test
    void readsWhatPeopleWriteAndNothingElse() {
        RecoveryCode code = RecoveryCode.draw(new SecureRandom());
        assertThat(RecoveryCode.of(code.grouped())).contains(code);
        assertThat(RecoveryCode.of("OIL0-oil0 – 0000 0000")).contains(new RecoveryCode("0110011000000000"));
        assertThat(RecoveryCode.of("u000000000000000")).isEmpty();
        assertThat(RecoveryCode.of("000000000000000")).isEmpty();
        assertThat(RecoveryCode.of("")).isEmpty();
    }

    private List<String> codesOf(TestAccount account) {
        return read(story.browserOf(account).open(CODES).submit(CODES, Map.of()));
    }

    private Browser use(TestAccount account, String code) {
        return passwordOnly(account).open(CHALLENGE).submit(CHALLENGE, Map.of("code", code));
    }

    private Browser passwordOnly(TestAccount account) {
        Browser browser = story.browser().open("/login");
        return browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    private static List<String> read(Browser browser) {
        List<String> codes = new ArrayList<>();
        Matcher matcher = CODE.matcher(browser.page().body());
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        assertThat(codes).as(browser.page().body()).hasSize(10);
        return codes;
    }
}
