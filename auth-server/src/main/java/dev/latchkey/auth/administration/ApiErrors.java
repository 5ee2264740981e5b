package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.LastAdministratorException;
import dev.latchkey.auth.account.StaleAccountException;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.bootstrap.BootstrapException;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.StaleClientException;
import dev.latchkey.auth.client.TakenClientIdException;
import dev.latchkey.auth.client.TooManySecretsException;
import dev.latchkey.auth.web.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;

/** Turns what a controller of the API throws into problem details (RFC 9457): constant sentences, and the fields. */
@RestControllerAdvice(assignableTypes = {UsersApiController.class, ApplicationsApiController.class})
@Order(0)
class ApiErrors {

    private static final String INVALID = "The request is not valid.";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvalidRequestException e, HttpServletRequest request) {
        return invalid(e.problems(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvalidAccountException e, HttpServletRequest request) {
        return invalid(List.of(new FieldProblem(e.field(), e.reason())), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(HttpMessageNotReadableException e, HttpServletRequest request) {
        return problem(HttpStatus.BAD_REQUEST, "The body is no JSON object.", request);
    }

    /** A path that is no id names nothing; a parameter that is no number is a mistake worth explaining. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        if (e.getParameter().getContainingClass() == ApplicationsApiController.class
                && e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return handle(new NoSuchApplicationException(), request);
        }
        return e.getParameter().hasParameterAnnotation(PathVariable.class)
                ? handle(new NoSuchAccountException(), request)
                : invalid(List.of(new FieldProblem(e.getName(), "is not of the right type")), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(NoSuchAccountException e, HttpServletRequest request) {
        return problem(HttpStatus.NOT_FOUND, "There is no such account.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(NoSuchApplicationException e, HttpServletRequest request) {
        return problem(HttpStatus.NOT_FOUND, "There is no such application.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvalidClientMetadataException e, HttpServletRequest request) {
        return invalid(List.of(new FieldProblem(FieldProblem.shortened(e.path()), e.reason())), request);
    }

    /** Of a file: the place in it, and what is wrong there. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(BootstrapException e, HttpServletRequest request) {
        String place = e.path().isEmpty() ? "file" : FieldProblem.shortened(e.path());
        return invalid(List.of(new FieldProblem(place, e.reason())), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ResponseStatusException e, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(e.getStatusCode().value());
        return problem(status, status.getReasonPhrase() + ".", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TakenClientIdException e, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer =
                problem(HttpStatus.CONFLICT, "Another application has this already.", request);
        return withErrors(answer, List.of(new FieldProblem("client_id", "is taken")));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StaleClientException e, HttpServletRequest request) {
        return problem(HttpStatus.PRECONDITION_FAILED, "The application was changed since it was read.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TooManySecretsException e, HttpServletRequest request) {
        return problem(
                HttpStatus.CONFLICT, "The application uses no secret, or has as many as may be live at once.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(RefusedException e, HttpServletRequest request) {
        return problem(HttpStatus.FORBIDDEN, e.reason().sentence(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(NotInvitedException e, HttpServletRequest request) {
        return problem(
                HttpStatus.CONFLICT, "The account is not waiting for its owner to accept an invitation.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(LastAdministratorException e, HttpServletRequest request) {
        return problem(HttpStatus.CONFLICT, "No administrator would be left.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TakenException e, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer = problem(HttpStatus.CONFLICT, "Somebody else has this already.", request);
        return withErrors(answer, List.of(new FieldProblem(e.field(), "is taken")));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StaleAccountException e, HttpServletRequest request) {
        return problem(HttpStatus.PRECONDITION_FAILED, "The account was changed since it was read.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PreconditionRequiredException e, HttpServletRequest request) {
        return problem(HttpStatus.PRECONDITION_REQUIRED, "Send the ETag that was read as If-Match.", request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TooManyLinksException e, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer =
                problem(HttpStatus.TOO_MANY_REQUESTS, "The owner got too many mails in the last hour.", request);
        return ResponseEntity.status(answer.getStatusCode())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(answer.getBody());
    }

    /** 406 and 415. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(HttpMediaTypeException e, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(e.getStatusCode().value());
        return problem(status, status.getReasonPhrase() + ".", request);
    }

    private static ResponseEntity<ProblemDetail> invalid(List<FieldProblem> problems, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer = problem(HttpStatus.BAD_REQUEST, INVALID, request);
        return problems.isEmpty() ? answer : withErrors(answer, problems);
    }

    private static ResponseEntity<ProblemDetail> withErrors(
            ResponseEntity<ProblemDetail> answer, List<FieldProblem> problems) {
        ProblemDetail body = answer.getBody();
        if (body != null) {
            body.setProperty("errors", problems);
        }
        return answer;
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("correlationId", CorrelationId.of(request));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
