package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.web.RetryAfter;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** A registration request is refused, with the status and the error code that the client hears (RFC 7591 §3.2.2). */
final class RegistrationRefusedException extends RuntimeException {

    private final int status;
    private final String error;
    private final transient Map<String, String> headers;

    RegistrationRefusedException(int status, String error, String description) {
        this(status, error, description, Map.of());
    }

    private RegistrationRefusedException(int status, String error, String description, Map<String, String> headers) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    /** RFC 6750 §3.1: no error code in the challenge to a request that has shown nothing. */
    static RegistrationRefusedException noToken() {
        return new RegistrationRefusedException(
                401, "invalid_token", "An access token is needed", Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    static RegistrationRefusedException invalidToken() {
        return new RegistrationRefusedException(
                401,
                "invalid_token",
                "The access token is not valid",
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
    }

    static RegistrationRefusedException tooMany(Duration wait) {
        return new RegistrationRefusedException(
                429,
                "temporarily_unavailable",
                "Too many registrations",
                Map.of(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    Map<String, String> headers() {
        return headers;
    }
}
