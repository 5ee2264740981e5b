package dev.latchkey.auth.consent;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.authorization.AuthorizationRequest;
import dev.latchkey.auth.authorization.AuthorizationResponse;
import dev.latchkey.auth.authorization.AuthorizationResponses;
import dev.latchkey.auth.authorization.PendingConsents;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.context.MessageSource;
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

    private static final String ACCOUNTS = "/login/accounts";

    private final PendingConsents pending;
    private final Consents consents;
    private final ConsentAnswer answer;
    private final Accounts accounts;
    private final Scopes scopes;
    private final MessageSource messages;
    private final Continuations continuations;
    private final AuthorizationResponses responses;

    ConsentController(
            PendingConsents pending,
            Consents consents,
            ConsentAnswer answer,
            Accounts accounts,
            Scopes scopes,
            MessageSource messages,
            Continuations continuations,
            AuthorizationResponses responses) {
        this.pending = pending;
        this.consents = consents;
        this.answer = answer;
        this.accounts = accounts;
        this.scopes = scopes;
        this.messages = messages;
        this.continuations = continuations;
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
        return new ModelAndView("consent/consent", Map.of("page", page(request, waiting, signedIn, language)));
    }

    @PostMapping("/oauth2/consent")
    ModelAndView decide(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String request,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(defaultValue = "") String decision,
            HttpServletRequest http,
            HttpServletResponse response) {
        // As it was sent: a Set as a parameter would be split at commas.
        Set<String> ticked = Set.copyOf(form.getOrDefault("scope", List.of()));
        Optional<AuthorizationResponse> answered = switch (decision) {
            case "allow" -> answer.allow(request, signedIn.session(), ticked);
            case "deny" -> answer.deny(request, signedIn.session());
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is neither allow nor deny");
        };
        return responses.send(answered.orElseThrow(ConsentController::nothingToAnswer), http, response);
    }

    private ConsentPage page(String handle, AuthorizationRequest waiting, SignedIn signedIn, Locale language) {
        Client client = waiting.client();
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        Set<String> before = consents.of(account.getId(), client);
        return new ConsentPage(
                handle,
                switchAccount(handle, signedIn),
                client.name(),
                client.clientUri(),
                client.policyUri(),
                client.tosUri(),
                host(waiting.redirectUri()),
                account.getName(),
                account.getEmail(),
                describe(waiting, scope -> !before.contains(scope), language),
                describe(waiting, before::contains, language),
                waiting.scopes().contains("offline_access"),
                client.createdAt().atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** The page of the accounts that are signed in here, going on to the request that waits, made again. */
    private String switchAccount(String handle, SignedIn signedIn) {
        return pending.address(handle, signedIn.session())
                .map(continuations::start)
                .map(continuation -> continuations.on(ACCOUNTS, continuation))
                .orElse(ACCOUNTS);
    }

    private List<ConsentScope> describe(AuthorizationRequest waiting, Predicate<String> which, Locale language) {
        return waiting.toBeAllowed().stream()
                .filter(which)
                .map(scopes::byName)
                .flatMap(Optional::stream)
                .map(scope -> ConsentScope.of(scope, messages, language))
                .toList();
    }

    /** For a private-use scheme (RFC 8252 §7.1) there is no host: the scheme says whose application it is. */
    private static String host(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getHost() == null ? uri.getScheme() : uri.getAuthority();
    }

    private static ResponseStatusException nothingToAnswer() {
        return new ResponseStatusException(
                HttpStatus.BAD_REQUEST, "No authorization request of this session waits under this handle");
    }
}
