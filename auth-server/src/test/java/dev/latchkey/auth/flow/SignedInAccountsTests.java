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
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core §3.1.2.1: several accounts in one browser")
class SignedInAccountsTests {

    private static final String ACCOUNTS = "/login/accounts";
    private static final String ASIDE = "latchkey-accounts";
    private static final String IN_USE = "latchkey-session";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final TestAccount anna = people.withPassword();
    private final TestAccount ben = people.withPassword();
    private Browser browser;

    @BeforeEach
    void signBothIn() {
        browser = story.browserOf(anna);
        alsoSignIn(ben);
    }

    private void alsoSignIn(TestAccount account) {
        browser.open(ACCOUNTS).submit(ACCOUNTS, Map.of("decision", "another"));
        assertThat(browser.at("/login")).isTrue();
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(TestClient.WEB);
    }

    private UUID sessionOf(TestAccount account) {
        return story.server()
                .database()
                .sql("select id from browser_session where account_id = :id and ended_at is null")
                .param("id", people.idOf(account))
                .query(UUID.class)
                .single();
    }

    private boolean isSignedIn(TestAccount account) {
        return story.server()
                .database()
                .sql("select exists(select 1 from browser_session where account_id = :id and ended_at is null)")
                .param("id", people.idOf(account))
                .query(Boolean.class)
                .single();
    }

    private void decide(String decision, TestAccount account) {
        browser.postRaw(
                ACCOUNTS,
                Map.of(
                        "_csrf", browser.hiddenField("_csrf"),
                        "continue", continuation(),
                        "decision", decision,
                        "session", sessionOf(account).toString()));
    }

    private String continuation() {
        return browser.page().body().contains("name=\"continue\"") ? browser.hiddenField("continue") : "";
    }

    /** The account that the answer, which the browser left with, is about. */
    private UUID subject() throws Exception {
        RelyingParty.Answer tokens = story.relyingParty(TestClient.WEB)
                .redeem(Redirect.of(browser.leftFor()).code());
        return UUID.fromString(
                SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet().getSubject());
    }

    @Test
    void areAllThereToChooseFrom() throws Exception {
        browser.open(request().with("prompt", "select_account").url());
        assertThat(browser.at(ACCOUNTS)).isTrue();
        assertThat(browser.page().body())
                .contains("Web", anna.username() + "@example.test", ben.username() + "@example.test");

        decide("choose", anna);
        assertThat(subject()).isEqualTo(people.idOf(anna));
        assertThat(browser.open("/account").page().body()).contains(anna.username() + "@example.test");
        browser.open(request().with("prompt", "none").url());
        assertThat(subject()).as("from now on").isEqualTo(people.idOf(anna));

        browser.open(request().with("prompt", "select_account").url());
        assertThat(browser.at(ACCOUNTS)).as("asked again by the next request").isTrue();
        decide("choose", ben);
        assertThat(subject()).isEqualTo(people.idOf(ben));
    }

    @Test
    void areNotChosenWithoutThePerson() {
        browser.open(request().with("prompt", "select_account login").url());
        assertThat(browser.at(ACCOUNTS)).isTrue();
        decide("choose", anna);
        assertThat(browser.at("/login")).as("login is asked for too").isTrue();

        Browser stranger = story.browser();
        stranger.open(request().with("prompt", "select_account").url());
        assertThat(stranger.at("/login")).isTrue();
        stranger.open(ACCOUNTS);
        assertThat(stranger.at("/login")).isTrue();
    }

    @Test
    void letNobodyBeChosenSilentlyWhereNoneIsInUse() {
        browser.open(ACCOUNTS).submit(ACCOUNTS, Map.of("decision", "another"));
        browser.open(request().with("prompt", "none").url());
        assertThat(Redirect.of(browser.leftFor()).error()).isEqualTo("account_selection_required");
        browser.open(request().url());
        assertThat(browser.at(ACCOUNTS)).isTrue();
    }

