package dev.latchkey.notes.web;

import org.springframework.http.HttpStatus;

/** One sentence a status, for errors about which no more can or should be said. */
final class StatusSentences {

    private StatusSentences() {}

    static String of(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request cannot be understood.";
            case UNAUTHORIZED -> "An access token is needed here.";
            case FORBIDDEN -> "This is not allowed.";
            case NOT_FOUND -> "There is nothing here.";
            case METHOD_NOT_ALLOWED -> "This method is not supported here.";
            case NOT_ACCEPTABLE -> "This API answers in application/json.";
            case CONTENT_TOO_LARGE -> "The request is larger than this API accepts.";
            case UNSUPPORTED_MEDIA_TYPE -> "This content type is not accepted here.";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The request headers are larger than this API accepts.";
            case SERVICE_UNAVAILABLE -> "The notes cannot be reached just now.";
            default ->
                status.is5xxServerError() ? "Something went wrong on our side." : "The request cannot be answered.";
        };
    }
}
