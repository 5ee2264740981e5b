package dev.latchkey.notes.web;

import dev.latchkey.notes.web.RequestBodyLimits.BodyTooLarge;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns every exception of a controller into problem details. The client reads constant sentences; what really happened
 * is in the log, under the same correlation id.
 */
@RestControllerAdvice
final class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Log log = LogFactory.getLog(ApiErrors.class);

    private static final String NO_JSON = "The request body is not the JSON object this operation expects.";

    @ExceptionHandler
    ResponseEntity<Object> handle(BadRequest ex) {
        return badRequest("The request is not valid.", ex.problems());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(JacksonException ex) {
        return unreadable(ex);
    }

    /** A path that is no id names nothing; a parameter that is no number is a mistake worth explaining. */
    @ExceptionHandler
    ResponseEntity<Object> handle(MethodArgumentTypeMismatchException ex) {
        if (ex.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(Problems.problem(HttpStatus.NOT_FOUND, "There is nothing here."), HttpHeaders.EMPTY);
        }
        return badRequest(
                "The request is not valid.", List.of(new FieldProblem(ex.getName(), "is not of the right type")));
    }

    /** The database is away or overloaded: nobody's mistake, and it will pass. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<Object> handleUnavailable(Exception ex) {
        log.warn("The database cannot be used: " + ex);
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "2");
        return answer(
                Problems.problem(HttpStatus.SERVICE_UNAVAILABLE, "The notes cannot be reached just now."), headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> handleUnexpected(Exception ex) {
        log.error("Unexpected failure", ex);
        return answer(
                Problems.problem(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side."),
                HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof BodyTooLarge tooLarge) {
            return answer(
                    Problems.problem(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLarge.getMessage())), headers);
        }
        if (ex.getCause() instanceof JacksonException json) {
            return unreadable(json);
        }
        return badRequest(NO_JSON, List.of());
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> problems = ex.getBindingResult().getFieldErrors().stream()
                .map(ApiErrors::problemOf)
                .toList();
        return badRequest("The request is not valid.", problems);
    }

    /** All remaining exceptions of Spring MVC: 404, 405, 406, 415, missing parameters. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        if (known.is5xxServerError()) {
            log.error("Unexpected failure", ex);
        }
        return answer(Problems.problem(known, StatusSentences.of(known)), headers);
    }

    private static FieldProblem problemOf(FieldError error) {
        return new FieldProblem(error.getField(), String.valueOf(error.getDefaultMessage()));
    }

    private static ResponseEntity<Object> unreadable(JacksonException ex) {
        if (ex instanceof DatabindException databind && !databind.getPath().isEmpty()) {
            String message = databind instanceof UnrecognizedPropertyException
                    ? "is not a field of this request"
                    : "is not of the right type";
            String name = databind.getPath().get(databind.getPath().size() - 1).getPropertyName();
            return badRequest(NO_JSON, name == null ? List.of() : List.of(new FieldProblem(shortened(name), message)));
        }
        return badRequest(NO_JSON, List.of());
    }

    /** The name came from the client, who may have sent a megabyte of it. */
    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static ResponseEntity<Object> badRequest(String detail, List<FieldProblem> problems) {
        ProblemDetail problem = Problems.problem(HttpStatus.BAD_REQUEST, detail);
        if (!problems.isEmpty()) {
            problem.setProperty("errors", problems);
        }
        return answer(problem, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
