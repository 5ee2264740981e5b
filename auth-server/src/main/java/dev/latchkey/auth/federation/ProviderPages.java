package dev.latchkey.auth.federation;

import dev.latchkey.auth.web.Issuer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page of one provider: its form, and what the provider has to know of us. */
@Component
class ProviderPages {

    private final SamlProviders saml;
    private final Issuer issuer;

    ProviderPages(SamlProviders saml, Issuer issuer) {
        this.saml = saml;
        this.issuer = issuer;
    }

    /**
     * What the page shows.
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

    ModelAndView empty(ProviderKind kind) {
        return page(null, TypedProvider.empty(kind), Map.of(), null, null, HttpStatus.OK);
    }

    ModelAndView of(Provider provider) {
        return page(provider, typedOf(provider), Map.of(), null, null, HttpStatus.OK);
    }

    ModelAndView done(Provider provider, String done) {
        return page(provider, typedOf(provider), Map.of(), null, done, HttpStatus.OK);
    }

    ModelAndView problem(Provider provider, String problem) {
        return page(provider, typedOf(provider), Map.of(), problem, null, HttpStatus.OK);
    }

    /** @param before the provider that is changed; null for a new one */
    ModelAndView refused(@Nullable Provider before, TypedProvider typed, Map<String, String> problems) {
        return page(before, typed, problems, "federation.problem.fields", null, HttpStatus.BAD_REQUEST);
    }

    ModelAndView stale(Provider before, TypedProvider typed) {
        return page(before, typed, Map.of(), "federation.problem.changed", null, HttpStatus.CONFLICT);
    }

    private TypedProvider typedOf(Provider provider) {
        return new TypedProvider(
                ProviderForm.of(provider), SamlForm.of(saml.of(provider.id()).orElse(SamlSettings.USUAL)));
    }

    private ModelAndView page(
            @Nullable Provider provider,
            TypedProvider typed,
            Map<String, String> problems,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        String way = issuer.url("/login/federated/" + (provider == null ? "…" : provider.name()));
        ProviderPage page = new ProviderPage(
                provider == null ? null : provider.id(),
                provider != null && provider.declared(),
                provider == null || provider.enabled(),
                typed.form(),
                typed.saml(),
                problems,
                problem,
                done,
                way + "/callback",
                way + "/logout",
                way + "/acs",
                way + "/metadata");
        return new ModelAndView("federation/provider", Map.of("page", page), status);
    }
}
