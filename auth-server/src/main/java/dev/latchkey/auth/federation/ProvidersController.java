package dev.latchkey.auth.federation;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Issuer;
import dev.latchkey.auth.web.SeeOther;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which administrators add sites to sign in with, change them, switch them and try them. */
@Controller
class ProvidersController {

    static final String PATH = "/admin/identity-providers";

    private final Providers providers;
    private final SamlProviders saml;
    private final FederatedJourney journey;
    private final AuditTrail trail;
    private final Issuer issuer;
    private final Clock clock;

    ProvidersController(
            Providers providers,
            SamlProviders saml,
            FederatedJourney journey,
            AuditTrail trail,
            Issuer issuer,
            Clock clock) {
        this.providers = providers;
        this.saml = saml;
        this.clock = clock;
        this.journey = journey;
        this.trail = trail;
        this.issuer = issuer;
    }

    /** A provider of the list. */
    record ProviderEntry(UUID id, String name, String title, String issuer, String state, boolean enabled) {}

    record ProvidersPage(
            List<ProviderEntry> providers, @Nullable String done) {}

    /**
     * The form.
     *
     * @param id null for a new one
     * @param declared whether issuer, client id and secret come from the configuration
     * @param callback and the others: what the provider has to know of us
     */
    record ProviderPage(
            @Nullable UUID id,
            boolean declared,
            boolean enabled,
            ProviderForm form,
            SamlForm saml,
            Map<String, String> problems,
            @Nullable String problem,
            @Nullable String done,
            String callback,
            String logout,
            String acs,
            String metadata) {}

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

    @RequiresFreshFactor
    @GetMapping(PATH + "/new")
    ModelAndView add(@RequestParam(defaultValue = "OIDC") ProviderKind kind) {
        ProviderKind offered = kind.isElsewhere() ? kind : ProviderKind.OIDC;
        return page(
                null,
                ProviderForm.empty(offered),
                SamlForm.of(SamlSettings.USUAL),
                Map.of(),
                null,
                null,
                HttpStatus.OK);
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/new")
    ModelAndView add(SignedIn signedIn, @ModelAttribute ProviderForm form, @ModelAttribute SamlForm samlForm) {
        Map<String, String> problems = problems(null, form, samlForm);
        if (!problems.isEmpty()) {
            return refused(null, form, samlForm, problems);
        }
        Provider provider = form.provider(null);
        boolean added =
                form.isSaml() ? saml.add(provider, samlForm.settings()) : providers.add(provider, form.clientSecret());
        if (!added) {
            return refused(null, form, samlForm, Map.of("name", "federation.problem.field.taken"));
        }
        changed(signedIn, provider, "added");
        return SeeOther.to(PATH + "?done=saved");
    }

    @RequiresFreshFactor
    @GetMapping(PATH + "/{id}")
    ModelAndView edit(@PathVariable UUID id) {
        Provider provider = found(id);
        return page(provider, ProviderForm.of(provider), typedOf(provider), Map.of(), null, null, HttpStatus.OK);
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/{id}")
    ModelAndView edit(
            SignedIn signedIn,
            @PathVariable UUID id,
            @ModelAttribute ProviderForm typed,
            @ModelAttribute SamlForm samlForm) {
        Provider before = found(id);
        ProviderForm form = before.declared() ? asDeclared(before, typed) : typed;
        Map<String, String> problems = problems(before, form, samlForm);
        if (!problems.isEmpty()) {
            return refused(before, form, samlForm, problems);
        }
        String secret = form.clientSecret().isBlank() || before.declared() ? null : form.clientSecret();
        boolean saved = form.isSaml()
                ? saml.change(form.provider(before), samlForm.settings())
                : providers.change(form.provider(before), secret);
        if (!saved) {
            return page(before, form, samlForm, Map.of(), "federation.problem.changed", null, HttpStatus.CONFLICT);
        }
        changed(signedIn, before, "changed");
        return SeeOther.to(PATH + "?done=saved");
    }

    @RequiresFreshFactor(page = PATH)
    @PostMapping(PATH + "/{id}/state")
    ModelAndView change(SignedIn signedIn, @PathVariable UUID id, @RequestParam boolean enabled) {
        Provider before = found(id);
        if (providers.change(before.switched(enabled), null)) {
            changed(signedIn, before, enabled ? "enabled" : "disabled");
        }
        return SeeOther.to(PATH + "?done=saved");
    }

    /** Asks the provider for what it publishes, as a sign-in would. */
    @RequiresFreshFactor(page = PATH)
    @PostMapping(PATH + "/{id}/test")
    ModelAndView test(@PathVariable UUID id) {
        Provider provider = found(id);
        ProviderForm form = ProviderForm.of(provider);
        try {
            journey.test(provider);
            return page(provider, form, typedOf(provider), Map.of(), null, "federation.done.tested", HttpStatus.OK);
        } catch (UpstreamException failed) {
            String problem = switch (failed.reason()) {
                case UNTRUSTED -> "federation.problem.test.untrusted";
                case UNAVAILABLE, BUSY, DECLINED, NOT_FRESH -> "federation.problem.test.unavailable";
            };
            return page(provider, form, typedOf(provider), Map.of(), problem, null, HttpStatus.OK);
        }
    }

    private Map<String, String> problems(@Nullable Provider before, ProviderForm form, SamlForm samlForm) {
        Map<String, String> problems = new LinkedHashMap<>(form.problems(before));
        if (form.isSaml()) {
            problems.putAll(samlForm.problems(form.issuer(), clock.instant()));
        }
        return problems;
    }

    private SamlForm typedOf(Provider provider) {
        return SamlForm.of(saml.of(provider.id()).orElse(SamlSettings.USUAL));
    }

    private ModelAndView refused(
            @Nullable Provider before, ProviderForm form, SamlForm samlForm, Map<String, String> problems) {
        return page(before, form, samlForm, problems, "federation.problem.fields", null, HttpStatus.BAD_REQUEST);
    }

    private ModelAndView page(
            @Nullable Provider provider,
            ProviderForm form,
            SamlForm samlForm,
            Map<String, String> problems,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        String name = provider == null ? "…" : provider.name();
        ProviderPage page = new ProviderPage(
                provider == null ? null : provider.id(),
                provider != null && provider.declared(),
                provider == null || provider.enabled(),
                form,
                samlForm,
                problems,
                problem,
                done,
                issuer.url("/login/federated/" + name + "/callback"),
                issuer.url("/login/federated/" + name + "/logout"),
                issuer.url("/login/federated/" + name + "/acs"),
                issuer.url("/login/federated/" + name + "/metadata"));
        return new ModelAndView("federation/provider", Map.of("page", page), status);
    }

    /** What the configuration says cannot be typed over. */
    private static ProviderForm asDeclared(Provider before, ProviderForm typed) {
        return new ProviderForm(
                before.name(),
                before.title(),
                before.kind().name(),
                before.issuer(),
                before.clientId(),
                "",
                String.join(" ", before.scopes()),
                typed.usernameClaim(),
                typed.nameClaim(),
                typed.allowedDomains(),
                typed.accountCreation(),
                typed.emailTrusted(),
                typed.secondFactorValues());
    }

    private void changed(SignedIn signedIn, Provider provider, String what) {
        trail.record(SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                .actor(signedIn.accountId())
                .detail("provider", provider.name())
                .detail("what", what));
    }

    private Provider found(UUID id) {
        return providers.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String state(Provider provider) {
        if (!provider.configured()) {
            return "federation.state.unconfigured";
        }
        return provider.enabled() ? "federation.state.on" : "federation.state.off";
    }
}
