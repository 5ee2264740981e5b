package dev.latchkey.auth.administration;

import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.web.SeeOther;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the link of an invitation, or of a reset that an administrator started, leads: the owner sets a password. */
@Controller
class PasswordLinkController {

    static final String PATH = "/password/set";

    private static final String VIEW = "administration/set-password";

    private final PasswordSetting setting;

    PasswordLinkController(PasswordSetting setting) {
        this.setting = setting;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam(defaultValue = "") String token) {
        return page(token, null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation) {
        Optional<PasswordRefusal> refusal = setting.refusalOf(token, password);
        if (refusal.isPresent()) {
            return page(token, refusal.get().problem().messageKey(), HttpStatus.BAD_REQUEST);
        }
        if (!password.equals(passwordConfirmation)) {
            return page(token, "password.problem.different", HttpStatus.BAD_REQUEST);
        }
        return setting.set(token, password) ? SeeOther.to("/login") : page("", null, HttpStatus.OK);
    }

    private ModelAndView page(String token, @Nullable String problem, HttpStatus status) {
        Optional<String> username = setting.usernameOf(token);
        return new ModelAndView(
                VIEW,
                Map.of("page", new SetPasswordPage(token, username.orElse(null), problem, setting.shortest(token))),
                username.isPresent() ? status : HttpStatus.GONE);
    }
}
