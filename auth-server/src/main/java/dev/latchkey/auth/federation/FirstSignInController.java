package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page on which somebody who comes for the first time sees what will be stored. The form has the names that the person chooses;
 * who they are stays on the server, bound to their browser.
 */
@Controller
class FirstSignInController {

    static final String PATH = "/signup/federated";

    private final FirstSignIn firstSignIn;
    private final FederationCookies cookies;
    private final FederatedSessions sessions;
    private final Arrivals arrivals;
    private final DirectoryRoles directoryRoles;
    private final SignIn signIn;
    private final Continuations continuations;

    FirstSignInController(
            FirstSignIn firstSignIn,
            FederationCookies cookies,
            FederatedSessions sessions,
            Arrivals arrivals,
            DirectoryRoles directoryRoles,
            SignIn signIn,
            Continuations continuations) {
        this.firstSignIn = firstSignIn;
        this.cookies = cookies;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.directoryRoles = directoryRoles;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    /**
     * What the page shows.
     *
     * @param choice the name of a {@link FirstSignIn.Choice}
     * @param problems message keys by field
     */
    record FirstSignInPage(
            String title,
            String choice,
            String label,
            String username,
            String name,
            Map<String, String> problems,
            @Nullable String problem,
            @Nullable String continuation) {}

    @GetMapping(PATH)
    ModelAndView show(HttpServletRequest request) {
        return cookies.arrival(request)
                .flatMap(firstSignIn::of)
                .map(newcomer -> page(
                        newcomer,
                        firstSignIn.suggestion(newcomer),
                        newcomer.arrival().identity().name(),
                        Map.of(),
                        null,
                        HttpStatus.OK))
                .orElseGet(() -> SeeOther.to("/login"));
    }

    @PostMapping(PATH)
    ModelAndView accept(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> handle = cookies.arrival(request);
        Optional<FirstSignIn.Newcomer> found = handle.flatMap(firstSignIn::of);
        if (handle.isEmpty() || found.isEmpty()) {
            return SeeOther.to("/login");
        }
        FirstSignIn.Newcomer newcomer = found.get();
        if (!newcomer.choice().isTakenHere()) {
            return SeeOther.to(PATH);
        }
        Map<String, String> problems = firstSignIn.problemsOf(newcomer, username, name);
        if (!problems.isEmpty()) {
            return page(newcomer, username, name, problems, "registration.problem.fields", HttpStatus.BAD_REQUEST);
        }
        Set<String> roles = arrivals.rolesOf(handle.get());
        Optional<UUID> accountId = firstSignIn.accept(handle.get(), newcomer, username, name);
        if (accountId.isEmpty()) {
            return page(newcomer, username, name, Map.of(), "federation.problem.changed", HttpStatus.CONFLICT);
        }
        if (newcomer.provider().kind() == ProviderKind.LDAP) {
            directoryRoles.apply(accountId.get(), roles);
        }
        return begin(newcomer, accountId.get(), request, response);
    }

    private ModelAndView begin(
            FirstSignIn.Newcomer newcomer, UUID accountId, HttpServletRequest request, HttpServletResponse response) {
        String continuation = newcomer.arrival().continuation();
        SignedIn signedIn =
                signIn.begin(accountId, factor(newcomer), new ContinuedRequest(request, continuation), response);
        sessions.note(
                signedIn.session().id(),
                newcomer.provider().id(),
                newcomer.arrival().identity());
        cookies.forgetArrival(response);
        cookies.remember(newcomer.provider(), response);
        return SeeOther.to(continuations.resume(continuations.read(continuation)));
    }

    /** The password of the directory was typed here. */
    private static Factor factor(FirstSignIn.Newcomer newcomer) {
        return newcomer.provider().kind() == ProviderKind.LDAP
                ? Factor.PASSWORD
                : newcomer.arrival().identity().factor();
    }

    private static ModelAndView page(
            FirstSignIn.Newcomer newcomer,
            String username,
            String name,
            Map<String, String> problems,
            @Nullable String problem,
            HttpStatus status) {
        FirstSignInPage page = new FirstSignInPage(
                newcomer.provider().title(),
                newcomer.choice().name(),
                newcomer.arrival().identity().label(),
                username,
                name,
                problems,
                problem,
                newcomer.arrival().continuation());
        return new ModelAndView("federation/first-sign-in", Map.of("page", page), status);
    }
}
