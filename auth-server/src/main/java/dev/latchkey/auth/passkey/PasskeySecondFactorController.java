package dev.latchkey.auth.passkey;

import dev.latchkey.auth.mfa.CodeAnswers;
import dev.latchkey.auth.mfa.CodeCheck;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final CodeAnswers answers;
    private final Continuations continuations;

    PasskeySecondFactorController(PasskeyVerification verification, CodeAnswers answers, Continuations continuations) {
        this.verification = verification;
        this.answers = answers;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return answers.show(form(Factor.PASSKEY), signedIn, continuations.read(signed));
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
        return answers.answer(
                form(shown.map(ShownPasskey::factor).orElse(Factor.PASSKEY)),
                signedIn,
                continuation,
                shown.isPresent() ? CodeCheck.Result.ACCEPTED : CodeCheck.Result.NO_CODE,
                response,
                complete -> SeeOther.to(continuations.resume(continuation)));
    }

    /** @param factor what the passkey proved, if it did */
    private static CodeAnswers.Form form(Factor factor) {
        return new CodeAnswers.Form("passkey/challenge", factor, "passkey.challenge.problem");
    }

    private static String holder(SignedIn signedIn) {
        return "session/" + signedIn.session().id();
    }
}
