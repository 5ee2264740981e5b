package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import dev.latchkey.preview.PreviewApplication;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attoparser.dom.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page in every state and language, as it arrives in the browser. */
@PreviewTest
class PagesTests {

    @Autowired
    private Browser browser;

    static Stream<String> pages() {
        return PreviewApplication.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areWellFormedInEveryLanguage(String page) {
        for (String language : List.of("en", "de")) {
            HttpResponse<String> response = browser.open("/preview/" + page, "Accept-Language", language);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).doesNotContain("??", "th:", "{0}");

            Html html = Html.parse(response.body());
            assertThat(html.elements("html").map(root -> root.getAttributeValue("lang")))
                    .containsExactly(language);
            assertThat(html.elements("h1")).hasSize(1);
            assertThat(html.elements("main")).hasSize(1);
            assertThat(html.elements("title"))
                    .singleElement()
                    .satisfies(title -> assertThat(Html.text(title)).endsWith(" - Latchkey"));
            assertThat(ids(html)).doesNotHaveDuplicates();
            assertThat(references(html))
                    .allSatisfy(id -> assertThat(html.byId(id)).as(id).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void labelEveryFieldAndNameEveryButton(String page) {
        Html html = Html.parse(browser.open("/preview/" + page).body());
        List<String> labelled = html.elements("label")
                .map(label -> label.getAttributeValue("for"))
                .toList();
        assertThat(html.elements("input").filter(input -> !"hidden".equals(input.getAttributeValue("type"))))
                .allSatisfy(input -> assertThat(labelled).contains(input.getAttributeValue("id")));
        assertThat(html.elements("button"))
                .allSatisfy(button -> assertThat(Html.text(button)).isNotEmpty());
        assertThat(html.elements("a"))
                .allSatisfy(link -> assertThat(Html.text(link)).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void postNothingWithoutTheCsrfToken(String page) {
        Html html = Html.parse(browser.open("/preview/" + page).body());
        // The form that leads to an application must not give our token away.
        long ours = html.elements("form")
                .filter(form -> form.getAttributeValue("action").startsWith("/")
                        && "post".equals(form.getAttributeValue("method")))
                .count();
        long tokens = html.elements("input")
                .filter(input -> "_csrf".equals(input.getAttributeValue("name"))
                        && !input.getAttributeValue("value").isEmpty())
                .count();
        assertThat(tokens).isEqualTo(ours);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showWhatOthersChoseAsTextOnly(String page) {
        // The hostile states carry markup, expressions and preprocessing in every property.
        String body = browser.open("/preview/" + page).body();
        assertThat(body).doesNotContain("<img src=x", "60481729");
        assertThat(body.contains("onerror"))
                .isEqualTo(body.contains("&lt;img src=x onerror=alert(1)&gt; ${7777*7777} __${7777*7777}__"));
        Html html = Html.parse(body);
        assertThat(html.attributes()).noneMatch(attribute -> attribute.getKey().matches("(?i)on.*|style"));
        assertThat(html.elements("script"))
                .allSatisfy(script -> assertThat(Html.text(script)).isEmpty());
    }

    @Test
    void signInNamesTheApplicationThatAsks() {
        String body = browser.open("/preview/sign-in").body();
        assertThat(body).contains("to continue to <strong class=\"name\"><bdi>Field Notes</bdi>");
        Html html = Html.parse(body);
        assertThat(html.byId("username")).get().satisfies(field -> {
            assertThat(field.getAttributeValue("autocomplete")).isEqualTo("username webauthn");
            assertThat(field.hasAttribute("autofocus")).isTrue();
        });
        assertThat(html.byId("password")).get().satisfies(field -> {
            assertThat(field.getAttributeValue("autocomplete")).isEqualTo("current-password");
            assertThat(field.hasAttribute("value")).isFalse();
        });
    }

    @Test
    void theFormsOfASignInCarryWhereItGoesOn() {
        for (String page : List.of("sign-in", "totp")) {
            assertThat(Html.parse(browser.open("/preview/" + page).body())
                            .elements("input")
                            .filter(input -> "continue".equals(input.getAttributeValue("name"))))
                    .isNotEmpty()
                    .allSatisfy(input ->
                            assertThat(input.getAttributeValue("value")).isEqualTo("c2lnbmVk.bWFj"));
        }
        assertThat(browser.open("/preview/sign-in-plain").body()).doesNotContain("name=\"continue\"");
    }

    @Test
    void aProblemTakesTheFocusAndIsTiedToTheFields() {
        Html html = Html.parse(browser.open("/preview/sign-in-problem").body());
        assertThat(html.byId("problem")).get().satisfies(problem -> {
            assertThat(problem.getAttributeValue("role")).isEqualTo("alert");
            assertThat(Html.text(problem)).contains("The user name or password isn’t right.");
        });
        assertThat(html.elements()
                        .filter(element -> element.hasAttribute("autofocus"))
                        .map(field -> field.getAttributeValue("id")))
                .containsExactly("problem");
        for (String field : List.of("username", "password")) {
            assertThat(html.byId(field)).get().satisfies(input -> {
                assertThat(input.getAttributeValue("aria-describedby")).isEqualTo("problem");
                assertThat(input.getAttributeValue("aria-invalid")).isEqualTo("true");
            });
        }
        assertThat(html.byId("username"))
                .get()
                .satisfies(field -> assertThat(field.getAttributeValue("value")).isEqualTo("alice"));
    }

    @Test
    void theSecondFactorTakesACodeFromThePhone() {
        assertThat(Html.parse(browser.open("/preview/totp").body()).byId("code"))
                .get()
                .satisfies(field -> {
                    assertThat(field.getAttributeValue("inputmode")).isEqualTo("numeric");
                    assertThat(field.getAttributeValue("autocomplete")).isEqualTo("one-time-code");
                });
    }

    @Test
    void consentAsksForEachPermissionAndSubmitsWhatCannotBeLeftOut() {
        HttpResponse<String> response = browser.open("/preview/consent");
        Html html = Html.parse(response.body());
        List<Element> scopes = html.elements("input")
                .filter(input -> "scope".equals(input.getAttributeValue("name")))
                .toList();
        assertThat(submitted(scopes)).containsExactly("openid", "profile", "notes:read", "notes:write");
        assertThat(scopes.stream()
                        .filter(input -> input.hasAttribute("disabled"))
                        .map(input -> input.getAttributeValue("value")))
                .containsExactly("openid");
        assertThat(html.elements("button")
                        .filter(button -> button.hasAttribute("name"))
                        .map(button -> button.getAttributeValue("value")))
                .containsExactly("deny", "allow");
        assertThat(html.elements("input").filter(input -> "request".equals(input.getAttributeValue("name"))))
                .singleElement()
                .satisfies(input -> assertThat(input.getAttributeValue("value")).isEqualTo("c0ffee"));
        assertThat(response.body())
                .contains("notes.example.test", "alice@example.test", "Sensitive", "keeps this access");
        assertThat(response.headers().firstValue(ContentSecurityPolicy.HEADER).orElseThrow())
                .contains("form-action 'self' https://notes.example.test;");
    }

    @Test
    void consentSaysOnceThatAccessIsKept() {
        assertThat(browser.open("/preview/consent-offline").body())
                .contains("Keep access while you’re not using it")
                .doesNotContain("keeps this access");
    }

    @Test
    void consentFoldsWhatIsGrantedAndMarksWhatIsNew() {
        Html html = Html.parse(browser.open("/preview/consent-more").body());
        Element folded = html.elements("details").findFirst().orElseThrow();
        assertThat(folded.hasAttribute("open")).isFalse();
        assertThat(Html.text(folded))
                .contains("Already allowed (3)", "Read your notes")
                .doesNotContain("Change your notes");
        assertThat(html.elements("fieldset").map(Html::text))
                .singleElement()
                .asString()
                .contains("Change your notes", "New")
                .doesNotContain("Read your notes");
        assertThat(html.elements("main").map(Html::text))
                .singleElement()
                .asString()
                .doesNotContain("keeps this access");
    }

    @Test
    void anExceptionHandlerCanChooseAPageToo() {
        HttpResponse<String> response = browser.open("/preview/handled");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("This sign-in can’t go on", "the request makes no sense", "English");
    }

    @Test
    void theNavigationShowsWhatTheFeaturesHaveAndThePersonMaySee() {
        Html html = Html.parse(browser.open("/preview/account").body());
        Element navigation = html.elements("nav").findFirst().orElseThrow();
        assertThat(Html.text(navigation)).contains("Overview", "Profile").doesNotContain("Administration", "Security");
        assertThat(html.elements("a")
                        .filter(link -> "page".equals(link.getAttributeValue("aria-current")))
                        .map(Html::text))
                .containsExactly("Overview");
    }

    private static List<String> submitted(List<Element> inputs) {
        return inputs.stream()
                .filter(input -> "hidden".equals(input.getAttributeValue("type"))
                        || (input.hasAttribute("checked") && !input.hasAttribute("disabled")))
                .map(input -> input.getAttributeValue("value"))
                .toList();
    }

    private static List<String> ids(Html html) {
        return html.elements()
                .map(element -> element.getAttributeValue("id"))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> references(Html html) {
        return Stream.of("aria-describedby", "aria-labelledby", "aria-controls")
                .flatMap(attribute -> html.elements().map(element -> element.getAttributeValue(attribute)))
                .filter(Objects::nonNull)
                .flatMap(ids -> Arrays.stream(ids.split(" ")))
                .toList();
    }
}
