package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PreviewTest
class ErrorPagesTests {

    private static final String GARBAGE = "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Autowired
    private Browser browser;

    @ParameterizedTest
    @CsvSource({
        "400, That request wasn’t right",
        "401, That didn’t work",
        "403, You can’t do that",
        "404, There’s nothing here",
        "405, That doesn’t work here",
        "409, That didn’t work",
        "429, Too many attempts",
        "500, Something went wrong on our side",
        "502, Something went wrong on our side",
        "503, Back in a moment",
    })
    void tellPeopleInWordsWhatHappened(int status, String heading) {
        HttpResponse<String> response = browser.open("/preview/status/" + status);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
        assertThat(heading(response)).isEqualTo(heading);
        assertThat(response.body()).contains(correlationId(response)).doesNotContain("nobody should read");
    }

    @Test
    void giveProgramsProblemDetails() {
        HttpResponse<String> response = browser.call("/preview/status/409");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body())
                .isEqualTo("{\"title\":\"Conflict\",\"status\":409,\"correlationId\":\"%s\"}", correlationId(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/pdf", "nonsense", "text/*", "text/html;q=x"})
    void giveProblemDetailsToWhoeverDoesNotAskForHtml(String accept) {
        HttpResponse<String> response = browser.send("GET", "/preview/none", "", "Accept", "x/y");
        assertThat(response.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");

        String answer = browser.sendRaw(
                "GET /preview/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accept + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "shutdown"})
    void askForPatienceWhileTheDatabaseIsAway(String kind) {
        for (HttpResponse<String> response :
                List.of(browser.open("/preview/failure/" + kind), browser.call("/preview/failure/" + kind))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("retry-after")).contains("5");
            assertThat(response.body()).doesNotContain("secret", "Exception", "terminating");
        }
    }

    @Test
    void doNotNeedTheSessionThatCannotBeLoaded() {
        for (String path : List.of("/preview/account", "/preview/failure/database", "/preview/none")) {
            HttpResponse<String> response = browser.open(path, "Cookie", "session=x");
            assertThat(response.statusCode()).isIn(503, 404);
            assertThat(response.body()).endsWith("</html>\n").doesNotContain("secret");
        }
    }

    @Test
    void areNotNeededByPagesThatAskForNoSession() {
        for (String path : List.of("/preview/sign-in", "/css/site.css")) {
            HttpResponse<String> response = browser.open(path, "Cookie", "session=x");
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "template"})
    void keepTheReasonOfAFailureToThemselves(String kind) {
        for (HttpResponse<String> response :
                List.of(browser.open("/preview/failure/" + kind), browser.call("/preview/failure/" + kind))) {
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("secret", "Exception", "no/such/template", "\tat ");
        }
    }

    @Test
    void repeatNothingOfTheRequest() {
        HttpResponse<String> response =
                browser.open("/preview/none/zzmarker?zzmarker=zzmarker", "Referer", "https://zzmarker.test/");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("zzmarker");
    }

    @Test
    void cannotBeAskedForByAddress() {
        assertThat(browser.open("/error").statusCode()).isEqualTo(404);
    }

    @Test
    void speakTheLanguageOfThePerson() {
        assertThat(heading(browser.open("/preview/none", "Accept-Language", "de-AT")))
                .isEqualTo("Hier ist nichts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\nAccept: text/html\r\n\r\n",
                GARBAGE,
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
            })
    void reachEvenWhatTheContainerRefuses(String request) {
        String answer = browser.sendRaw(request);

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|505).*")
                .contains("Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff")
                .contains("Cache-Control: no-store", "X-Correlation-Id: ")
                .doesNotContain("Tomcat", "Exception", "script>", "<style")
                .containsAnyOf(
                        "That request wasn’t right", "Something went wrong on our side", "\"title\":\"Bad Request\"");
    }

    @Test
    void doNotDependOnTheErrorPageToWork() {
        // The language of the machine is not the language of the container's own page either.
        String answer = browser.sendRaw(
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: de\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("<html lang=\"de\">", "Mit dieser Anfrage stimmt etwas nicht");
    }

    private static String heading(HttpResponse<String> response) {
        return Html.text(Html.parse(response.body()).elements("h1").findFirst().orElseThrow());
    }

    private static String correlationId(HttpResponse<String> response) {
        return response.headers().firstValue(CorrelationId.HEADER).orElseThrow();
    }
}
