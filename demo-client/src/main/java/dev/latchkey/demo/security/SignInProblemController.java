package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.SessionAttribute;

/** The page of a sign-in that did not work out. */
@Controller
class SignInProblemController {

    static final String PATH = "/sign-in/problem";

    @GetMapping(PATH)
    String problem(
            @SessionAttribute(name = SignInProblem.ATTRIBUTE, required = false) @Nullable SignInProblem problem,
            @AuthenticationPrincipal @Nullable OidcUser signedIn,
            Model model,
            HttpServletResponse response) {
        if (problem == null) {
            return "redirect:/";
        }
        response.setStatus(status(problem.kind()).value());
        boolean calledOff = problem.kind() == SignInProblem.Kind.DENIED && signedIn != null;
        model.addAttribute("kind", calledOff ? "called-off" : problem.kind().key());
        model.addAttribute("reference", problem.correlationId());
        return "security/sign-in-problem";
    }

    private static HttpStatus status(SignInProblem.Kind kind) {
        return switch (kind) {
            case DENIED, REFUSED -> HttpStatus.FORBIDDEN;
            case EXPIRED -> HttpStatus.BAD_REQUEST;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
