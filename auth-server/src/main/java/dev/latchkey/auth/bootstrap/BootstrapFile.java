package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The whole file, each part read strictly. Whether it means something sensible is decided by {@link BootstrapRules}. */
record BootstrapFile(
        List<Declared<Scope>> scopes,
        List<Declared<ProtectedResource>> resources,
        List<Declared<Role>> roles,
        List<Declared<DeclaredAccount>> accounts,
        List<Declared<ImportedClient>> clients,
        List<Declared<ImportedIdentityProvider>> identityProviders) {

    private static final Set<String> SECTIONS =
            Set.of("scopes", "resources", "roles", "accounts", "clients", "identity_providers");

    private static final Set<String> SCOPE = Set.of("name", "title", "description", "sensitive");
    private static final Set<String> RESOURCE = Set.of("identifier", "scopes", "introspection_clients");
    private static final Set<String> ROLE = Set.of("name", "title", "description");
    private static final Set<String> PROVIDER =
            Set.of("name", "title", "type", "issuer", "client_id", "client_secret", "scopes");
    private static final Set<String> PROVIDER_TYPES = Set.of("oidc");
    private static final Pattern PROVIDER_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

    static BootstrapFile read(BootstrapValue file) {
        Map<String, BootstrapValue> sections = file.object(SECTIONS::contains);
        return new BootstrapFile(
                section(sections, "scopes", BootstrapFile::scope),
                section(sections, "resources", BootstrapFile::resource),
                section(sections, "roles", BootstrapFile::role),
                section(sections, "accounts", DeclaredAccount::read),
                section(sections, "clients", DeclaredClient::read),
                section(sections, "identity_providers", BootstrapFile::identityProvider));
    }

    private static <T> List<Declared<T>> section(
            Map<String, BootstrapValue> sections, String name, Function<BootstrapValue, T> reading) {
        BootstrapValue section = sections.get(name);
        return section == null
                ? List.of()
                : section.list().stream()
                        .map(entry -> new Declared<>(entry.path(), reading.apply(entry)))
                        .toList();
    }

    private static Scope scope(BootstrapValue value) {
        Map<String, BootstrapValue> object = value.object(SCOPE::contains);
        return new Scope(
                value.required(object, "name").text(),
                value.required(object, "title").text(),
                Optional.ofNullable(object.get("description"))
                        .map(BootstrapValue::text)
                        .orElse(""),
                Optional.ofNullable(object.get("sensitive"))
                        .map(BootstrapValue::flag)
                        .orElse(false));
    }

    private static ProtectedResource resource(BootstrapValue value) {
        Map<String, BootstrapValue> object = value.object(RESOURCE::contains);
        return new ProtectedResource(
                value.required(object, "identifier").text(),
                new LinkedHashSet<>(value.required(object, "scopes").texts()),
                new LinkedHashSet<>(Optional.ofNullable(object.get("introspection_clients"))
                        .map(BootstrapValue::texts)
                        .orElse(List.of())));
    }

    private static Role role(BootstrapValue value) {
        Map<String, BootstrapValue> object = value.object(ROLE::contains);
        return new Role(
                value.required(object, "name").text(),
                value.required(object, "title").text(),
                Optional.ofNullable(object.get("description"))
                        .map(BootstrapValue::text)
                        .orElse(""));
    }

    private static ImportedIdentityProvider identityProvider(BootstrapValue value) {
        Map<String, BootstrapValue> object = value.object(PROVIDER::contains);
        BootstrapValue name = value.required(object, "name");
        BootstrapValue type = value.required(object, "type");
        BootstrapValue issuer = value.required(object, "issuer");
        if (!PROVIDER_NAME.matcher(name.text()).matches()) {
            throw name.invalid("is not made of small letters, digits and '-'");
        }
        if (!PROVIDER_TYPES.contains(type.text())) {
            throw type.invalid("is not known: " + String.join(", ", PROVIDER_TYPES));
        }
        if (!isIssuer(issuer.text())) {
            throw issuer.invalid("is no http or https address without query and fragment");
        }
        return new ImportedIdentityProvider(
                name.text(),
                Optional.ofNullable(object.get("title"))
                        .map(BootstrapValue::text)
                        .orElse(name.text()),
                type.text(),
                issuer.text(),
                value.required(object, "client_id").text(),
                value.required(object, "client_secret").text(),
                Optional.ofNullable(object.get("scopes"))
                        .map(BootstrapValue::texts)
                        .orElse(List.of("openid", "profile", "email")));
    }

    private static boolean isIssuer(String text) {
        try {
            URI uri = new URI(text);
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
