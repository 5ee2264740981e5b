package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core §3.1.2.1: ui_locales, display, login_hint")
class AuthorizationLanguageTests {

    private final Story story = new Story();
    private final TestAccount account = story.newAccounts().withPassword();

    private static AuthorizationRequest request(String name, String value) {
        return new AuthorizationRequest(TestClient.PARTNER).with(name, value);
    }

    private static String language(Browser browser) {
        return browser.page().body().contains("lang=\"de\">\n<head") ? "de" : "en";
    }

    @Test
    void speaksAsTheApplicationWishesOnEveryPageOfTheWay() {
        Browser browser =
                story.browser().open(request("ui_locales", "fr-CA de-CH en").url());
        assertThat(browser.at("/login")).isTrue();
        assertThat(language(browser)).isEqualTo("de");

        browser.submit("/login", Map.of("username", account.username(), "password", "wrong"));
        assertThat(language(browser)).isEqualTo("de");
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.at("/oauth2/consent")).isTrue();
        assertThat(language(browser)).isEqualTo("de");
        browser.open("/account");
        assertThat(language(browser)).as("another page").isEqualTo("en");
    }

    @Test
    void speaksAsThePersonChoseWhateverTheApplicationWishes() {
        Browser browser = story.browser().open("/login?lang=en");
        browser.open(request("ui_locales", "de").url());

        assertThat(language(browser)).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "x", "de_CH", "  ", "fr ja"})
    void speaksEnglishWhereItKnowsNoneOfTheLanguages(String locales) {
        Browser browser = story.browser().open(request("ui_locales", locales).url());

        assertThat(browser.at("/login")).isTrue();
        assertThat(language(browser)).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"display,page", "display,popup", "display,touch", "display,wap", "display,x", "claims_locales,de en"})
    void acceptsWhatChangesNothing(String name, String value) {
        Browser browser = story.browserOf(TestAccount.BOB);
        browser.open(new AuthorizationRequest(TestClient.WEB).with(name, value).url());

        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    @DisplayName("AZ-56: login_hint is a text")
    void fillsInTheHintAndNothingElse() {
        Browser browser = story.browser()
                .open(request("login_hint", "\"><script>alert(1)</script>").url());
        assertThat(browser.page().body()).contains("&quot;&gt;&lt;script&gt;").doesNotContain("<script>alert");

        browser.open(request("login_hint", "someone@example.test").url());
        assertThat(browser.page().body()).contains("value=\"someone@example.test\"");
        browser.open(request("login_hint", "x".repeat(4000)).url());
        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).doesNotContain("xxxxxxx");
    }
}
