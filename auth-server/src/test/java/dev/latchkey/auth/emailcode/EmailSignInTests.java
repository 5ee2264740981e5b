package dev.latchkey.auth.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A code or a link by e-mail instead of the password. */
class EmailSignInTests {

    private static final String CODE = "/login/email/code";
    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void isOffUnlessSwitchedOn() {
        new ApplicationContextRunner()
                .withUserConfiguration(EmailSignInController.class, EmailCodeConfiguration.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(EmailSignInController.class)
                        .doesNotHaveBean(EmailCodeConfiguration.class));
    }

    @Test
    void sendsAnAddressNoMoreThanFiveMailsAnHourWhetherItIsKnownOrNot() {
        TestAccount account = people.withPassword();
        for (String address : List.of(email(account), "nobody-" + account.username() + "@example.test")) {
            for (int i = 0; i < 5; i++) {
                assertThat(asked(address).at(CODE)).as(address).isTrue();
            }
            Browser braked = asked(address);
            assertThat(braked.page().statusCode()).as(address).isEqualTo(429);
            assertThat(braked.page().headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void sendsNoMoreMailsForOneNetworkThanItMayWhateverTheAddresses() {
        asked("first-" + people.withPassword().username() + "@example.test");
        story.server()
                .database()
                .sql("update brake_counter set failures = allowed where kind = 'MAIL_NETWORK'")
                .update();
        try {
            assertThat(asked("second-" + people.withPassword().username() + "@example.test")
                            .page()
                            .statusCode())
                    .isEqualTo(429);
        } finally {
            story.server()
                    .database()
                    .sql("delete from brake_counter where kind = 'MAIL_NETWORK'")
                    .update();
        }
    }

    @Test
    void signsInWithACodeAndGoesOn() throws Exception {
        TestAccount account = people.withPassword();
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(browser.page().body()).contains("/login/email?continue=");
        String continuation = browser.hiddenField("continue");
        browser.open("/login/email?continue=" + continuation).submit("/login/email", Map.of("email", email(account)));
        assertThat(browser.at(CODE)).isTrue();

        browser.submit(CODE, Map.of("code", " " + mail(account).code() + " "));

        String idToken = story.relyingParty(TestClient.WEB)
                .redeem(Redirect.of(browser.leftFor()).code())
                .text("id_token");
        JWTClaimsSet claims = SignedJWT.parse(idToken).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).containsExactly("otp");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:latchkey:acr:1fa");
    }

    /** A mailbox is no second factor, and does not replace one. */
    @Test
    void leavesTheSecondFactorToBeShown() {
        TestAccount account = people.withTotp();
        Browser browser = asked(email(account));

        browser.submit(CODE, Map.of("code", mail(account).code()));

        assertThat(browser.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void signsInWithTheLinkInTheBrowserThatAskedAndOnce() {
        TestAccount account = people.withPassword();
        Browser browser = asked(email(account));
        String link = mail(account).link();
        Browser other = story.browser().open(link);
        other.submit("/login/email/link", Map.of());
        assertThat(other.open("/account").at("/login")).as("another browser").isTrue();
        Browser asker = asked("nobody-either@example.test").open(link);
        asker.submit("/login/email/link", Map.of());
        assertThat(asker.open("/account").at("/login"))
                .as("another browser that asked for a mail too")
                .isTrue();

        browser.open(link);
        assertThat(browser.open("/account").at("/login")).as("opened only").isTrue();
        browser.open(link).submit("/login/email/link", Map.of());
        assertThat(browser.open("/account").at("/account")).isTrue();

        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        browser.open(link).submit("/login/email/link", Map.of());
        assertThat(browser.page().statusCode()).as("once").isEqualTo(401);
    }

    @Test
    void takesACodeInNoOtherBrowserAndNotTwice() {
        TestAccount account = people.withPassword();
        Browser browser = asked(email(account));
        String code = mail(account).code();
        Browser other = asked("nobody-at-all@example.test");
        other.submit(CODE, Map.of("code", code));
        assertThat(other.page().statusCode()).isEqualTo(401);

        browser.submit(CODE, Map.of("code", code));
        assertThat(browser.open("/account").at("/account")).isTrue();
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        browser.open(CODE).submit(CODE, Map.of("code", code));

        assertThat(browser.page().statusCode()).isEqualTo(401);
    }

    @Test
    void takesNoCodeAfterTenMinutesOrOfADisabledAccount() {
        TestAccount late = people.withPassword();
        Browser browser = asked(email(late));
        String code = mail(late).code();
        story.server()
                .database()
                .sql("update email_sign_in set expires_at = now() where account_id = :id")
                .param("id", people.idOf(late))
                .update();
        assertThat(browser.submit(CODE, Map.of("code", code)).page().statusCode())
                .isEqualTo(401);

        TestAccount disabled = people.withPassword();
        browser = asked(email(disabled));
        code = mail(disabled).code();
        story.server()
                .database()
                .sql("update account set enabled = false where id = :id")
                .param("id", people.idOf(disabled))
                .update();
        assertThat(browser.submit(CODE, Map.of("code", code)).page().statusCode())
                .isEqualTo(401);
    }

    @Test
    void looksAtFiveCodesOnly() {
        TestAccount account = people.withPassword();
        Browser browser = asked(email(account));
        String code = mail(account).code();
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            browser.submit(CODE, Map.of("code", wrong));
            assertThat(browser.page().statusCode()).isEqualTo(401);
        }

        browser.submit(CODE, Map.of("code", code));

        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void answersTheSameForEveryAddressAndSendsFewMails() {
        TestAccount account = people.withPassword();
        Browser known = asked(email(account));
        Browser unknown = asked("somebody-else@example.test");
        Browser nonsense = asked("not an address");
        assertThat(List.of(shape(unknown), shape(nonsense))).containsOnly(shape(known));
        assertThat(shape(unknown.submit(CODE, Map.of("code", "123456"))))
                .isEqualTo(shape(nonsense.submit(CODE, Map.of("code", "123456"))));

        for (int i = 0; i < 7; i++) {
            asked(email(account));
        }
        int rows = story.server()
                .database()
                .sql("select count(*) from email_sign_in where account_id = :id")
                .param("id", people.idOf(account))
                .query(Integer.class)
                .single();
        assertThat(rows).isEqualTo(5);
    }

    @Test
    void keepsNeitherCodeNorLink() {
        TestAccount account = people.withPassword();
        asked(email(account));
        Mailbox.Received mail = mail(account);
        String rows = story.server()
                .database()
                .sql("select string_agg(e::text, '|') from email_sign_in e")
                .query(String.class)
                .single();
        assertThat(rows).doesNotContain("," + mail.code() + ",", mail.link().split("token=")[1], email(account));
    }

    @Test
    void oneOfFiftySubmissionsOfACodeSignsIn() throws Exception {
        TestAccount account = people.withPassword();
        Browser browser = asked(email(account));
        HttpRequest request = HttpRequest.newBuilder(URI.create(story.server().url(CODE)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Cookie",
                        "latchkey-csrf=" + browser.cookie("latchkey-csrf") + "; latchkey-email="
                                + browser.cookie("latchkey-email"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "code=" + mail(account).code() + "&_csrf=" + browser.hiddenField("_csrf")))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        CyclicBarrier start = new CyclicBarrier(RUNNERS);
        ExecutorService track = Executors.newFixedThreadPool(RUNNERS);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            running.add(track.submit(() -> {
                start.await();
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            }));
        }
        int winners = 0;
        for (Future<Integer> future : running) {
            winners += future.get() == 303 ? 1 : 0;
        }
        track.shutdownNow();
        assertThat(winners).isOne();
    }

    private Browser asked(String address) {
        return story.browser().open("/login/email").submit("/login/email", Map.of("email", address));
    }

    private Mailbox.Received mail(TestAccount account) {
        return story.server().mailbox().awaitTo(email(account), "Your code to sign in");
    }

    private static String email(TestAccount account) {
        return account.username() + "@example.test";
    }

    /** Status, address and page without what is random in every answer. */
    private static String shape(Browser browser) {
        return browser.page().statusCode() + " " + browser.page().uri() + " "
                + browser.page()
                        .body()
                        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
                        .replaceAll("nonce=\"[^\"]*\"", "")
                        .replaceAll("[0-9a-f]{16}", "");
    }
}
