package dev.latchkey.preview;

import dev.latchkey.preview.PreviewController.Shown;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages of signing in with other sites, each in one state. */
final class FederationPreviews {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final ProviderForm FORM = new ProviderForm(
            "company",
            "Example Company",
            "OIDC",
            "https://sso.example.com",
            "latchkey",
            "openid profile email",
            "preferred_username",
            "name",
            "example.com",
            "OPEN",
            true,
            "mfa");

    private static final SamlForm SAML = new SamlForm("https://sso.example.com/saml/metadata", "", "", "email", true);

    static {
        show("federation-leave", "leave", new LeavePage("Google", "/"));
        show(
                "federation-problem",
                "problem",
                new ProblemPage("Google", "federation.problem.unavailable", "google", null));
        show("federation-problem-closed", "problem", new ProblemPage(null, "federation.problem.closed", null, null));
        for (String choice : List.of("CREATE", "ACCEPT_INVITATION", "LINK", "NO_ADDRESS", "CLOSED")) {
            show("federation-first-" + choice, "first-sign-in", first(choice, Map.of(), null));
        }
        show(
                "federation-first-problem",
                "first-sign-in",
                first(
                        "CREATE",
                        Map.of("username", "registration.problem.username.taken"),
                        "registration.problem.fields"));
        show("federation-link", "link", new LinkPage("Google", PreviewController.NASTY, "alice"));
        show(
                "federation-identities-none",
                "identities",
                new IdentitiesPage(
                        List.of(),
                        List.of(new Offer("google", "Google", true), new Offer("directory", "Example Company", false)),
                        null,
                        null));
        show(
                "federation-identities",
                "identities",
                new IdentitiesPage(
                        List.of(
                                new Entry(new UUID(0, 1), "Google", "alice@example.test", true, DAY, DAY),
                                new Entry(new UUID(0, 2), "GitHub", PreviewController.NASTY, false, DAY, null)),
                        List.of(new Offer("company", "Example Company", true)),
                        "federation.done.linked",
                        null));
        show("federation-directory", "directory", new DirectoryPage("Example Company", "", null, 0));
        show(
                "federation-directory-wait",
                "directory",
                new DirectoryPage("Example Company", PreviewController.NASTY, "federation.problem.directory.wait", 15));
        show("federation-providers-none", "providers", new ProvidersPage(List.of(), null));
        show(
                "federation-providers",
                "providers",
                new ProvidersPage(
                        List.of(
                                new ProviderEntry(
                                        new UUID(0, 1),
                                        "google",
                                        "Google",
                                        "https://accounts.google.com",
                                        "federation.state.on",
                                        true),
                                new ProviderEntry(
                                        new UUID(0, 2),
                                        "company",
                                        "Example Company",
                                        "https://sso.example.com",
                                        "federation.state.off",
                                        false)),
                        "federation.done.saved"));
        show("federation-logo-none", "logo", new LogoPage(new UUID(0, 1), "Example Company", null, null));
        show(
                "federation-logo-problem",
                "logo",
                new LogoPage(
                        new UUID(0, 1), "Example Company", "/favicon.svg", "federation.problem.logo.not-a-picture"));
        show("federation-provider-new", "provider", provider(null, Map.of(), null, null));
        show("federation-provider", "provider", provider(new UUID(0, 1), Map.of(), null, "federation.done.tested"));
        show(
                "federation-provider-problem",
                "provider",
                provider(
                        new UUID(0, 1),
                        Map.of(
                                "issuer",
                                "federation.problem.field.issuer",
                                "clientSecret",
                                "federation.problem.field.clientSecret"),
                        "federation.problem.fields",
                        null));
    }

