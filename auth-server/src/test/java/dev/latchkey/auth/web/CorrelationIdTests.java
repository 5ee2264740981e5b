package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@PreviewTest
class CorrelationIdTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureFilter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Autowired
    private Browser browser;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void isTheSameInTheAnswerThePageAndTheLog() {
        HttpResponse<String> response = browser.open("/preview/failure/unknown");

        String id = id(response);
        assertThat(response.body()).contains("<code>" + id + "</code>");
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap()).containsEntry(CorrelationId.MDC_KEY, id);
            assertThat(line.getThrowableProxy().getMessage()).contains("secret reason");
        });
    }

    @Test
    void isNeverTakenFromTheClient() {
        HttpResponse<String> response = browser.open(
                "/preview/sign-in", CorrelationId.HEADER, "chosen", "X-Request-Id", "chosen", "traceparent", "chosen");

        assertThat(id(response)).matches("[0-9a-f]{16}");
    }

    @Test
    void differsFromRequestToRequest() {
        assertThat(id(browser.open("/preview/sign-in"))).isNotEqualTo(id(browser.open("/preview/sign-in")));
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue(CorrelationId.HEADER).orElseThrow();
    }
}
