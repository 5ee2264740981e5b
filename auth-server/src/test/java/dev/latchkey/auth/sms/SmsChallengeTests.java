package dev.latchkey.auth.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import dev.latchkey.auth.testing.TextMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A code by SMS at a sign-in, where the operator does not take it for a second factor. */
class SmsChallengeTests {

    private static final String TWO = "urn:latchkey:acr:2fa";
    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final PhonePages pages = new PhonePages(story);
    private final TextMessages messages = TextMessages.running();
    private final TestAccount account = story.newAccounts().withPassword();
    private final String number = PhonePages.number();

    @Test
    void isAskedForAfterThePasswordAndSaysSo() throws Exception {
        pages.withPhone(account, number);
        Browser browser = pages.password(account);
        assertThat(browser.at(PhonePages.CHALLENGE)).isTrue();
        assertThat(browser.open("/account").at(PhonePages.CHALLENGE))
                .as("nothing before it")
                .isTrue();

        browser.submit(PhonePages.CHALLENGE, Map.of("code", pages.codeAt(browser, number)));

        assertThat(browser.at("/account")).isTrue();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(idToken(browser))
                .containsEntry("acr", "urn:latchkey:acr:1fa")
                .containsEntry("amr", List.of("pwd", "sms"));
    }

    @Test
    void isNotSentByOpeningThePage() {
        pages.withPhone(account, number);
        pages.password(account).open(PhonePages.CHALLENGE).open(PhonePages.CHALLENGE);

        assertThat(messages.to(number)).hasSize(1);
    }

    @Test
    void worksOnceInTheSessionThatAskedForIt() {
        pages.withPhone(account, number);
        Browser asked = pages.password(account);
        Browser other = pages.password(account);
        String code = pages.codeAt(asked, number);
        pages.codeAt(other, number);

        other.submit(PhonePages.CHALLENGE, Map.of("code", code));
        assertThat(other.page().statusCode()).isEqualTo(401);
        asked.submit(PhonePages.CHALLENGE, Map.of("code", code));
        assertThat(asked.at("/account")).isTrue();
        asked.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        pages.codeAt(asked, number);
        asked.submit(PhonePages.CHALLENGE, Map.of("code", code));
        assertThat(asked.page().statusCode()).as("again").isEqualTo(401);
    }

    @Test
    void isReplacedByANewerOneAndExpires() {
        pages.withPhone(account, number);
        Browser browser = pages.password(account);
        String first = pages.codeAt(browser, number);
        String second = pages.codeAt(browser, number);

        browser.submit(PhonePages.CHALLENGE, Map.of("code", first));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        story.server()
                .database()
                .sql("update sms_code set expires_at = expires_at - interval '10 minutes' where account_id = :id")
                .param("id", story.newAccounts().idOf(account))
                .update();
        String token = browser.hiddenField("_csrf");
        browser.postRaw(PhonePages.CHALLENGE, Map.of("_csrf", token, "code", second));
        assertThat(browser.page().statusCode()).as("after ten minutes").isEqualTo(401);
    }

    @Test
    @DisplayName("MF-02: wrong codes are counted with all others of the account")
    void countsWithAllFactors() {
        pages.withPhone(account, number);
        int looked = 0;
        for (int guess = 0; guess < 12; guess++) {
            Browser browser = pages.password(account);
            browser.postRaw(PhonePages.CHALLENGE, Map.of("_csrf", browser.hiddenField("_csrf"), "code", "000000"));
            looked += browser.page().statusCode() == 429 ? 0 : 1;
        }
        assertThat(looked).isEqualTo(10);
    }

    @Test
    @DisplayName("MF-12: the telephone is no way around an authenticator app")
    void isNotOfferedToWhoeverHasSomethingBetter() {
        pages.withPhone(account, number);
        TestAccount better = story.newAccounts().enrolled(account);
        Browser browser = pages.password(better);
        assertThat(browser.at("/mfa/totp")).isTrue();
        String token = browser.hiddenField("_csrf");

        assertThat(browser.open(PhonePages.CHALLENGE).at("/mfa/totp")).isTrue();
        browser.postRaw(PhonePages.CHALLENGE + "/message", Map.of("_csrf", token));
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(messages.to(number)).as("that of the enrolment").hasSize(1);
        browser.postRaw(PhonePages.CHALLENGE, Map.of("_csrf", token, "code", "123456"));
        assertThat(browser.at("/mfa/totp")).isTrue();
    }

    @Test
    @DisplayName("MF-12: a password alone does not set up anything better past the telephone")
    void isShownBeforeSomethingElseIsSetUp() {
        pages.withPhone(account, number);
        Browser browser = pages.password(account);

        for (String page :
                List.of("/mfa/totp/setup", "/mfa/passkey/setup", "/account/security/authenticators", "/mfa")) {
            assertThat(browser.open(page).at(PhonePages.CHALLENGE)).as(page).isTrue();
        }
    }

