package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AZ-57: how strong a sign-in an application asks for (OpenID Connect Core §3.1.2.1, §5.5.1.1)")
class AuthenticationContextTests {

    private static final String ONE = "urn:latchkey:acr:1fa";
    private static final String TWO = "urn:latchkey:acr:2fa";
    private static final Story STORY = new Story();

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(TestClient.WEB);
    }

    private static AuthorizationRequest essential(String acr) {
        return request().with("claims", "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + acr + "\"]}}}");
    }

    private static Map<String, Object> idToken(TestClient client, Browser browser) throws Exception {
        return SignedJWT.parse(STORY.relyingParty(client)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet()
                .getClaims();
    }

    /** Signed in with a password before there was an authenticator app. */
    private record Weak(TestAccount account, Browser browser) {

        static Weak session() {
            TestAccount account = STORY.newAccounts().withPassword();
            Browser browser = STORY.browserOf(account);
            return new Weak(STORY.newAccounts().enrolled(account), browser);
        }
    }

    @Test
    void asksForTheSecondFactorOnceAndSaysSo() throws Exception {
        Weak weak = Weak.session();
        Browser browser = weak.browser();

        browser.open(request().with("acr_values", TWO).url());
        assertThat(browser.at("/mfa/totp")).isTrue();
        browser.submit("/mfa/totp", Map.of("code", weak.account().nextCode()));

        assertThat(idToken(TestClient.WEB, browser))
                .containsEntry("acr", TWO)
                .extractingByKey("amr")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains("pwd", "otp", "mfa");
        browser.open(essential(TWO).with("prompt", "none").url());
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    void asksByTheRegistrationOfTheClient() throws Exception {
        Weak weak = Weak.session();
        Browser browser = weak.browser();

        browser.open(new AuthorizationRequest(TestClient.STRONG)
                .with("scope", "openid")
                .url());
        assertThat(browser.at("/mfa/totp")).isTrue();
        browser.open(new AuthorizationRequest(TestClient.STRONG)
                .with("scope", "openid")
                .with("acr_values", ONE)
                .url());
        assertThat(idToken(TestClient.STRONG, browser)).containsEntry("acr", ONE);
    }

    @Test
    @DisplayName("FED: who came from another site has shown one factor, whatever it was there")
    void asksForTheSecondFactorAfterAnotherSite() throws Exception {
        Weak weak = Weak.session();
        STORY.server()
                .database()
                .sql("""
                        update browser_session set factors = jsonb_build_object('FEDERATED', factors -> 'PASSWORD')
                        where account_id = :id
                        """)
                .param("id", STORY.newAccounts().idOf(weak.account()))
                .update();

        weak.browser().open(essential(TWO).with("prompt", "none").url());
        assertThat(Redirect.of(weak.browser().leftFor()).error()).isEqualTo("unmet_authentication_requirements");
        weak.browser().open(request().with("acr_values", TWO).url());
        assertThat(weak.browser().at("/mfa/totp")).isTrue();
        weak.browser().submit("/mfa/totp", Map.of("code", weak.account().nextCode()));

        assertThat(idToken(TestClient.WEB, weak.browser()))
                .containsEntry("acr", TWO)
                .containsEntry("amr", List.of("fed", "otp", "mfa"));
    }

    @Test
    @DisplayName("max_age: a proof that is too old counts for nothing, and both factors are shown again")
    void asksForBothAgainWhereTheProofIsTooOld() throws Exception {
        TestAccount account = STORY.newAccounts().withTotp();
        Browser browser = STORY.browserOf(account);
        STORY.newAccounts().letFactorsAge(account, Duration.ofHours(1));
        Instant before = Instant.now();

        browser.open(request().with("max_age", "7200").url());
        assertThat(idToken(TestClient.WEB, browser)).containsEntry("acr", TWO);
        browser.open(request().with("max_age", "60").url());
        assertThat(browser.at("/login")).isTrue();
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/mfa/totp")).isTrue();
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));

        assertThat(idToken(TestClient.WEB, browser))
                .containsEntry("acr", TWO)
                .extractingByKey("auth_time", LONG)
                .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
    }

    @Test
    void goesOnWithLessWhereItWasAWishThatCannotBeMet() throws Exception {
        Browser weak = Weak.session().browser();
        weak.open(request().with("acr_values", TWO).with("prompt", "none").url());
        assertThat(idToken(TestClient.WEB, weak)).containsEntry("acr", ONE);
    }

    @Test
    void leadsThroughSettingOneUpWhereThereIsNone() throws Exception {
        TestAccount account = STORY.newAccounts().withPassword();
        Browser browser = STORY.browserOf(account);
        browser.open(request().with("acr_values", TWO).url());
        assertThat(browser.page().body()).contains("/mfa/totp/setup");
    }

    @Test
    void refusesWhatIsEssentialAndCannotBeMet() {
        Browser bob = STORY.browserOf(TestAccount.BOB);
        bob.open(essential("urn:latchkey:acr:9fa").url());
        assertThat(Redirect.of(bob.leftFor()).error()).isEqualTo("unmet_authentication_requirements");

        bob.openWithoutFollowing(essential(TWO).url());
        assertThat(bob.leftFor().getPath()).as("may set one up").isEqualTo("/mfa");

        Browser weak = Weak.session().browser();
        weak.open(essential(TWO).with("prompt", "none").url());
        assertThat(Redirect.of(weak.leftFor()).error()).isEqualTo("unmet_authentication_requirements");
        assertThat(Redirect.of(weak.leftFor()).parameters())
                .containsKeys("state", "iss")
                .doesNotContainKey("code");
    }

    @Test
    void sendsForASecondFactorWhereItIsEssential() {
        Weak weak = Weak.session();
        weak.browser().open(essential(TWO).url());
        assertThat(weak.browser().at("/mfa/totp")).isTrue();
        weak.browser().open(essential(TWO).url());
        assertThat(weak.browser().at("/mfa/totp"))
                .as("again, and not in circles")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, "mfa", "phr urn:latchkey:acr:1fa", "<script>", TWO + " " + ONE})
    void isContentWithTheStrengthItHas(String values) throws Exception {
        Browser bob = STORY.browserOf(TestAccount.BOB);
        bob.open(request().with("acr_values", values).url());

        assertThat(idToken(TestClient.WEB, bob)).containsEntry("acr", ONE);
    }
}
