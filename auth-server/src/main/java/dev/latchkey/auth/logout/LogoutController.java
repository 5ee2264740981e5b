package dev.latchkey.auth.logout;

import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * The end session endpoint (OpenID Connect RP-Initiated Logout). Without an ID token of the person who is signed in here,
 * nobody is signed out before they have said yes: a link or an image on any page could ask for it (ASVS 10.6.2).
 */
@Controller
class LogoutController {

    static final String END_SESSION = "/connect/logout";

    private final LogoutRequests requests;
    private final SignIn signIn;
    private final ClientSubjects subjects;

    LogoutController(LogoutRequests requests, SignIn signIn, ClientSubjects subjects) {
        this.requests = requests;
        this.signIn = signIn;
        this.subjects = subjects;
    }

    @RequestMapping(
            path = END_SESSION,
            method = {RequestMethod.GET, RequestMethod.POST},
            params = "!decision")
    ModelAndView requested(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest http,
            HttpServletResponse response) {
        LogoutRequest request = requests.read(parameters);
        @Nullable SignedIn signedIn = SignIn.current();
        if (signedIn == null || isOf(request, signedIn)) {
            return end(request, http, response);
        }
        if (request.returnTo() != null) {
            ContentSecurityPolicy.allowFormAction(http, response, URI.create(request.returnTo()));
        }
        return new ModelAndView("logout/confirm", Map.of("page", request.page()));
    }

    /** The answer on the confirmation page; the security chain has checked its CSRF token. */
    @PostMapping(path = END_SESSION, params = "decision")
    ModelAndView confirmed(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam String decision,
            HttpServletRequest http,
            HttpServletResponse response) {
        LogoutRequest request = requests.read(parameters);
        return switch (decision) {
            case "yes" -> end(request, http, response);
            case "no" -> SeeOther.to("/account");
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is neither yes nor no");
        };
    }

    @GetMapping("/logout/done")
    String done() {
        return "logout/done";
    }

    private ModelAndView end(LogoutRequest request, HttpServletRequest http, HttpServletResponse response) {
        signIn.endAllHere(http, response);
        return SeeOther.to(request.returnTo() == null ? "/logout/done" : request.returnTo());
    }

    /** Whether the application shows an ID token of this very session, or, of an older one, of this person. */
    private boolean isOf(LogoutRequest request, SignedIn signedIn) {
        return request.hint() != null
                && request.client() != null
                && request.hint().subject().equals(subjects.of(signedIn.accountId(), request.client()));
    }
}
