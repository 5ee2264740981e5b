package dev.latchkey.auth.registration;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Where password managers look for the page on which a password is changed.
 *
 * @see <a href="https://w3c.github.io/webappsec-change-password-url/">A Well-Known URL for Changing Passwords</a>
 */
@Controller
class ChangePasswordController {

    @GetMapping("/.well-known/change-password")
    ModelAndView changePassword() {
        return new ModelAndView(new RedirectView("/account/password", false, true, false));
    }
}
