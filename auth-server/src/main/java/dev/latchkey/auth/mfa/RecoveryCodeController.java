package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a recovery code, to finish a sign-in without the second factor that is lost. */
@Controller
class RecoveryCodeController {

    static final String PATH = "/mfa/recovery-code";

    private static final CodeAnswers.Form FORM =
            new CodeAnswers.Form("mfa/recovery-code", Factor.RECOVERY_CODE, "mfa.problem.recovery-code");

    private final RecoveryCodeVerification verification;
    private final RecoveryCodes codes;
    private final CodeAnswers answers;
    private final Continuations continuations;

    RecoveryCodeController(
            RecoveryCodeVerification verification,
            RecoveryCodes codes,
            CodeAnswers answers,
            Continuations continuations) {
        this.verification = verification;
        this.codes = codes;
        this.answers = answers;
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
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        return answers.answer(
                FORM,
                signedIn,
                continuation,
                verification.verify(signedIn.session(), code),
                response,
                complete -> next(complete, continuation));
    }

    /** Whoever has few left is led past the page that makes new ones. */
    private ModelAndView next(SignedIn signedIn, Optional<Continuation> continuation) {
        boolean runningOut = codes.of(signedIn.accountId())
                .filter(RecoveryCodeSet::isRunningOut)
                .isPresent();
        return SeeOther.to(
                runningOut
                        ? continuations.on(
                                RecoveryCodesController.PATH,
                                continuation.orElseGet(() -> continuations.start("/account")))
                        : continuations.resume(continuation));
    }
}
