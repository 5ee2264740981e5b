package dev.latchkey.auth.risk;

import dev.latchkey.auth.web.SeeOther;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the link of a notice leads. Opening it does nothing, because mail programs open links too; the button on it ends the
 * sign-in and goes on to a new password.
 */
@Controller
class DisowningController {

    static final String PATH = "/sign-in/not-me";
    private static final String NEW_PASSWORD = "/password/forgot";

    private final Disowning disowning;

    DisowningController(Disowning disowning) {
        this.disowning = disowning;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam(defaultValue = "") String token) {
        return disowning.isOpen(token) ? page(new DisowningPage(token), HttpStatus.OK) : gone();
    }

    @PostMapping(PATH)
    ModelAndView disown(@RequestParam(defaultValue = "") String token) {
        return disowning.disown(token) ? SeeOther.to(NEW_PASSWORD) : gone();
    }

    private static ModelAndView gone() {
        return page(new DisowningPage(null), HttpStatus.GONE);
    }

    private static ModelAndView page(DisowningPage page, HttpStatus status) {
        return new ModelAndView("risk/not-me", Map.of("page", page), status);
    }
}
