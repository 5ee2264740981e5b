package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The list in which administrators see the sites to sign in with, and switch them. */
@Controller
class ProvidersController {

    static final String PATH = "/admin/identity-providers";

    private final Providers providers;
    private final ProviderChanges changes;

    ProvidersController(Providers providers, ProviderChanges changes) {
        this.providers = providers;
        this.changes = changes;
    }

    /** A provider of the list. */
    record ProviderEntry(UUID id, String name, String title, String issuer, String state, boolean enabled) {}

    record ProvidersPage(
            List<ProviderEntry> providers, @Nullable String done) {}

    @GetMapping(PATH)
    ModelAndView list(@RequestParam(defaultValue = "") String done) {
        List<ProviderEntry> entries = providers.all().stream()
                .map(provider -> new ProviderEntry(
                        provider.id(),
                        provider.name(),
                        provider.title(),
                        provider.issuer(),
                        state(provider),
                        provider.enabled()))
                .toList();
        ProvidersPage page = new ProvidersPage(entries, done.equals("saved") ? "federation.done.saved" : null);
        return new ModelAndView("federation/providers", Map.of("page", page));
    }

    @RequiresFreshFactor(page = PATH)
    @PostMapping(PATH + "/{id}/state")
    ModelAndView change(SignedIn signedIn, @PathVariable UUID id, @RequestParam boolean enabled) {
        Provider before = providers.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        changes.change(signedIn, before, enabled);
        return saved();
    }

    /** Back to the list, which says so. */
    static ModelAndView saved() {
        return SeeOther.to(PATH + "?done=saved");
    }

    private static String state(Provider provider) {
        if (!provider.configured()) {
            return "federation.state.unconfigured";
        }
        return provider.enabled() ? "federation.state.on" : "federation.state.off";
    }
}
