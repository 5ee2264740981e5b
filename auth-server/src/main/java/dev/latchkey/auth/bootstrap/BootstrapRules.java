package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.account.AccountImport;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.client.ClientImport;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.scope.CatalogueImport;
import dev.latchkey.auth.scope.InvalidCatalogueException;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Checks the whole file before anything of it is applied: what is there twice, and what each feature requires. */
@Component
class BootstrapRules {

    private final CatalogueImport catalogue;
    private final Roles roles;
    private final AccountImport accounts;
    private final ClientImport clients;
    private final ObjectProvider<TotpSecretImport> totpSecrets;
    private final ObjectProvider<IdentityProviderImport> identityProviders;

    BootstrapRules(
            CatalogueImport catalogue,
            Roles roles,
            AccountImport accounts,
            ClientImport clients,
            ObjectProvider<TotpSecretImport> totpSecrets,
            ObjectProvider<IdentityProviderImport> identityProviders) {
        this.catalogue = catalogue;
        this.roles = roles;
        this.accounts = accounts;
        this.clients = clients;
        this.totpSecrets = totpSecrets;
        this.identityProviders = identityProviders;
    }

    /** @throws InvalidEntryException for the first thing that is wrong */
    void check(BootstrapFile file) {
        checkScopes(file.scopes());
        checkResources(file);
        checkRoles(file.roles());
        checkAccounts(file.accounts());
        checkClients(file);
        checkIdentityProviders(file.identityProviders());
        checkReferences(file);
    }

    private void checkScopes(List<Declared<Scope>> scopes) {
        scopes.forEach(scope -> within(scope, () -> catalogue.check(scope.value())));
        requireUnique(scopes, "name", Scope::name);
    }

    private void checkResources(BootstrapFile file) {
        Collection<String> declaredNow =
                file.scopes().stream().map(scope -> scope.value().name()).toList();
        file.resources().forEach(resource -> within(resource, () -> catalogue.check(resource.value(), declaredNow)));
        requireUnique(file.resources(), "identifier", ProtectedResource::identifier);
    }

    private void checkRoles(List<Declared<Role>> declared) {
        declared.forEach(role -> within(role, () -> roles.check(role.value())));
        requireUnique(declared, "name", Role::name);
    }

    private void checkAccounts(List<Declared<DeclaredAccount>> declared) {
        for (Declared<DeclaredAccount> account : declared) {
            within(account, () -> accounts.check(account.value().account()));
            String password = account.value().password();
            String passwordHash = account.value().passwordHash();
            String totpSecret = account.value().totpSecret();
            if (password != null) {
                within(account, () -> accounts.checkPassword(password));
            }
            if (passwordHash != null) {
                within(account, () -> accounts.checkPasswordHash(passwordHash));
            }
            if (totpSecret != null) {
                Base32Secret.decode(account.path() + ".totp_secret", totpSecret);
                requireConsumer(totpSecrets, account.path() + ".totp_secret", "TOTP secrets");
            }
        }
        requireUnique(
                declared,
                "username",
                account -> AccountKeys.ofUsername(account.account().username()));
        requireUnique(
                declared,
                "email",
                account -> AccountKeys.ofEmail(account.account().email()));
    }

    private void checkClients(BootstrapFile file) {
        Set<String> scopes = new HashSet<>(catalogue.scopeNames());
        file.scopes().forEach(scope -> scopes.add(scope.value().name()));
        file.clients().forEach(client -> within(client, () -> clients.check(client.value(), scopes::contains)));
        requireUnique(file.clients(), "client_id", client -> client.clientId().toLowerCase(Locale.ROOT));
    }

    /** Last, because a name that is wrong where it is declared is also missing where it is used. */
    private void checkReferences(BootstrapFile file) {
        Set<String> declaredClients =
                file.clients().stream().map(client -> client.value().clientId()).collect(Collectors.toSet());
        Predicate<String> clientExists =
                clientId -> declaredClients.contains(clientId) || clients.isRegistered(clientId);
        Set<String> resources = new HashSet<>(catalogue.resourceIdentifiers());
        file.resources().forEach(resource -> resources.add(resource.value().identifier()));
        Set<String> knownRoles = new HashSet<>(roles.names());
        file.roles().forEach(role -> knownRoles.add(role.value().name()));
        for (Declared<DeclaredAccount> account : file.accounts()) {
            requireAll(
                    account, "roles", account.value().account().roles(), knownRoles::contains, "is no declared role");
        }
        for (Declared<ProtectedResource> resource : file.resources()) {
            requireClients(resource, "introspection_clients", resource.value().introspectionClients(), clientExists);
        }
        for (Declared<ImportedClient> client : file.clients()) {
            TokenExchangePolicy exchange = client.value().policy().tokenExchange();
            if (exchange != null) {
                requireClients(client, "token_exchange.subject_clients", exchange.subjectClients(), clientExists);
                requireAll(
                        client,
                        "token_exchange.audiences",
                        exchange.audiences(),
                        resources::contains,
                        "is no declared resource");
            }
        }
    }

    private void checkIdentityProviders(List<Declared<ImportedIdentityProvider>> declared) {
        if (!declared.isEmpty()) {
            requireConsumer(identityProviders, "identity_providers", "identity providers");
        }
        requireUnique(declared, "name", ImportedIdentityProvider::name);
    }

    private static void requireConsumer(ObjectProvider<?> consumer, String path, String what) {
        if (consumer.getIfAvailable() == null) {
            throw new InvalidEntryException(path, "cannot be applied: this server takes no " + what);
        }
    }

    private static void requireClients(
            Declared<?> declared, String field, Collection<String> clientIds, Predicate<String> exists) {
        requireAll(declared, field, clientIds, exists, "is neither declared nor registered as a client");
    }

    private static void requireAll(
            Declared<?> declared, String field, Collection<String> names, Predicate<String> exists, String otherwise) {
        int i = 0;
        for (String name : names) {
            if (!exists.test(name)) {
                throw declared.invalid(field + "[" + i + "]", "'" + name + "' " + otherwise);
            }
            i++;
        }
    }

    private static <T> void requireUnique(List<Declared<T>> all, String field, Function<T, String> key) {
        Map<String, String> seen = new HashMap<>();
        for (Declared<T> declared : all) {
            String earlier = seen.putIfAbsent(key.apply(declared.value()), declared.path());
            if (earlier != null) {
                throw declared.invalid(field, "is the same as that of " + earlier);
            }
        }
    }

    /** Gives what a feature refuses its place in the file. */
    static void within(Declared<?> declared, Runnable step) {
        try {
            step.run();
        } catch (InvalidAccountException e) {
            throw declared.invalid(e.field(), e.reason());
        } catch (InvalidClientMetadataException e) {
            throw declared.invalid(e.path(), e.reason());
        } catch (InvalidCatalogueException e) {
            throw declared.invalid(e.field(), e.reason());
        }
    }
}