    @Test
    void areFoundByIdTokenHintAndLoginHintAndSub() throws Exception {
        browser.open(ACCOUNTS);
        decide("choose", anna);
        browser.open(request().url());
        String hint = story.relyingParty(TestClient.WEB)
                .redeem(Redirect.of(browser.leftFor()).code())
                .text("id_token");
        browser.open(ACCOUNTS);
        decide("choose", ben);

        for (AuthorizationRequest meant : List.of(
                request().with("id_token_hint", hint),
                request().with("login_hint", anna.username()),
                request().with("login_hint", anna.username() + "@example.test"),
                request().with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + people.idOf(anna) + "\"}}}"))) {
            browser.open(meant.with("prompt", "none").url());
            assertThat(subject()).isEqualTo(people.idOf(anna));
            assertThat(browser.open("/account").page().body())
                    .as("nothing changes for the person")
                    .contains(ben.username() + "@example.test");
        }
        browser.open(
                request().with("login_hint", "nobody").with("prompt", "none").url());
        assertThat(subject()).isEqualTo(people.idOf(ben));
    }

    @Test
    void areBroughtForwardWhereAPageFollows() {
        browser.open(new AuthorizationRequest(TestClient.PARTNER)
                .with("login_hint", anna.username())
                .url());
        assertThat(browser.at("/oauth2/consent")).isTrue();
        assertThat(browser.page().body()).contains(anna.username() + "@example.test");
    }

    @Test
    void canBeChangedFromTheConsentPage() {
        browser.open(new AuthorizationRequest(TestClient.PARTNER).url());
        assertThat(browser.page().body()).contains(ben.username() + "@example.test", "/login/accounts?continue=");
        String link =
                browser.page().body().split("href=\"(?=/login/accounts)")[1].split("\"")[0];
        browser.open(link);
        decide("choose", anna);

        assertThat(browser.at("/oauth2/consent")).isTrue();
        assertThat(browser.page().body()).contains(anna.username() + "@example.test");
    }

    @Test
    void areSignedOutOneByOne() {
        browser.open(ACCOUNTS);
        decide("remove", anna);
        assertThat(isSignedIn(anna)).isFalse();
        assertThat(isSignedIn(ben)).isTrue();
        assertThat(browser.at(ACCOUNTS)).isTrue();
        decide("remove", ben);
        assertThat(isSignedIn(ben)).isFalse();
        assertThat(browser.at("/login")).isTrue();
    }

    @Test
    void areAllSignedOutWithTheBrowser() {
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

        assertThat(isSignedIn(anna)).isFalse();
        assertThat(isSignedIn(ben)).isFalse();
        assertThat(browser.cookie(ASIDE)).isEmpty();
    }

    @Test
    void areOnlyThoseOfThisBrowser() {
        TestAccount victim = people.withPassword();
        Browser elsewhere = story.browserOf(victim);
        browser.open(ACCOUNTS);
        decide("choose", victim);
        assertThat(browser.open("/account").page().body()).contains(ben.username() + "@example.test");
        browser.open(ACCOUNTS);
        decide("remove", victim);
        assertThat(elsewhere.open("/account").at("/account")).isTrue();
    }

    @Test
    void areChangedOnlyFromOurPages() {
        String session = sessionOf(anna).toString();
        assertThat(browser.postRaw(ACCOUNTS, Map.of("decision", "choose", "session", session))
                        .page()
                        .statusCode())
                .isEqualTo(403);
        browser.open(ACCOUNTS + "?decision=choose&session=" + session);
        assertThat(browser.open("/account").page().body()).contains(ben.username() + "@example.test");
    }

    @Test
    void areKeptAsHashesAndOpenNothingByThemselves() {
        String aside = browser.cookie(ASIDE);
        assertThat(aside).hasSize(43);
        assertThat(story.server()
                        .database()
                        .sql("select count(*) from browser_session where secret_hash = sha256(cast(:secret as bytea))")
                        .param("secret", aside.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(with(ASIDE, aside).open("/account").at("/login")).isTrue();
    }

    @Test
    @DisplayName("session fixation: whoever knew a secret has nothing once the session is chosen")
    void getANewSecretWhenTheyAreChosen() {
        String before = browser.cookie(ASIDE);
        browser.open(ACCOUNTS);
        decide("choose", anna);

        assertThat(browser.cookie(IN_USE)).isNotEqualTo(before);
        assertThat(with(IN_USE, before).open("/account").at("/login")).isTrue();
    }

    @Test
    void areSignedInOnceEach() {
        alsoSignIn(anna);
        assertThat(story.server()
                        .database()
                        .sql("select count(*) from browser_session where account_id = :id")
                        .param("id", people.idOf(anna))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(browser.cookie(ASIDE).split("\\.")).hasSize(1);
    }

    @Test
    void areFiveAtMost() {
        List<TestAccount> more = List.of(people.withPassword(), people.withPassword(), people.withPassword());
        more.forEach(this::alsoSignIn);
        assertThat(isSignedIn(anna)).isTrue();
        TestAccount sixth = people.withPassword();
        alsoSignIn(sixth);

        assertThat(isSignedIn(anna)).as("the one that waited longest").isFalse();
        assertThat(isSignedIn(sixth)).isTrue();
        assertThat(browser.cookie(ASIDE).split("\\.")).hasSize(4);
    }

    @Test
    void doNotMindCookiesThatAreNotOurs() {
        for (String value : List.of("x", "...", "A".repeat(43), ("A".repeat(43) + ".").repeat(50))) {
            Browser other = with(ASIDE, value);
            assertThat(other.open(ACCOUNTS).at("/login")).isTrue();
        }
    }

    private Browser with(String name, String value) {
        Browser other = story.browser();
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain("localhost.local"); // as the client calls it
        cookie.setVersion(0);
        other.cookies().getCookieStore().add(URI.create(story.server().issuer()), cookie);
        return other;
    }
}
