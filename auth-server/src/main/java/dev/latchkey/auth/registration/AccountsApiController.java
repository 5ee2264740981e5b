package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.challenge.ChallengePurpose;
import dev.latchkey.auth.challenge.ProofOfWork;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.web.CorrelationId;
import dev.latchkey.auth.web.Issuer;
import dev.latchkey.auth.web.RetryAfter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-up for front ends of the operator's own. Takes JSON alone, which no page of another origin can send without being
 * allowed to, and allows none; looks at no cookie and sets none.
 */
@RestController
class AccountsApiController {

    private static final int LIMIT = 16 * 1024;

    private final SignUp signUp;
    private final SignUpConfirmation confirmation;
    private final SignUps signUps;
    private final ProofOfWork proofOfWork;
    private final MessageSource messages;
    private final Issuer issuer;
    private final JsonMapper json;

    AccountsApiController(
            SignUp signUp,
            SignUpConfirmation confirmation,
            SignUps signUps,
            ProofOfWork proofOfWork,
            MessageSource messages,
            Issuer issuer,
            JsonMapper json) {
        this.signUp = signUp;
        this.confirmation = confirmation;
        this.signUps = signUps;
        this.proofOfWork = proofOfWork;
        this.messages = messages;
        this.issuer = issuer;
        this.json = json.rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    @PostMapping(path = "/api/accounts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> create(HttpServletRequest request, Locale locale) throws IOException {
        JsonNode body = read(request);
        if (!proofOfWork.isShownBy(text(body, ProofOfWork.SOLUTION), ChallengePurpose.SIGN_UP)) {
            return refusal(
                    Map.of(ProofOfWork.SOLUTION, FieldProblem.of("challenge.problem.unsolved")), locale, request);
        }
        String password = text(body, "password");
        SignUpForm form = new SignUpForm(
                text(body, "username"),
                text(body, "email"),
                text(body, "name"),
                text(body, "birthdate"),
                password,
                // A front end compares the two; whoever sends one only has compared them.
                body.has("passwordConfirmation") ? text(body, "passwordConfirmation") : password);
        return signUp.submit(form, locale, null, request)
                .when(
                        taken -> ResponseEntity.created(
                                        URI.create(issuer.url("/signup/verify?signup=" + taken.handle())))
                                .body(Map.of(
                                        "username",
                                        form.username(),
                                        "email",
                                        form.email(),
                                        "email_verified",
                                        false,
                                        "signup",
                                        taken.handle())),
                        refused -> refusal(refused.problems(), locale, request),
                        braked -> {
                            ProblemDetail problem = problem(HttpStatus.TOO_MANY_REQUESTS, request);
                            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                                    .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(braked.delay()))
                                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                                    .body(problem);
                        });
    }

    /** The puzzle that a sign-up has to bring the solution of, where the operator asks for it. */
    @GetMapping("/api/accounts/challenge")
    ResponseEntity<?> challenge(HttpServletRequest request) {
        return proofOfWork.isEnabled() && signUps.areOpen()
                ? ResponseEntity.ok(proofOfWork.issue(ChallengePurpose.SIGN_UP))
                : problemAnswer(HttpStatus.NOT_FOUND, request);
    }

    /** The code of the mail, with the {@code signup} of the first answer. */
    @PostMapping(path = "/api/accounts/verification", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> verify(HttpServletRequest request) throws IOException {
        JsonNode body = read(request);
        String handle = text(body, "signup");
        if (OpaqueValues.isWellFormed(handle) && confirmation.byCode(handle, text(body, "code"))) {
            return ResponseEntity.noContent().build();
        }
        return problemAnswer(HttpStatus.BAD_REQUEST, request);
    }

    private JsonNode read(HttpServletRequest request) throws IOException {
        if (!signUps.areOpen()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        JsonNode node = json.readTree(body);
        if (!node.isObject()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return node;
    }

    /** Lists, objects and numbers are no text, and are taken for nothing. */
    private static String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value != null && value.isString() ? value.asString() : "";
    }

    private ResponseEntity<ProblemDetail> refusal(
            Map<String, FieldProblem> problems, Locale locale, HttpServletRequest request) {
        boolean taken = problems.size() == 1 && problems.containsValue(FieldProblem.USERNAME_TAKEN);
        HttpStatus status = taken ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
        ProblemDetail problem = problem(status, request);
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        problems.forEach((field, wrong) -> fields.put(
                field,
                Map.of(
                        "code",
                        wrong.code(),
                        "message",
                        messages.getMessage(wrong.messageKey(), new Object[] {wrong.argument()}, locale))));
        problem.setProperty("fields", fields);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> problemAnswer(HttpStatus status, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(status, request));
    }

    private static ProblemDetail problem(HttpStatus status, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setInstance(URI.create(request.getRequestURI()));
        problem.setProperty("correlationId", CorrelationId.of(request));
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notJson(JacksonException unreadable, HttpServletRequest request) {
        return problemAnswer(HttpStatus.BAD_REQUEST, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ResponseStatusException refused, HttpServletRequest request) {
        return problemAnswer(HttpStatus.valueOf(refused.getStatusCode().value()), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooBusy(PasswordChecksBusyException busy, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, request));
    }
}
