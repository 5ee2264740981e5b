package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The pages between this server and a provider. */
@Component
class FederationPages {

    private final FederatedJourney journey;
    private final Continuations continuations;

    FederationPages(FederatedJourney journey, Continuations continuations) {
        this.journey = journey;
        this.continuations = continuations;
    }

    /** What the page shows that leads to a provider. */
    record LeavePage(String title, String address) {}

    /**
     * What the page shows when somebody did not arrive.
     *
     * @param title of the provider; null if there is none of the name
     * @param again the name of the provider, if trying again may help
     */
    record ProblemPage(
            @Nullable String title,
            String problem,
            @Nullable String again,
            @Nullable String continuation) {}

    ModelAndView depart(
            String name,
            FederationPurpose purpose,
            @Nullable SignedIn signedIn,
            boolean fresh,
            Optional<Continuation> continuation,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Provider> provider = journey.open(name);
        if (provider.isEmpty()) {
            return closed();
        }
        try {
            String address = journey.depart(
                    provider.get(),
                    purpose,
                    signedIn,
                    fresh,
                    continuation.map(continuations::sign).orElse(null),
                    request,
                    response);
            return leave(provider.get(), address, response);
        } catch (UpstreamException refused) {
            return problem(provider.get(), refused, continuation);
        }
    }

    /** Leads on at once, by a header that needs no script, and shows a link for whoever is not led. */
    ModelAndView leave(Provider provider, String address, HttpServletResponse response) {
        response.setHeader("Refresh", "0;url=" + address);
        return new ModelAndView("federation/leave", Map.of("page", new LeavePage(provider.title(), address)));
    }

    ModelAndView problem(Provider provider, UpstreamException refused, Optional<Continuation> continuation) {
        boolean temporary = refused.reason().isTemporary();
        return page(
                new ProblemPage(
                        provider.title(),
                        refused.reason().messageKey(),
                        temporary ? provider.name() : null,
                        continuation.map(continuations::sign).orElse(null)),
                temporary ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.UNAUTHORIZED);
    }

    ModelAndView problem(Provider provider, String problem, HttpStatus status, Optional<Continuation> continuation) {
        return page(
                new ProblemPage(
                        provider.title(),
                        problem,
                        null,
                        continuation.map(continuations::sign).orElse(null)),
                status);
    }

    /** The same, with a way to begin again properly. */
    ModelAndView problemToRepeat(Provider provider, String problem, HttpStatus status) {
        return page(new ProblemPage(provider.title(), problem, provider.name(), null), status);
    }

    /** Switched off and unknown look the same. */
    ModelAndView closed() {
        return page(new ProblemPage(null, "federation.problem.closed", null, null), HttpStatus.NOT_FOUND);
    }

    private static ModelAndView page(ProblemPage page, HttpStatus status) {
        return new ModelAndView("federation/problem", Map.of("page", page), status);
    }
}
