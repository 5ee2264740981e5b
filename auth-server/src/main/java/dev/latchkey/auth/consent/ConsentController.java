package dev.latchkey.auth.consent;

import dev.latchkey.auth.authorization.AuthorizationRequest;
import dev.latchkey.auth.authorization.AuthorizationResponse;
import dev.latchkey.auth.authorization.AuthorizationResponses;
import dev.latchkey.auth.authorization.PendingConsents;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The consent page: who asks, for what, and the two answers. */
@Controller
class ConsentController {

    private final PendingConsents pending;
    private final ConsentPages pages;
    private final ConsentAnswer answer;
    private final AuthorizationResponses responses;

    ConsentController(
            PendingConsents pending, ConsentPages pages, ConsentAnswer answer, AuthorizationResponses responses) {
        this.pending = pending;
        this.pages = pages;
        this.answer = answer;
        this.responses = responses;
    }

    @GetMapping("/oauth2/consent")
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String request,
            HttpServletRequest http,
            HttpServletResponse response,
            Locale language) {
        AuthorizationRequest waiting =
                pending.find(request, signedIn.session()).orElseThrow(ConsentController::nothingToAnswer);
        ContentSecurityPolicy.allowFormAction(http, response, URI.create(waiting.redirectUri()));
        return new ModelAndView("consent/consent", Map.of("page", pages.of(request, waiting, signedIn, language)));
    }

    @PostMapping("/oauth2/consent")
    ModelAndView decide(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String request,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String shown,
            HttpServletRequest http,
            HttpServletResponse response) {
        // As it was sent: a Set as a parameter would be split at commas.
        Set<String> ticked = Set.copyOf(form.getOrDefault("scope", List.of()));
        AuthorizationRequest waiting =
                pending.find(request, signedIn.session()).orElseThrow(ConsentController::nothingToAnswer);
        if (decision.equals("allow") && !shown.equals(ApplicationFingerprint.of(waiting.client()))) {
            // The application became another one while the page was open: what was allowed is not what it is now.
            return SeeOther.to("/oauth2/consent?request=" + request);
        }
        Optional<AuthorizationResponse> answered = switch (decision) {
            case "allow" -> answer.allow(request, signedIn.session(), ticked);
            case "deny" -> answer.deny(request, signedIn.session());
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is neither allow nor deny");
        };
        return responses.send(answered.orElseThrow(ConsentController::nothingToAnswer), http, response);
    }

    private static ResponseStatusException nothingToAnswer() {
        return new ResponseStatusException(
                HttpStatus.BAD_REQUEST, "No authorization request of this session waits under this handle");
    }
}
