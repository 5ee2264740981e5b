package dev.latchkey.auth.registration;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.SeeOther;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page of the link that confirms an address. Opening it does nothing, because programs that look at mails open links; the
 * button on it does. It names the account, so that nobody confirms one that somebody else made with their address.
 */
@Controller
class SignUpLinkController {

    private final PendingSignUps pending;
    private final SignUpConfirmation confirmation;

    SignUpLinkController(PendingSignUps pending, SignUpConfirmation confirmation) {
        this.pending = pending;
        this.confirmation = confirmation;
    }

    @GetMapping("/signup/confirm")
    ModelAndView show(@RequestParam(defaultValue = "") String token) {
        Optional<PendingSignUp> waiting =
                OpaqueValues.isWellFormed(token) ? pending.findByLink(token) : Optional.empty();
        return waiting.map(signUp -> new ModelAndView(
                        "registration/confirm",
                        Map.of("page", new LinkPage(token, signUp.account().username()))))
                .orElseGet(SignUpController::gone);
    }

    @PostMapping("/signup/confirm")
    ModelAndView confirm(@RequestParam(defaultValue = "") String token) {
        return OpaqueValues.isWellFormed(token) && confirmation.byLink(token)
                ? SeeOther.to("/signup/done")
                : SignUpController.gone();
    }
}
