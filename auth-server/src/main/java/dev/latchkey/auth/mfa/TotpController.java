package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a code of an authenticator app. Reached only by a session that has shown a first factor. */
@Controller
class TotpController {

    static final String PATH = "/mfa/totp";

    private static final CodeAnswers.Form FORM = new CodeAnswers.Form("mfa/totp", Factor.TOTP, "mfa.problem.code");

    private final TotpVerification verification;
    private final CodeAnswers answers;
    private final Challenges challenges;
    private final TrustedDevices trustedDevices;
    private final Continuations continuations;

    TotpController(
            TotpVerification verification,
            CodeAnswers answers,
            Challenges challenges,
            TrustedDevices trustedDevices,
            Continuations continuations) {
        this.verification = verification;
        this.answers = answers;
        this.challenges = challenges;
        this.trustedDevices = trustedDevices;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return answers.show(FORM, signedIn, continuations.read(signed));
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "false") boolean trust,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        boolean trusts = trust && challenges.offersTrust(signedIn);
        return answers.answer(
                FORM, signedIn, continuation, verification.verify(signedIn.accountId(), code), response, complete -> {
                    if (trusts) {
                        trustedDevices.trust(complete.session(), request, response);
                    }
                    return SeeOther.to(continuations.resume(continuation));
                });
    }
}
