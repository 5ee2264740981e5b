package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a code of an authenticator app. Reached only by a session that has shown a first factor. */
@Controller
class TotpController {

    private static final Logger log = LoggerFactory.getLogger(TotpController.class);
    private static final String VIEW = "mfa/totp";

    private final TotpVerification verification;
    private final SignIn signIn;
    private final Challenges challenges;
    private final Continuations continuations;

    TotpController(TotpVerification verification, SignIn signIn, Challenges challenges, Continuations continuations) {
        this.verification = verification;
        this.signIn = signIn;
        this.challenges = challenges;
        this.continuations = continuations;
    }

    @GetMapping("/mfa/totp")
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (challenges.isAnswered(signedIn, continuation)) {
            return SeeOther.to(continuations.resume(continuation));
        }
        return page(signedIn, continuation, null, Duration.ZERO, HttpStatus.OK);
    }

    @PostMapping("/mfa/totp")
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        TotpVerification.Result result = verification.verify(signedIn.accountId(), code);
        log.debug("TOTP: {}", result.outcome());
        return switch (result.outcome()) {
            case ACCEPTED -> {
                signIn.add(signedIn, Factor.TOTP, response);
                yield SeeOther.to(continuations.resume(continuation));
            }
            case WRONG -> page(signedIn, continuation, "mfa.problem.code", Duration.ZERO, HttpStatus.UNAUTHORIZED);
            case BACK_TO_PASSWORD -> {
                log.info("TOTP refused too often: the session of account {} ends", signedIn.accountId());
                signIn.end(SessionEnded.Reason.TOO_MANY_WRONG_CODES, response);
                String login =
                        continuation.map(c -> continuations.on("/login", c)).orElse("/login");
                yield SeeOther.to(login + (continuation.isPresent() ? "&" : "?") + "again=codes");
            }
            case BRAKED -> {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, result.delay().toSeconds())));
                yield page(signedIn, continuation, "mfa.problem.wait", result.delay(), HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    private ModelAndView page(
            SignedIn signedIn,
            Optional<Continuation> continuation,
            @Nullable String problem,
            Duration wait,
            HttpStatus status) {
        ChallengePage page = challenges.page(signedIn, continuation, problem, wait);
        return new ModelAndView(VIEW, Map.of("page", page), status);
    }
}
