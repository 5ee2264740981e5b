package dev.latchkey.auth.passkey;

import dev.latchkey.auth.mfa.Challenges;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a passkey as a second factor. */
@Controller
class PasskeySecondFactorController {

    static final String PATH = "/mfa/passkey";

    private final PasskeyVerification verification;
    private final Challenges challenges;
    private final SignIn signIn;
    private final Continuations continuations;

    PasskeySecondFactorController(
            PasskeyVerification verification, Challenges challenges, SignIn signIn, Continuations continuations) {
        this.verification = verification;
        this.challenges = challenges;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        return challenges.isAnswered(signedIn, continuation)
                ? SeeOther.to(continuations.resume(continuation))
                : page(signedIn, continuation, null, HttpStatus.OK);
    }

    @GetMapping(PATH + "/options")
    ResponseEntity<String> options(SignedIn signedIn) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(verification.secondFactorOptions(signedIn.accountId(), holder(signedIn)));
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<ShownPasskey> shown = verification.secondFactor(signedIn.accountId(), holder(signedIn), credential);
        if (shown.isEmpty()) {
            return page(signedIn, continuation, "passkey.challenge.problem", HttpStatus.UNAUTHORIZED);
        }
        signIn.add(signedIn, shown.get().factor(), response);
        return SeeOther.to(continuations.resume(continuation));
    }

    private ModelAndView page(
            SignedIn signedIn, Optional<Continuation> continuation, @Nullable String problem, HttpStatus status) {
        return new ModelAndView(
                "passkey/challenge",
                Map.of("page", challenges.page(signedIn, continuation, problem, Duration.ZERO)),
                status);
    }

    private static String holder(SignedIn signedIn) {
        return "session/" + signedIn.session().id();
    }
}
