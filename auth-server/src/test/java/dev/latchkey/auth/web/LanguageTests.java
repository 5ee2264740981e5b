package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.attoparser.dom.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;

@PreviewTest
class LanguageTests {

    private static final String COOKIE = LanguageResolver.COOKIE;

    @Autowired
    private Browser browser;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"de|de", "de-CH, en;q=0.8|de", "fr, de;q=0.5|de", "en, de|en", "fr|en", "*|en", "%%%|en"})
    void isTheFirstOfTheBrowsersThatWeHave(String accepted, String language) {
        assertThat(language(browser.open("/preview/sign-in", "Accept-Language", accepted)))
                .isEqualTo(language);
    }

    @Test
    void isEnglishForWhoeverNamesNoneWhereverTheServerStands() {
        // A container answers with the language of its machine when the browser says nothing.
        HttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public Enumeration<Locale> getLocales() {
                return Collections.enumeration(List.of(Locale.GERMANY));
            }
        };
        assertThat(Languages.preferredBy(request)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void textsAreEnglishWhereverTheServerStands() {
        Locale machine = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(WebConfiguration.messageSource().getMessage("login.title", null, Locale.ENGLISH))
                    .isEqualTo("Sign in");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void canBeChosenAndIsKeptInACookie() {
        HttpResponse<String> chosen = browser.open("/preview/sign-in?lang=de", "Accept-Language", "en");
        assertThat(language(chosen)).isEqualTo("de");
        assertThat(chosen.headers().allValues("set-cookie"))
                .filteredOn(cookie -> cookie.startsWith(COOKIE))
                .singleElement()
                .asString()
                .startsWith(COOKIE + "=de; Path=/; Max-Age=31536000;")
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");

        assertThat(language(browser.open("/preview/sign-in", "Accept-Language", "en", "Cookie", COOKIE + "=de")))
                .isEqualTo("de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "", "DE", "de-DE", "../../etc", "${7*7}", "de%0d%0aX:y"})
    void cannotBeSomethingElse(String tag) {
        String encoded = tag.replace("$", "%24").replace("{", "%7B").replace("}", "%7D");
        HttpResponse<String> response = browser.open("/preview/sign-in?lang=" + encoded, "Accept-Language", "en");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(language(response)).isEqualTo("en");
        assertThat(response.headers().allValues("set-cookie")).noneMatch(cookie -> cookie.startsWith(COOKIE));
    }

    @Test
    void cookieWithAnythingElseIsIgnored() {
        assertThat(language(browser.open("/preview/sign-in", "Cookie", COOKIE + "=xx", "Accept-Language", "de")))
                .isEqualTo("de");
    }

    @Test
    void switchKeepsTheRestOfTheAddress() {
        assertThat(link(browser.open("/preview/sign-in?a=b%20c&lang=en&x=%22%3E%3Cb"), "de"))
                .isEqualTo("?a=b%20c&amp;x=%22%3E%3Cb&amp;lang=de");
        assertThat(link(browser.open("/preview/sign-in?" + "x".repeat(7000)), "de"))
                .isEqualTo("?lang=de");
    }

    @Test
    void switchKeepsWhereASignInGoesOnWhenItsFormIsShownAgain() {
        HttpResponse<String> shownAgain = browser.send(
                "POST",
                "/preview/open/sign-in-problem",
                "username=alice&continue=" + "a.b%22%3E%26c",
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(shownAgain.statusCode()).isEqualTo(200);
        assertThat(link(shownAgain, "de")).isEqualTo("?continue=a.b%22%3E%26c&amp;lang=de");
    }

    @Test
    void isStillChosenOnAPageThatDoesNotExist() {
        HttpResponse<String> response = browser.open("/preview/none?lang=de", "Accept-Language", "en");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(language(response)).isEqualTo("de");
    }

    private static String language(HttpResponse<String> response) {
        return Html.parse(response.body())
                .elements("html")
                .findFirst()
                .orElseThrow()
                .getAttributeValue("lang");
    }

    private static String link(HttpResponse<String> response, String language) {
        return Html.parse(response.body())
                .elements("a")
                .filter(link -> language.equals(link.getAttributeValue("hreflang")))
                .map((Element link) -> link.getAttributeValue("href"))
                .findFirst()
                .orElseThrow();
    }
}
