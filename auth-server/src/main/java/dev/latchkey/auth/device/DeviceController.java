package dev.latchkey.auth.device;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.authorization.ApplicationAccess;
import dev.latchkey.auth.brake.UserCodeBrake;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.consent.ApplicationProfiles;
import dev.latchkey.auth.consent.ConsentScope;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.ApproximatePlace;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where a person types the code that a device shows, reads what it asks for, and decides (RFC 8628 §3.3). A sign-in of long ago
 * is not enough, nor one weaker than the application asks for.
 */
@Controller
@RequiresFreshFactor(page = DeviceController.PATH)
class DeviceController {

    static final String PATH = "/device";

    private final DeviceAuthorizations authorizations;
    private final DeviceDecision decisions;
    private final UserCodeBrake brake;
    private final Accounts accounts;
    private final Scopes scopes;
    private final MessageSource messages;
    private final Continuations continuations;
    private final ApplicationProfiles profiles;
    private final ObjectProvider<ApproximatePlace> places;
    private final ObjectProvider<ApplicationAccess> access;
    private final Clock clock;

    DeviceController(
            DeviceAuthorizations authorizations,
            DeviceDecision decisions,
            UserCodeBrake brake,
            Accounts accounts,
            Scopes scopes,
            MessageSource messages,
            Continuations continuations,
            ApplicationProfiles profiles,
            ObjectProvider<ApproximatePlace> places,
            ObjectProvider<ApplicationAccess> access,
            Clock clock) {
        this.authorizations = authorizations;
        this.decisions = decisions;
        this.brake = brake;
        this.accounts = accounts;
        this.scopes = scopes;
        this.messages = messages;
        this.continuations = continuations;
        this.profiles = profiles;
        this.places = places;
        this.access = access;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView ask() {
        return codePage(null, 0, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(name = "user_code", defaultValue = "") String typed,
            @RequestParam(defaultValue = "") String decision,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language) {
        UserCodeBrake.Guess guess = brake.count(signedIn.session().id(), request.getRemoteAddr());
        if (guess.isBraked()) {
            RetryAfter.tell(guess.delay(), response);
            return codePage("device.problem.wait", RetryAfter.minutes(guess.delay()), HttpStatus.TOO_MANY_REQUESTS);
        }
        Optional<String> code = UserCodes.normalised(typed);
        Optional<DeviceAuthorization> waiting =
                code.flatMap(authorizations::waiting).filter(found -> isOpen(signedIn, found.client()));
        if (waiting.isEmpty()) {
            return codePage("device.problem.code", 0, HttpStatus.BAD_REQUEST);
        }
        brake.wasRight(guess);
        if (isTooWeak(signedIn, waiting.get().client())) {
            return SeeOther.to(continuations.on("/mfa", continuations.start(PATH)));
        }
        return decision.isEmpty()
                ? decisionPage(code.orElseThrow(), waiting.get(), signedIn, language)
                : decide(decision, waiting.get(), signedIn, ticked(request));
    }

    private ModelAndView decide(
            String decision, DeviceAuthorization authorization, SignedIn signedIn, Set<String> ticked) {
        DeviceDecision.Outcome outcome = switch (decision) {
            case "allow" -> decisions.allow(authorization, signedIn.session(), ticked);
            case "deny" -> decisions.deny(authorization, signedIn.session());
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is neither allow nor deny");
        };
        return switch (outcome) {
            case ALLOWED -> donePage(true, authorization.client());
            case DENIED -> donePage(false, authorization.client());
            case NOTHING_WAITED -> codePage("device.problem.code", 0, HttpStatus.BAD_REQUEST);
        };
    }

    private static ModelAndView codePage(@Nullable String problem, long minutes, HttpStatus status) {
        return new ModelAndView("device/code", Map.of("page", new DeviceCodePage(problem, minutes)), status);
    }

    private static ModelAndView donePage(boolean allowed, Client client) {
        return new ModelAndView("device/done", Map.of("page", new DeviceDonePage(allowed, client.name())));
    }

    private ModelAndView decisionPage(
            String code, DeviceAuthorization authorization, SignedIn signedIn, Locale language) {
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        Client client = authorization.client();
        List<ConsentScope> asked = authorization.scopes().stream()
                .flatMap(name -> scopes.byName(name).stream())
                .map(scope -> ConsentScope.of(scope, messages, language))
                .toList();
        DevicePage page = new DevicePage(
                UserCodes.readable(code),
                client.name(),
                profiles.of(client),
                client.contacts().isEmpty() ? null : client.contacts().get(0),
                client.clientUri(),
                account.getName(),
                account.getEmail(),
                authorization.address(),
                placeOf(authorization.address(), language),
                Duration.between(authorization.createdAt(), clock.instant()).toMinutes(),
                asked,
                authorization.scopes().contains("offline_access"));
        return new ModelAndView("device/confirm", Map.of("page", page));
    }

    private @Nullable String placeOf(String address, Locale language) {
        return places.stream()
                .flatMap(place -> place.of(address, language).stream())
                .findFirst()
                .orElse(null);
    }

    /** Read as they were sent: a scope is not a list of values. */
    private static Set<String> ticked(HttpServletRequest request) {
        String[] values = request.getParameterValues("scope");
        return values == null ? Set.of() : Set.copyOf(List.of(values));
    }

    private boolean isOpen(SignedIn signedIn, Client client) {
        return access.stream().allMatch(rule -> rule.isOpenTo(signedIn.accountId(), client));
    }

    private static boolean isTooWeak(SignedIn signedIn, Client client) {
        return client.defaultAcrValues().contains(AuthenticationContext.TWO_FACTORS)
                && !signedIn.session().authenticationContext().acr().equals(AuthenticationContext.TWO_FACTORS);
    }
}
