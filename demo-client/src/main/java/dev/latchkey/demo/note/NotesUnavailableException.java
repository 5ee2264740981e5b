package dev.latchkey.demo.note;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The notes API does not answer, or answers that it cannot. */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
class NotesUnavailableException extends RuntimeException {

    NotesUnavailableException(Throwable cause) {
        super("The notes API does not answer", cause);
    }
}
