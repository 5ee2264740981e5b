package dev.latchkey.notes.note;

import dev.latchkey.notes.image.PictureRefused;
import dev.latchkey.notes.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The answers to what can go wrong with a note itself. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NoteErrors {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(NoSuchNoteException ex) {
        return answer(HttpStatus.NOT_FOUND).body(Problems.problem(HttpStatus.NOT_FOUND, "There is no such note."));
    }

    /** The current entity tag is sent along, so that the client knows what it has to read first. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StaleException ex) {
        return answer(HttpStatus.PRECONDITION_FAILED)
                .eTag(ex.etag())
                .body(Problems.problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "This was changed since you read it. Read it again and decide what to keep."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PreconditionRequiredException ex) {
        return answer(HttpStatus.PRECONDITION_REQUIRED)
                .body(Problems.problem(
                        HttpStatus.PRECONDITION_REQUIRED,
                        "Send If-Match with the ETag of the version you want to change."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(QuotaExceededException ex) {
        return answer(HttpStatus.CONFLICT).body(Problems.problem(HttpStatus.CONFLICT, String.valueOf(ex.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(RangeNotSatisfiableException ex) {
        return answer(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + ex.length())
                .body(Problems.problem(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "There is no such range."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PictureRefused ex) {
        HttpStatus status = switch (ex.reason()) {
            case NOT_A_PICTURE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case UNREADABLE, TOO_MANY_PIXELS -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        ResponseEntity.BodyBuilder answer = answer(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer.body(Problems.problem(status, ex.reason().sentence()));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
