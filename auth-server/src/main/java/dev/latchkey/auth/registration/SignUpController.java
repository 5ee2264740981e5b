package dev.latchkey.auth.registration;

import dev.latchkey.auth.challenge.ChallengePurpose;
import dev.latchkey.auth.challenge.ProofOfWork;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The sign-up page, and the page on which the code of the mail is entered. */
@Controller
class SignUpController {

    /** The field with which a browser shows which sign-up is its own. */
    static final String HANDLE = "signup";

    /** Said above the form: no field is wrong. */
    private static final Map<String, FieldProblem> UNPROVEN =
            Map.of(ProofOfWork.SOLUTION, FieldProblem.of("challenge.problem.unsolved"));

    private final SignUp signUp;
    private final SignUpConfirmation confirmation;
    private final PendingSignUps pending;
    private final PasswordRules passwords;
    private final ProofOfWork proofOfWork;
    private final Continuations continuations;
    private final SignUps signUps;

    SignUpController(
            SignUp signUp,
            SignUpConfirmation confirmation,
            PendingSignUps pending,
            PasswordRules passwords,
            ProofOfWork proofOfWork,
            Continuations continuations,
            SignUps signUps) {
        this.signUp = signUp;
        this.confirmation = confirmation;
        this.pending = pending;
        this.passwords = passwords;
        this.proofOfWork = proofOfWork;
        this.continuations = continuations;
        this.signUps = signUps;
    }

    @ModelAttribute
    void onlyWhileOpen() {
        if (!signUps.areOpen()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @GetMapping(SignUps.PAGE)
    ModelAndView show(
            @RequestParam(name = HANDLE, required = false) @Nullable String earlier,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request) {
        proofOfWork.offer(ChallengePurpose.SIGN_UP, request);
        SignUpForm form = wellFormed(earlier)
                .flatMap(pending::findByHandle)
                .map(SignUpController::typedBefore)
                .orElseGet(SignUpForm::empty);
        return page(form, Map.of(), Duration.ZERO, earlier, continuations.read(signed), HttpStatus.OK);
    }

    @PostMapping(SignUps.PAGE)
    ModelAndView submit(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String birthdate,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation,
            @RequestParam(name = HANDLE, required = false) @Nullable String earlier,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        SignUpForm form = new SignUpForm(username, email, name, birthdate, password, passwordConfirmation);
        boolean proven = proofOfWork.isShownIn(request, ChallengePurpose.SIGN_UP);
        proofOfWork.offer(ChallengePurpose.SIGN_UP, request);
        if (!proven) {
            return page(form, UNPROVEN, Duration.ZERO, earlier, continuation, HttpStatus.BAD_REQUEST);
        }
        return signUp.submit(form, locale, wellFormed(earlier).orElse(null), request)
                .when(
                        taken -> SeeOther.to(on("/signup/verify", taken.handle(), continuation)),
                        refused -> page(
                                form,
                                refused.problems(),
                                Duration.ZERO,
                                earlier,
                                continuation,
                                refused.problems().containsValue(FieldProblem.USERNAME_TAKEN)
                                                && refused.problems().size() == 1
                                        ? HttpStatus.CONFLICT
                                        : HttpStatus.BAD_REQUEST),
                        braked -> {
                            RetryAfter.tell(braked.delay(), response);
                            return page(
                                    form,
                                    Map.of(),
                                    braked.delay(),
                                    earlier,
                                    continuation,
                                    HttpStatus.TOO_MANY_REQUESTS);
                        });
    }

    @GetMapping("/signup/verify")
    ModelAndView verify(
            @RequestParam(name = HANDLE, defaultValue = "") String handle,
            @RequestParam(defaultValue = "false") boolean sent,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return verifyPage(handle, null, Duration.ZERO, sent, continuations.read(signed), HttpStatus.OK);
    }

    @PostMapping("/signup/verify")
    ModelAndView enter(
            @RequestParam(name = HANDLE, defaultValue = "") String handle,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (wellFormed(handle).isPresent() && confirmation.byCode(handle, code)) {
            return SeeOther.to(continuations.on("/signup/done", continuation));
        }
        return verifyPage(
                handle, "registration.problem.code", Duration.ZERO, false, continuation, HttpStatus.BAD_REQUEST);
    }

    @PostMapping("/signup/verify/again")
    ModelAndView sendAgain(
            @RequestParam(name = HANDLE, defaultValue = "") String handle,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<PendingSignUp> waiting = wellFormed(handle).flatMap(pending::findByHandle);
        if (waiting.isEmpty()) {
            return gone();
        }
        Optional<Duration> wait = signUp.sendAgain(waiting.get(), request);
        if (wait.isPresent()) {
            RetryAfter.tell(wait.get(), response);
            return verifyPage(
                    handle, "registration.problem.wait", wait.get(), false, continuation, HttpStatus.TOO_MANY_REQUESTS);
        }
        return SeeOther.to(on("/signup/verify", handle, continuation) + "&sent=true");
    }

    @GetMapping("/signup/done")
    ModelAndView done(@RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        String continuation =
                continuations.read(signed).map(continuations::sign).orElse(null);
        return new ModelAndView("registration/signed-up", Map.of("page", new DonePage(continuation)));
    }

    private ModelAndView page(
            SignUpForm form,
            Map<String, FieldProblem> problems,
            Duration wait,
            @Nullable String earlier,
            Optional<Continuation> continuation,
            HttpStatus status) {
        SignUpPage page = new SignUpPage(
                form,
                problems,
                passwords.shortest(false),
                RetryAfter.minutes(wait),
                wellFormed(earlier).orElse(null),
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("registration/sign-up", Map.of("page", page), status);
    }

    private ModelAndView verifyPage(
            String handle,
            @Nullable String problem,
            Duration wait,
            boolean sent,
            Optional<Continuation> continuation,
            HttpStatus status) {
        Optional<PendingSignUp> waiting = wellFormed(handle).flatMap(pending::findByHandle);
        if (waiting.isEmpty()) {
            return gone();
        }
        VerifyPage page = new VerifyPage(
                handle,
                waiting.get().account().email(),
                problem,
                RetryAfter.minutes(wait),
                sent,
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("registration/verify", Map.of("page", page), status);
    }

    static ModelAndView gone() {
        return new ModelAndView("registration/gone", Map.of(), HttpStatus.BAD_REQUEST);
    }

    private String on(String path, String handle, Optional<Continuation> continuation) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path).queryParam(HANDLE, handle);
        continuation.ifPresent(there -> address.queryParam(Continuations.PARAMETER, continuations.sign(there)));
        return address.build().toUriString();
    }

    private static Optional<String> wellFormed(@Nullable String handle) {
        return Optional.ofNullable(handle).filter(OpaqueValues::isWellFormed);
    }

    private static SignUpForm typedBefore(PendingSignUp signUp) {
        return new SignUpForm(
                signUp.account().username(),
                signUp.account().email(),
                signUp.account().name(),
                signUp.account().birthdate() == null
                        ? ""
                        : String.valueOf(signUp.account().birthdate()),
                "",
                "");
    }
}
