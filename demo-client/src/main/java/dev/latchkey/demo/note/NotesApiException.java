package dev.latchkey.demo.note;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the notes API answers instead of doing what it was asked. */
abstract sealed class NotesApiException extends RuntimeException {

    private NotesApiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There is no such thing, or it is somebody else's: the API does not tell which. */
    @ResponseStatus(HttpStatus.NOT_FOUND)
    static final class Missing extends NotesApiException {
        Missing() {
            super("No such note", null);
        }
    }

    /** It is no longer what was read: somebody, or another tab, was faster. */
    static final class Changed extends NotesApiException {
        Changed() {
            super("Changed since it was read", null);
        }
    }

    /** The access token does not cover this: the person did not allow it on the consent page. */
    static final class Forbidden extends NotesApiException {
        Forbidden() {
            super("Not covered by the access token", null);
        }
    }

    /** The account keeps as much as it may. */
    static final class Full extends NotesApiException {
        Full() {
            super("The account keeps as much as it may", null);
        }
    }

    /** What was sent is not acceptable. */
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    static final class Refused extends NotesApiException {

        private final int status;

        private final List<String> fields;

        Refused(int status, List<String> fields) {
            super("Refused with %d because of %s".formatted(status, fields), null);
            this.status = status;
            this.fields = List.copyOf(fields);
        }

        int status() {
            return status;
        }

        /** The fields at fault, as far as the API names them. */
        List<String> fields() {
            return fields;
        }
    }

    /** Nobody answers, or somebody who cannot. */
    static final class Unavailable extends NotesApiException {
        Unavailable(Throwable cause) {
            super("The notes API does not answer", cause);
        }
    }
}
