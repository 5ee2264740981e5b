package dev.latchkey.auth.federation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A site that people may sign in with.
 *
 * @param name in addresses: {@code google}
 * @param title on the button: {@code Google}
 * @param issuer for GitHub the address of the site
 * @param usernameClaim which claim a user name is suggested from
 * @param nameClaim which claim is the name
 * @param allowedDomains of the e-mail addresses that may make accounts; none for all
 * @param emailTrusted whether an address that it calls verified is taken for verified here
 * @param secondFactorValues of {@code acr} or {@code amr} that are believed to mean two factors; none for no belief
 * @param enabled as an administrator switches it
 * @param configured whether the configuration that it came from still has it
 * @param declared whether it came from the configuration
 */
record Provider(
        UUID id,
        String name,
        String title,
        ProviderKind kind,
        String issuer,
        String clientId,
        List<String> scopes,
        String usernameClaim,
        String nameClaim,
        List<String> allowedDomains,
        AccountCreation accountCreation,
        boolean emailTrusted,
        Set<String> secondFactorValues,
        boolean enabled,
        boolean configured,
        boolean declared,
        long version) {

    Provider {
        scopes = List.copyOf(scopes);
        allowedDomains = List.copyOf(allowedDomains);
        secondFactorValues = Set.copyOf(secondFactorValues);
    }

    /** Whether anybody gets in with it. */
    boolean isOpen() {
        return enabled && configured;
    }

    String callbackPath() {
        return "/login/federated/" + name + "/callback";
    }

    /** Where a SAML provider's answers are posted to. */
    String acsPath() {
        return "/login/federated/" + name + "/acs";
    }

    /** What a SAML provider can read of this server. */
    String metadataPath() {
        return "/login/federated/" + name + "/metadata";
    }

    /** Whether somebody of this address, or at Google of this organisation, may make an account. */
    boolean admits(String emailKey, @Nullable String hostedDomain) {
        if (allowedDomains.isEmpty()) {
            return true;
        }
        String domain = kind == ProviderKind.GOOGLE
                ? (hostedDomain == null ? "" : hostedDomain)
                : emailKey.substring(emailKey.lastIndexOf('@') + 1);
        return allowedDomains.contains(domain.toLowerCase(Locale.ROOT));
    }

    /** Which mark of ours stands for it. */
    String mark() {
        return issuer.startsWith("https://login.microsoftonline.com/")
                ? "microsoft"
                : kind.name().toLowerCase(Locale.ROOT);
    }

    Provider switched(boolean on) {
        return new Provider(
                id,
                name,
                title,
                kind,
                issuer,
                clientId,
                scopes,
                usernameClaim,
                nameClaim,
                allowedDomains,
                accountCreation,
                emailTrusted,
                secondFactorValues,
                on,
                configured,
                declared,
                version);
    }
}
