package dev.latchkey.auth.reauthentication;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.session.FreshFactorReasons;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** “Confirm it’s you”, before something that an unattended browser must not do. */
@Controller
class ReauthenticationController {

    private static final String PATH = "/reauthenticate";

    private final PasswordConfirmation confirmation;
    private final FactorPolicy policy;
    private final FreshFactorReasons reasons;
    private final SignIn signIn;
    private final Accounts accounts;
    private final AuditTrail auditTrail;
    private final Continuations continuations;

    ReauthenticationController(
            PasswordConfirmation confirmation,
            FactorPolicy policy,
            FreshFactorReasons reasons,
            SignIn signIn,
            Accounts accounts,
            AuditTrail auditTrail,
            Continuations continuations) {
        this.confirmation = confirmation;
        this.policy = policy;
        this.reasons = reasons;
        this.signIn = signIn;
        this.accounts = accounts;
        this.auditTrail = auditTrail;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (continuation.isEmpty()) {
            return SeeOther.to(continuations.resume(continuation));
        }
        return hasMoreThanAPassword(signedIn)
                ? toSecondFactor(continuation)
                : page(signedIn, continuation, null, Duration.ZERO, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (hasMoreThanAPassword(signedIn)) {
            return toSecondFactor(continuation); // a password would not be enough
        }
        PasswordConfirmation.Result result = confirmation.check(account(signedIn), password, request);
        return switch (result.outcome()) {
            case RIGHT -> {
                signIn.add(signedIn, Factor.PASSWORD, response);
                yield SeeOther.to(continuations.resume(continuation));
            }
            case WRONG -> {
                refused(signedIn, "WRONG_PASSWORD");
                yield page(
                        signedIn,
                        continuation,
                        "reauthentication.problem.password",
                        Duration.ZERO,
                        HttpStatus.UNAUTHORIZED);
            }
            case UNANSWERED -> {
                refused(signedIn, "DIRECTORY_UNAVAILABLE");
                yield page(
                        signedIn,
                        continuation,
                        "reauthentication.problem.directory",
                        Duration.ZERO,
                        HttpStatus.SERVICE_UNAVAILABLE);
            }
            case BRAKED -> {
                refused(signedIn, "BRAKED");
                RetryAfter.tell(result.delay(), response);
                yield page(
                        signedIn,
                        continuation,
                        "reauthentication.problem.wait",
                        result.delay(),
                        HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    private boolean hasMoreThanAPassword(SignedIn signedIn) {
        return policy.hasSecondFactor(signedIn.accountId()) || policy.hasRestrictedFactorOnly(signedIn.accountId());
    }

    private ModelAndView toSecondFactor(Optional<Continuation> continuation) {
        return SeeOther.to(continuations.on("/mfa", continuation));
    }

    private ModelAndView page(
            SignedIn signedIn,
            Optional<Continuation> continuation,
            @Nullable String problem,
            Duration wait,
            HttpStatus status) {
        Account account = account(signedIn);
        ReauthenticationPage page = new ReauthenticationPage(
                account.getUsername(),
                reasons.of(continuation),
                confirmation.isPossible(account),
                problem,
                RetryAfter.minutes(wait),
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("reauthentication/confirm", Map.of("page", page), status);
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }

    private void refused(SignedIn signedIn, String reason) {
        auditTrail.record(SecurityEvent.failure(SecurityEventType.REAUTHENTICATION, reason)
                .account(signedIn.accountId())
                .session(signedIn.session().id()));
    }
}
