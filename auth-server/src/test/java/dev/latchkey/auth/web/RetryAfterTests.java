package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class RetryAfterTests {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void isToldInWholeSeconds() {
        RetryAfter.tell(Duration.ofMillis(90_500), response);
        assertThat(response.getHeader("Retry-After")).isEqualTo("90");
    }

    @Test
    void isNeverNothing() {
        RetryAfter.tell(Duration.ofMillis(20), response);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void countsMinutesThatHaveBegun() {
        assertThat(RetryAfter.minutes(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(RetryAfter.minutes(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(RetryAfter.minutes(Duration.ofSeconds(61))).isEqualTo(2);
        assertThat(RetryAfter.minutes(Duration.ZERO)).isZero();
    }
}
