package dev.latchkey.demo.note;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The notes API does not take what was sent. */
@ResponseStatus(HttpStatus.BAD_REQUEST)
class NoteRefusedException extends RuntimeException {

    private final List<Problem> problems;

    NoteRefusedException(List<Problem> problems) {
        super("The notes API refused " + problems);
        this.problems = problems;
    }

    List<Problem> problems() {
        return problems;
    }

    /** What is wrong with which field. */
    record Problem(String field, String message) {}
}
