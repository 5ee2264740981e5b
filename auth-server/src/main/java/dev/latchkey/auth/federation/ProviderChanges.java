package dev.latchkey.auth.federation;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.image.Logo;
import dev.latchkey.auth.session.SignedIn;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do to providers, and who it was: both, or nothing. */
@Service
class ProviderChanges {

    private final Providers providers;
    private final SamlProviders saml;
    private final ProviderLogos logos;
    private final AuditTrail trail;

    ProviderChanges(Providers providers, SamlProviders saml, ProviderLogos logos, AuditTrail trail) {
        this.providers = providers;
        this.saml = saml;
        this.logos = logos;
        this.trail = trail;
    }

    /** @return false if there is one of this name */
    @Transactional
    public boolean add(SignedIn by, TypedProvider typed) {
        Provider provider = typed.form().provider(null);
        boolean added = typed.form().isSaml()
                ? saml.add(provider, typed.saml().settings())
                : providers.add(provider, typed.form().clientSecret());
        if (added) {
            record(by, provider, "added");
        }
        return added;
    }

    /** @return false if it was changed since it was read */
    @Transactional
    public boolean change(SignedIn by, Provider before, TypedProvider typed) {
        ProviderForm form = typed.form();
        String secret = form.clientSecret().isBlank() || before.declared() ? null : form.clientSecret();
        boolean changed = form.isSaml()
                ? saml.change(form.provider(before), typed.saml().settings())
                : providers.change(form.provider(before), secret);
        if (changed) {
            record(by, before, "changed");
        }
        return changed;
    }

    @Transactional
    public void change(SignedIn by, Provider before, boolean enabled) {
        if (providers.change(before.switched(enabled), null)) {
            record(by, before, enabled ? "enabled" : "disabled");
        }
    }

    @Transactional
    public void change(SignedIn by, Provider provider, Logo logo) {
        logos.put(provider.id(), logo);
        record(by, provider, "logo");
    }

    @Transactional
    public void removeLogo(SignedIn by, Provider provider) {
        logos.remove(provider.id());
        record(by, provider, "logo removed");
    }

    private void record(SignedIn by, Provider provider, String what) {
        trail.record(SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                .actor(by.accountId())
                .detail("provider", provider.name())
                .detail("what", what));
    }
}
