package dev.latchkey.auth.federation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator typed about a provider.
 *
 * @param saml of a provider that speaks SAML; looked at for no other
 */
record TypedProvider(ProviderForm form, SamlForm saml) {

    static TypedProvider empty(ProviderKind kind) {
        return new TypedProvider(ProviderForm.empty(kind), SamlForm.of(SamlSettings.USUAL));
    }

    /**
     * Message keys of what is wrong, by field.
     *
     * @param before the provider that is changed; null for a new one
     */
    Map<String, String> problems(@Nullable Provider before, Instant now) {
        Map<String, String> problems = new LinkedHashMap<>(form.problems(before));
        if (form.isSaml()) {
            problems.putAll(saml.problems(form.issuer(), now));
        }
        return problems;
    }

    /** What the configuration says cannot be typed over. */
    TypedProvider over(Provider before) {
        return before.declared() ? new TypedProvider(form.asDeclared(before), saml) : this;
    }
}
