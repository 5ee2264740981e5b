package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PreviewTest
class RequestPreconditionsTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Autowired
    private Browser browser;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "identity, gzip"})
    void refusesEncodedBodies(String coding) {
        HttpResponse<String> response =
                browser.send("POST", "/login", "a=b", "Content-Encoding", coding, "Content-Type", FORM);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("accept-encoding")).contains("identity");
    }

    @Test
    void takesBodiesAsTheyAre() {
        assertThat(browser.send("POST", "/login", "a=b", "Content-Encoding", "identity", "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PROPFIND", "TRACE", "get"})
    void refusesMethodsNobodyUses(String method) {
        String answer = browser.sendRaw(method
                + " /preview/sign-in HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: ", "X-Frame-Options: DENY");
    }

    @Test
    void refusesMoreParametersThanAnybodyNeeds() {
        String parameters =
                IntStream.range(0, 20_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));

        assertThat(browser.send("POST", "/login", parameters, "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesFormsThatAreNoForms() {
        assertThat(browser.send("POST", "/login", "a=%zz", "Content-Type", FORM).statusCode())
                .isEqualTo(400);
        assertThat(browser.send("POST", "/login", "a=" + "b".repeat(3_000_000), "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(413);
    }
}
