package dev.latchkey.auth.session;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The session ended in another place while a factor was being shown. */
@ResponseStatus(HttpStatus.CONFLICT)
public class SessionGoneException extends RuntimeException {

    SessionGoneException() {
        super("The session ended while the factor was being shown");
    }
}
