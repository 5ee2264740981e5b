package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.account.AccountImport;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.client.ClientImport;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.scope.CatalogueImport;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies the bootstrap file at the start, when the schema is there and before the first request is taken: in one
 * transaction, all of it or nothing. Several nodes that start together take turns, and all but the first find nothing to
 * do.
 */
@Component
class Bootstrap implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    /** Any number, as long as no other advisory lock has it. */
    private static final long LOCK = 0x6c61_7463_686b_6579L;

    private final BootstrapProperties properties;
    private final Environment environment;
    private final BootstrapRules rules;
    private final AppliedSecrets appliedSecrets;
    private final DeclaredNames declaredNames;
    private final CatalogueImport catalogue;
    private final Roles roles;
    private final AccountImport accounts;
    private final ClientImport clients;
    private final ObjectProvider<TotpSecretImport> totpSecrets;
    private final ObjectProvider<IdentityProviderImport> identityProviders;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Bootstrap(
            BootstrapProperties properties,
            Environment environment,
            BootstrapRules rules,
            AppliedSecrets appliedSecrets,
            DeclaredNames declaredNames,
            CatalogueImport catalogue,
            Roles roles,
            AccountImport accounts,
            ClientImport clients,
            ObjectProvider<TotpSecretImport> totpSecrets,
            ObjectProvider<IdentityProviderImport> identityProviders,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.properties = properties;
        this.environment = environment;
        this.rules = rules;
        this.appliedSecrets = appliedSecrets;
        this.declaredNames = declaredNames;
        this.catalogue = catalogue;
        this.roles = roles;
        this.accounts = accounts;
        this.clients = clients;
        this.totpSecrets = totpSecrets;
        this.identityProviders = identityProviders;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        Resource location = properties.location();
        if (location != null) {
            apply(location);
        }
    }

    /** @throws BootstrapException when nothing could be applied */
    void apply(Resource location) {
        try {
            BootstrapFile file = BootstrapFile.read(new BootstrapYaml(new Placeholders(environment)).read(location));
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select 1 from pg_advisory_xact_lock(:lock)")
                        .param("lock", LOCK)
                        .query(Integer.class)
                        .single();
                rules.check(file);
                apply(file);
            });
            LOG.info(
                    "Applied {}: {} scopes, {} resources, {} accounts, {} clients, {} identity providers",
                    location.getDescription(),
                    file.scopes().size(),
                    file.resources().size(),
                    file.accounts().size(),
                    file.clients().size(),
                    file.identityProviders().size());
        } catch (InvalidEntryException e) {
            throw new BootstrapException(location.getDescription(), e.path(), e.reason());
        }
    }

    private void apply(BootstrapFile file) {
        catalogue.put(values(file.scopes()), values(file.resources()));
        roles.put(values(file.roles()));
        file.accounts().forEach(account -> BootstrapRules.within(account, () -> apply(account)));
        file.clients().forEach(client -> BootstrapRules.within(client, () -> apply(client.value())));
        List<ImportedIdentityProvider> providers = values(file.identityProviders());
        if (!providers.isEmpty()) {
            identityProviders.getObject().importProviders(providers);
        }
    }

    private void apply(Declared<DeclaredAccount> declared) {
        DeclaredAccount account = declared.value();
        String username = account.account().username();
        UUID id = accounts.put(account.account(), declaredNames.accountOf(username));
        declaredNames.remember(username, id);
        String password = account.password();
        String passwordHash = account.passwordHash();
        String totpSecret = account.totpSecret();
        if (password != null) {
            appliedSecrets.applyOnce("account/" + id + "/password", password, () -> accounts.putPassword(id, password));
        }
        if (passwordHash != null) {
            appliedSecrets.applyOnce(
                    "account/" + id + "/password", passwordHash, () -> accounts.putPasswordHash(id, passwordHash));
        }
        if (totpSecret != null) {
            byte[] secret = Base32Secret.decode(declared.path() + ".totp_secret", totpSecret);
            appliedSecrets.applyOnce(
                    "account/" + id + "/totp_secret",
                    totpSecret,
                    () -> totpSecrets.getObject().importSecret(id, secret));
        }
    }

    private void apply(ImportedClient client) {
        UUID id = clients.put(client);
        String subject = "client/" + id + "/client_secret";
        String secret = client.secret();
        if (secret == null) {
            appliedSecrets.forget(subject);
        } else {
            appliedSecrets.applyOnce(subject, secret, () -> clients.putSecret(client.clientId(), secret));
        }
    }

    private static <T> List<T> values(List<Declared<T>> declared) {
        return declared.stream().map(Declared::value).toList();
    }
}
