package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The form with which administrators add a site to sign in with and change it, and the button that tries whether it answers. */
@Controller
@RequiresFreshFactor
class ProviderController {

    private static final String NEW = ProvidersController.PATH + "/new";
    private static final String ONE = ProvidersController.PATH + "/{id}";

    private final Providers providers;
    private final ProviderChanges changes;
    private final ProviderPages pages;
    private final FederatedJourney journey;
    private final Clock clock;

    ProviderController(
            Providers providers, ProviderChanges changes, ProviderPages pages, FederatedJourney journey, Clock clock) {
        this.providers = providers;
        this.changes = changes;
        this.pages = pages;
        this.journey = journey;
        this.clock = clock;
    }

    @GetMapping(NEW)
    ModelAndView add(@RequestParam(defaultValue = "OIDC") ProviderKind kind) {
        return pages.empty(kind.isElsewhere() ? kind : ProviderKind.OIDC);
    }

    @PostMapping(NEW)
    ModelAndView add(SignedIn signedIn, @ModelAttribute ProviderForm form, @ModelAttribute SamlForm samlForm) {
        TypedProvider typed = new TypedProvider(form, samlForm);
        Map<String, String> problems = typed.problems(null, clock.instant());
        if (problems.isEmpty() && !changes.add(signedIn, typed)) {
            problems = Map.of("name", "federation.problem.field.taken");
        }
        return problems.isEmpty() ? ProvidersController.saved() : pages.refused(null, typed, problems);
    }

    @GetMapping(ONE)
    ModelAndView edit(@PathVariable UUID id) {
        return pages.of(found(id));
    }

    @PostMapping(ONE)
    ModelAndView edit(
            SignedIn signedIn,
            @PathVariable UUID id,
            @ModelAttribute ProviderForm form,
            @ModelAttribute SamlForm samlForm) {
        Provider before = found(id);
        TypedProvider typed = new TypedProvider(form, samlForm).over(before);
        Map<String, String> problems = typed.problems(before, clock.instant());
        if (!problems.isEmpty()) {
            return pages.refused(before, typed, problems);
        }
        return changes.change(signedIn, before, typed) ? ProvidersController.saved() : pages.stale(before, typed);
    }

    /** Asks the provider for what it publishes, as a sign-in would. */
    @RequiresFreshFactor(page = ProvidersController.PATH)
    @PostMapping(ONE + "/test")
    ModelAndView test(@PathVariable UUID id) {
        Provider provider = found(id);
        try {
            journey.test(provider);
            return pages.done(provider, "federation.done.tested");
        } catch (UpstreamException failed) {
            return pages.problem(
                    provider,
                    switch (failed.reason()) {
                        case UNTRUSTED -> "federation.problem.test.untrusted";
                        case UNAVAILABLE, BUSY, DECLINED, NOT_FRESH -> "federation.problem.test.unavailable";
                    });
        }
    }

    private Provider found(UUID id) {
        return providers.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
