package dev.latchkey.auth.registration;

import dev.latchkey.auth.registration.EmailChanges.Change;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of the links that confirm a change of address, or undo it. Opening them does nothing; the buttons do. */
@Controller
class EmailLinkController {

    private final EmailChanges changes;
    private final EmailChange change;

    EmailLinkController(EmailChanges changes, EmailChange change) {
        this.changes = changes;
        this.change = change;
    }

    @GetMapping("/account/email/confirm")
    ModelAndView confirmation(@RequestParam(defaultValue = "") String token) {
        return page(
                token,
                OpaqueValues.isWellFormed(token) ? changes.find(token) : Optional.empty(),
                "registration/email-confirm");
    }

    @PostMapping("/account/email/confirm")
    ModelAndView confirm(@RequestParam(defaultValue = "") String token, Locale locale) {
        return OpaqueValues.isWellFormed(token) && change.confirm(token, locale)
                ? SeeOther.to("/account/email/confirmed")
                : SignUpController.gone();
    }

    @GetMapping("/account/email/confirmed")
    String confirmed() {
        return "registration/email-confirmed";
    }

    @GetMapping("/account/email/undo")
    ModelAndView undoing(@RequestParam(defaultValue = "") String token) {
        return page(
                token,
                OpaqueValues.isWellFormed(token) ? changes.findUndo(token) : Optional.empty(),
                "registration/email-undo");
    }

    @PostMapping("/account/email/undo")
    ModelAndView undo(@RequestParam(defaultValue = "") String token, Locale locale, HttpServletRequest request) {
        return OpaqueValues.isWellFormed(token) && change.undo(token, locale, request.getRemoteAddr())
                ? SeeOther.to("/account/email/undone")
                : SignUpController.gone();
    }

    @GetMapping("/account/email/undone")
    String undone() {
        return "registration/email-undone";
    }

    private static ModelAndView page(String token, Optional<Change> found, String view) {
        return found.map(waiting -> new ModelAndView(view, Map.of("page", new LinkPage(token, waiting.email()))))
                .orElseGet(SignUpController::gone);
    }
}