    @Test
    void isTheFreshProofOfWhoeverHasNothingBetter() {
        Browser browser = pages.withPhone(account, number);
        story.newAccounts().letFactorsAge(account, Duration.ofMinutes(11));

        assertThat(browser.open("/account/password").at(PhonePages.CHALLENGE)).isTrue();
        browser.submit(PhonePages.CHALLENGE, Map.of("code", pages.codeAt(browser, number)));
        assertThat(browser.at("/account/password")).isTrue();
    }

    @Test
    void doesNotMeetTheDemandOfAnApplicationForTwoFactors() {
        pages.withPhone(account, number);
        Browser browser = pages.password(account);
        browser.submit(PhonePages.CHALLENGE, Map.of("code", pages.codeAt(browser, number)));

        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("acr_values", TWO).url());

        assertThat(browser.at("/mfa")).isTrue();
        assertThat(browser.page().body())
                .contains("/mfa/totp/setup", "/mfa/passkey/setup")
                .doesNotContain("/mfa/sms");
    }

    @Test
    @DisplayName("AD-01: no administrator by telephone")
    void doesNotMakeAnAdministrator() {
        pages.withPhone(account, number);
        story.newAccounts().giveRole(account, "ADMIN");
        Browser browser = pages.password(account);
        assertThat(browser.at(PhonePages.CHALLENGE)).isTrue();

        browser.submit(PhonePages.CHALLENGE, Map.of("code", pages.codeAt(browser, number)));

        assertThat(browser.at("/mfa")).isTrue();
        assertThat(browser.page().body()).contains("/mfa/totp/setup").doesNotContain("/mfa/sms");
        assertThat(browser.open("/admin/users").at("/mfa")).isTrue();
        assertThat(browser.open("/mfa/totp/setup").at("/mfa/totp/setup")).isTrue();
    }

    @Test
    @DisplayName("MF-01: one of fifty at two nodes")
    void isClaimedByOneOfFifty() throws Exception {
        BrowserSession session = session();
        List<SmsCodes> nodes = List.of(node(), node());
        nodes.get(0).issue(session, SmsPurpose.SECOND_FACTOR, "123456", new SmsMessage(number, "123456"));
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        List<Boolean> claimed = new ArrayList<>();
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                SmsCodes node = nodes.get(i % nodes.size());
                calls.add(() ->
                        node.claim(session, SmsPurpose.SECOND_FACTOR, "123456").isPresent());
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                claimed.add(call.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimed).containsOnlyOnce(true);
    }

    @Test
    void isGoodForItsPurposeOnly() {
        BrowserSession session = session();
        node().issue(session, SmsPurpose.NUMBER, "123456", new SmsMessage(number, "123456"));

        assertThat(node().claim(session, SmsPurpose.SECOND_FACTOR, "123456")).isEmpty();
        assertThat(node().claim(session, SmsPurpose.NUMBER, "123456")).isPresent();
    }

    @Test
    void isHandedOverAgainUntilItIsTakenOrExpired() {
        UUID id = node().issue(session(), SmsPurpose.NUMBER, "123456", new SmsMessage(number, "text"));
        Clock clock = story.server().bean(Clock.class);
        List<SmsMessage> taken = new ArrayList<>();

        assertThat(new SmsDelivery(node(), (message, content) -> false, clock).attempt(id))
                .isPresent();
        assertThat(new SmsDelivery(node(), (message, content) -> taken.add(content), clock).attempt(id))
                .isEmpty();
        assertThat(taken).containsExactly(new SmsMessage(number, "text"));
        Clock later = Clock.offset(clock, Duration.ofMinutes(10));
        assertThat(new SmsDelivery(node(), (message, content) -> taken.add(content), later).attempt(id))
                .isEmpty();
        assertThat(taken).as("not after ten minutes").hasSize(1);
        assertThat(new SmsDelivery(node(), (message, content) -> false, clock).attempt(UUID.randomUUID()))
                .isEmpty();
    }

    @Test
    void isStoredSealedAndHashed() {
        UUID id = node().issue(session(), SmsPurpose.NUMBER, "918273", new SmsMessage(number, "It is 918273"));

        assertThat(story.server()
                        .database()
                        .sql(
                                "select encode(sealed_message, 'escape') || encode(code_hash, 'escape') || c::text from sms_code c where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .doesNotContain("918273")
                .doesNotContain(number);
    }

    private SmsCodes node() {
        return new SmsCodes(
                JdbcClient.create(story.server().bean(DataSource.class)),
                story.server().bean(SecretKeys.class),
                story.server().bean(JsonMapper.class),
                story.server().bean(SmsProperties.class),
                story.server().bean(Clock.class));
    }

    private BrowserSession session() {
        Instant now = Instant.now();
        UUID id = story.newAccounts().idOf(account);
        return new BrowserSession(
                UUID.randomUUID(),
                id,
                "alice",
                Map.of(),
                Demand.ONE_FACTOR,
                Set.of(),
                false,
                false,
                null,
                now,
                now,
                now);
    }

    private Map<String, Object> idToken(Browser browser) throws Exception {
        return SignedJWT.parse(story.relyingParty(TestClient.WEB)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet()
                .getClaims();
    }
}
