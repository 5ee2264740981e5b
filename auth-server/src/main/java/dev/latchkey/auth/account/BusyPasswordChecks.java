package dev.latchkey.auth.account;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What a page answers when so many passwords are being checked that one more has to wait, unless it has an answer of its own. */
@ControllerAdvice
class BusyPasswordChecks {

    private static final Logger log = LoggerFactory.getLogger(BusyPasswordChecks.class);

    private static final String SECONDS_UNTIL_RETRY = "2";

    /** Not for the security chain, which would ask for a sign-in. */
    @ExceptionHandler
    void tooBusy(PasswordChecksBusyException busy, HttpServletResponse response) throws IOException {
        log.warn("A password was not looked at: {}", busy.getMessage());
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
}
