package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.challenge.ChallengePurpose;
import dev.latchkey.auth.challenge.ProofOfWork;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.registration.PasswordResetRequests.Request;
import dev.latchkey.auth.secret.OpaqueValues;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The forgotten password: asking for a link, and choosing a new password with it. */
@Controller
class PasswordResetController {

    private final PasswordResetRequests requests;
    private final PasswordReset reset;
    private final MailBrake brake;
    private final ProofOfWork proofOfWork;

    PasswordResetController(
            PasswordResetRequests requests, PasswordReset reset, MailBrake brake, ProofOfWork proofOfWork) {
        this.requests = requests;
        this.reset = reset;
        this.brake = brake;
        this.proofOfWork = proofOfWork;
    }

    @GetMapping("/password/forgot")
    ModelAndView ask(HttpServletRequest request) {
        proofOfWork.offer(ChallengePurpose.FORGOTTEN_PASSWORD, request);
        return forgot("", null, Duration.ZERO, HttpStatus.OK);
    }

    /** The same for every address that could be one. */
    @PostMapping("/password/forgot")
    ModelAndView send(
            @RequestParam(defaultValue = "") String email,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        String address = email.strip();
        boolean proven = proofOfWork.isShownIn(request, ChallengePurpose.FORGOTTEN_PASSWORD);
        proofOfWork.offer(ChallengePurpose.FORGOTTEN_PASSWORD, request);
        if (!proven) {
            return forgot(address, "challenge.problem.unsolved", Duration.ZERO, HttpStatus.BAD_REQUEST);
        }
        Optional<String> key = key(address);
        if (key.isEmpty()) {
            return forgot(address, "registration.problem.email.invalid", Duration.ZERO, HttpStatus.BAD_REQUEST);
        }
        Optional<Duration> wait = brake.count(key.get(), request);
        if (wait.isPresent()) {
            RetryAfter.tell(wait.get(), response);
            return forgot(address, null, wait.get(), HttpStatus.TOO_MANY_REQUESTS);
        }
        requests.add(new Request(address, locale.toLanguageTag(), request.getRemoteAddr()));
        return SeeOther.to("/password/forgot/sent");
    }

    @GetMapping("/password/forgot/sent")
    String sent() {
        return "registration/forgot-sent";
    }

    /** Opening the link uses nothing up: programs that look at mails open links. */
    @GetMapping("/password/reset")
    ModelAndView choose(@RequestParam(defaultValue = "") String token) {
        return accountOf(token)
                .map(account -> resetPage(token, account, Map.of(), HttpStatus.OK))
                .orElseGet(SignUpController::gone);
    }

    @PostMapping("/password/reset")
    ModelAndView reset(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation,
            Locale locale) {
        Optional<Account> account = accountOf(token);
        if (account.isEmpty()) {
            return SignUpController.gone();
        }
        Map<String, FieldProblem> problems = reset.problemsOf(account.get(), password, passwordConfirmation);
        if (!problems.isEmpty()) {
            return resetPage(token, account.get(), problems, HttpStatus.BAD_REQUEST);
        }
        return switch (reset.complete(token, password, locale)) {
            case DONE -> SeeOther.to("/password/reset/done");
            case GONE -> SignUpController.gone();
        };
    }

    @GetMapping("/password/reset/done")
    String done() {
        return "registration/reset-done";
    }

    private Optional<Account> accountOf(String token) {
        return OpaqueValues.isWellFormed(token) ? reset.accountOf(token) : Optional.empty();
    }

    private static Optional<String> key(String address) {
        try {
            return Mail.canReach(address) ? Optional.of(AccountKeys.ofEmail(address)) : Optional.empty();
        } catch (InvalidAccountException noAddress) {
            return Optional.empty();
        }
    }

    private static ModelAndView forgot(String email, @Nullable String problem, Duration wait, HttpStatus status) {
        ForgotPage page = new ForgotPage(email, problem, RetryAfter.minutes(wait));
        return new ModelAndView("registration/forgot", Map.of("page", page), status);
    }

    private ModelAndView resetPage(
            String token, Account account, Map<String, FieldProblem> problems, HttpStatus status) {
        ResetPage page = new ResetPage(token, account.getUsername(), problems, reset.shortest(account));
        return new ModelAndView("registration/reset", Map.of("page", page), status);
    }
}
