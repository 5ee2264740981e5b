package dev.latchkey.auth.federation;

import dev.latchkey.auth.bootstrap.IdentityProviderImport;
import dev.latchkey.auth.bootstrap.ImportedIdentityProvider;
import dev.latchkey.auth.ldap.LdapProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over the providers of the bootstrap file and of the environment. What an administrator switched off stays off; what the
 * environment has no more is not offered any more.
 */
@Component
class DeclaredProviders implements IdentityProviderImport, SmartInitializingSingleton {

    private static final long LOCK = 0x6665_6465_7261_7465L;
    private static final String GOOGLE = "https://accounts.google.com";
    private static final String GITHUB = "https://github.com";

    private final Providers providers;
    private final FederationProperties properties;
    private final LdapProperties ldap;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeclaredProviders(
            Providers providers,
            FederationProperties properties,
            LdapProperties ldap,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.ldap = ldap;
        this.providers = providers;
        this.properties = properties;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query(Integer.class)
                    .single();
            declare("google", "Google", ProviderKind.GOOGLE, GOOGLE, properties.google());
            declare("github", "GitHub", ProviderKind.GITHUB, GITHUB, properties.github());
            declareDirectory();
        });
    }

    @Override
    @Transactional
    public void importProviders(List<ImportedIdentityProvider> imported) {
        imported.forEach(one -> put(
                declaredAs(
                        one.name(), one.title(), ProviderKind.OIDC, one.issuer(), one.clientId(), one.scopes(), false),
                one.clientSecret()));
    }

    private void declare(
            String name,
            String title,
            ProviderKind kind,
            String usualIssuer,
            FederationProperties.@Nullable Registration registration) {
        if (registration != null && registration.isThere()) {
            String issuer = registration.issuer().isBlank() ? usualIssuer : registration.issuer();
            put(
                    declaredAs(name, title, kind, issuer, registration.clientId(), scopes(kind), true),
                    registration.clientSecret());
        } else {
            providers
                    .byName(name)
                    .filter(before -> before.declared() && before.configured())
                    .ifPresent(before -> providers.change(configured(before, before, false), null));
        }
    }

    private void declareDirectory() {
        Optional<Provider> before =
                providers.byName(DirectoryVisits.NAME).filter(one -> one.kind() == ProviderKind.LDAP);
        if (ldap.isThere()) {
            put(
                    declaredAs(
                            DirectoryVisits.NAME, ldap.title(), ProviderKind.LDAP, ldap.issuer(), "", List.of(), true),
                    "");
        } else if (before.isPresent() && before.get().configured()) {
            providers.change(configured(before.get(), before.get(), false), null);
        }
    }

    private void put(Provider wanted, String secret) {
        Optional<Provider> before = providers.byName(wanted.name());
        if (before.isEmpty()) {
            providers.add(wanted, secret);
            return;
        }
        Provider changed = configured(before.get(), wanted, true);
        boolean otherSecret = !MessageDigest.isEqual(
                providers.secretOf(before.get()).getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_8));
        if (otherSecret || !changed.equals(before.get())) {
            providers.change(changed, secret);
        }
    }

    /** What is declared comes from the declaration, everything else stays as an administrator left it. */
    private static Provider configured(Provider before, Provider declared, boolean configured) {
        return new Provider(
                before.id(),
                before.name(),
                declared.title(),
                declared.kind(),
                declared.issuer(),
                declared.clientId(),
                declared.scopes(),
                before.usernameClaim(),
                before.nameClaim(),
                before.allowedDomains(),
                before.accountCreation(),
                before.emailTrusted(),
                before.secondFactorValues(),
                before.enabled(),
                configured,
                declared.declared(),
                before.version());
    }

    private static Provider declaredAs(
            String name,
            String title,
            ProviderKind kind,
            String issuer,
            String clientId,
            List<String> scopes,
            boolean declared) {
        return new Provider(
                UUID.randomUUID(),
                name,
                title,
                kind,
                issuer,
                clientId,
                scopes,
                kind == ProviderKind.GITHUB ? "login" : "preferred_username",
                "name",
                List.of(),
                AccountCreation.OPEN,
                true,
                Set.of(),
                true,
                true,
                declared,
                0);
    }

    static List<String> scopes(ProviderKind kind) {
        return switch (kind) {
            case OIDC, GOOGLE -> List.of("openid", "profile", "email");
            case GITHUB -> List.of("read:user", "user:email");
            case SAML, LDAP -> List.of();
        };
    }
}
