package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** How long somebody has to wait: for programs the header of that name (RFC 9110 §10.2.3), for people in minutes. */
public final class RetryAfter {

    private RetryAfter() {}

    public static void tell(Duration wait, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait));
    }

    /** The value of the header: whole seconds, and never none. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.toSeconds()));
    }

    /** Minutes that have begun count. */
    public static long minutes(Duration wait) {
        return wait.plusSeconds(59).toMinutes();
    }
}