    static {
        show("federation-provider-saml-new", "provider", of("SAML", null, false, Map.of(), null));
        show("federation-provider-saml", "provider", of("SAML", new UUID(0, 3), false, Map.of(), null));
        show(
                "federation-provider-saml-problem",
                "provider",
                of(
                        "SAML",
                        new UUID(0, 3),
                        false,
                        Map.of(
                                "issuer", "federation.problem.field.issuer",
                                "metadataUrl", "federation.problem.field.metadataUrl",
                                "metadata", "federation.problem.field.metadata.one",
                                "subjectAttribute", "federation.problem.field.subjectAttribute",
                                "emailAttribute", "federation.problem.field.emailAttribute"),
                        "federation.problem.fields"));
        show("federation-provider-directory", "provider", of("LDAP", new UUID(0, 4), true, Map.of(), null));
        show(
                "federation-problem-unasked",
                "problem",
                new ProblemPage("Example Company", "federation.problem.unasked", "company", null));
    }

    private FederationPreviews() {}

    record LeavePage(String title, String address) {}

    record ProblemPage(
            @Nullable String title,
            String problem,
            @Nullable String again,
            @Nullable String continuation) {}

    record FirstSignInPage(
            String title,
            String choice,
            String label,
            String username,
            String name,
            Map<String, String> problems,
            @Nullable String problem,
            @Nullable String continuation) {}

    record LinkPage(String title, String label, String accountName) {}

    record Entry(
            UUID id,
            String title,
            String label,
            boolean open,
            LocalDate created,
            @Nullable LocalDate lastUsed) {}

    record Offer(String name, String title, boolean elsewhere) {}

    record DirectoryPage(
            String title, String username, @Nullable String problem, long minutes) {}

    record IdentitiesPage(
            List<Entry> identities,
            List<Offer> offers,
            @Nullable String done,
            @Nullable String problem) {}

    record ProviderEntry(UUID id, String name, String title, String issuer, String state, boolean enabled) {}

    record ProvidersPage(
            List<ProviderEntry> providers, @Nullable String done) {}

    record LogoPage(
            UUID id,
            String title,
            @Nullable String logo,
            @Nullable String problem) {}

    record ProviderForm(
            String name,
            String title,
            String kind,
            String issuer,
            String clientId,
            String scopes,
            String usernameClaim,
            String nameClaim,
            String allowedDomains,
            String accountCreation,
            boolean emailTrusted,
            String secondFactorValues) {}

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

    record SamlForm(
            String metadataUrl,
            String metadata,
            String subjectAttribute,
            String emailAttribute,
            boolean signRequests) {}

    private static FirstSignInPage first(String choice, Map<String, String> problems, @Nullable String problem) {
        return new FirstSignInPage(
                "Google", choice, "alice@example.test", "alice", "Alice Example", problems, problem, null);
    }

    private static ProviderPage provider(
            @Nullable UUID id, Map<String, String> problems, @Nullable String problem, @Nullable String done) {
        return new ProviderPage(
                id,
                false,
                true,
                FORM,
                SAML,
                problems,
                problem,
                done,
                "https://id.example.com/login/federated/company/callback",
                "https://id.example.com/login/federated/company/logout",
                "https://id.example.com/login/federated/company/acs",
                "https://id.example.com/login/federated/company/metadata");
    }

    private static ProviderPage of(
            String kind, @Nullable UUID id, boolean declared, Map<String, String> problems, @Nullable String problem) {
        ProviderPage page = provider(id, problems, problem, null);
        ProviderForm form = new ProviderForm(
                "company",
                "Example Company",
                kind,
                kind.equals("SAML") ? "https://sso.example.com/saml/metadata" : "ldap:dc=example,dc=com",
                "",
                "",
                "uid",
                "displayName",
                "example.com",
                "OPEN",
                false,
                "");
        return new ProviderPage(
                id,
                declared,
                true,
                form,
                SAML,
                problems,
                problem,
                null,
                page.callback(),
                page.logout(),
                page.acs(),
                page.metadata());
    }

    private static void show(String name, String template, Object page) {
        ALL.put(name, new Shown("federation/" + template, page));
    }
}
