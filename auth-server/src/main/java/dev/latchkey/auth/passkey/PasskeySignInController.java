package dev.latchkey.auth.passkey;

import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
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

/** Signing in with a passkey alone, from the sign-in page. */
@Controller
class PasskeySignInController {

    private final PasskeyVerification verification;
    private final PasskeyBrowser browser;
    private final PasswordBrake brake;
    private final SignIn signIn;
    private final Continuations continuations;

    PasskeySignInController(
            PasskeyVerification verification,
            PasskeyBrowser browser,
            PasswordBrake brake,
            SignIn signIn,
            Continuations continuations) {
        this.verification = verification;
        this.browser = browser;
        this.brake = brake;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    /** The same for everybody: who has a passkey is not to be learned here. */
    @GetMapping("/login/passkey/options")
    ResponseEntity<String> options(HttpServletRequest request, HttpServletResponse response) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(verification.signInOptions(browser.enter(request, response)));
    }

    @PostMapping("/login/passkey")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<ShownPasskey> shown =
                browser.holder(request).flatMap(holder -> verification.signIn(holder, credential));
        if (shown.isEmpty()) {
            String page = continuations.on("/login", continuation);
            return SeeOther.to(page + (continuation.isPresent() ? "&" : "?") + "again=passkey");
        }
        brake.remember(shown.get().accountId(), request, response);
        signIn.begin(shown.get().accountId(), shown.get().factor(), request, response);
        return SeeOther.to(continuations.resume(continuation));
    }
}
