package dev.latchkey.auth.federation;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an administrator typed about a provider. */
record ProviderForm(
        String name,
        String title,
        String kind,
        String issuer,
        String clientId,
        String clientSecret,
        String scopes,
        String usernameClaim,
        String nameClaim,
        String allowedDomains,
        String accountCreation,
        @Nullable Boolean emailTrusted,
        String secondFactorValues) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}");
    /** Any URI, often a URN: it is compared and never asked. */
    private static final Pattern NAME_OF_SITE = Pattern.compile("[^\\p{C}\\s]{1,500}");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final Pattern TITLE = Pattern.compile("[^\\p{C}]{1,60}");

    /** A form may lack a field, or what was posted is none of ours. */
    ProviderForm {
        name = text(name);
        title = text(title);
        kind = text(kind);
        issuer = text(issuer);
        clientId = text(clientId);
        clientSecret = text(clientSecret);
        scopes = text(scopes);
        usernameClaim = text(usernameClaim);
        nameClaim = text(nameClaim);
        allowedDomains = text(allowedDomains);
        accountCreation = text(accountCreation);
        secondFactorValues = text(secondFactorValues);
    }

    static ProviderForm empty(ProviderKind kind) {
        boolean saml = kind == ProviderKind.SAML;
        return new ProviderForm(
                "",
                "",
                kind.name(),
                "",
                "",
                "",
                String.join(" ", DeclaredProviders.scopes(kind)),
                saml ? "uid" : "preferred_username",
                saml ? "displayName" : "name",
                "",
                "CLOSED",
                !saml,
                "");
    }

    static ProviderForm of(Provider provider) {
        return new ProviderForm(
                provider.name(),
                provider.title(),
                provider.kind().name(),
                provider.issuer(),
                provider.clientId(),
                "",
                String.join(" ", provider.scopes()),
                provider.usernameClaim(),
                provider.nameClaim(),
                String.join(" ", provider.allowedDomains()),
                provider.accountCreation().name(),
                provider.emailTrusted(),
                String.join(" ", provider.secondFactorValues().stream().sorted().toList()));
    }

    @Override
    public String toString() {
        return "ProviderForm[" + name + "]";
    }

    /**
     * Message keys of what is wrong, by field.
     *
     * @param before the provider that is changed; null for a new one
     */
    Map<String, String> problems(@Nullable Provider before) {
        Map<String, String> problems = new LinkedHashMap<>();
        check("name", NAME.matcher(name).matches(), problems);
        check("title", TITLE.matcher(title).matches() && !title.isBlank(), problems);
        check("kind", mayBe(before), problems);
        check(
                "issuer",
                speaksOAuth()
                        ? isIssuer(issuer)
                        : !isSaml() || NAME_OF_SITE.matcher(issuer).matches(),
                problems);
        check("clientId", WORD.matcher(clientId).matches() || (!speaksOAuth() && clientId.isEmpty()), problems);
        check(
                "scopes",
                areAll(WORD, scopes)
                        && (kind.equals("GITHUB")
                                || !speaksOAuth()
                                || words(scopes).contains("openid")),
                problems);
        check("usernameClaim", WORD.matcher(usernameClaim).matches(), problems);
        check("nameClaim", WORD.matcher(nameClaim).matches(), problems);
        check("allowedDomains", areAll(DOMAIN, allowedDomains), problems);
        check(
                "accountCreation",
                Stream.of(AccountCreation.values()).anyMatch(one -> one.name().equals(accountCreation)),
                problems);
        check("secondFactorValues", areAll(WORD, secondFactorValues), problems);
        if (clientSecret.isBlank() && speaksOAuth() && needsSecret(before)) {
            problems.put("clientSecret", "federation.problem.field.clientSecret");
        }
        return problems;
    }

    /** The same, with what the configuration says in place of what was typed. */
    ProviderForm asDeclared(Provider declared) {
        return new ProviderForm(
                declared.name(),
                declared.title(),
                declared.kind().name(),
                declared.issuer(),
                declared.clientId(),
                "",
                String.join(" ", declared.scopes()),
                usernameClaim,
                nameClaim,
                allowedDomains,
                accountCreation,
                emailTrusted,
                secondFactorValues);
    }

    boolean isSaml() {
        return kind.equals(ProviderKind.SAML.name());
    }

    private boolean speaksOAuth() {
        return !isSaml() && !kind.equals(ProviderKind.LDAP.name());
    }

    /** What speaks SAML goes on speaking it, and directories come from the configuration. */
    private boolean mayBe(@Nullable Provider before) {
        Optional<ProviderKind> wanted = Stream.of(ProviderKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst();
        if (wanted.isEmpty()) {
            return false;
        }
        return before == null
                ? wanted.get() != ProviderKind.LDAP
                : before.kind() == wanted.get() || (speaksOAuth() && of(before).speaksOAuth());
    }

    /** The secret is never shown to another site than the one that it was entered for. */
    private boolean needsSecret(@Nullable Provider before) {
        return before == null
                || !before.issuer().equals(issuer)
                || !before.clientId().equals(clientId)
                || !before.kind().name().equals(kind);
    }

    /** @param before the provider that is changed; null for a new one */
    Provider provider(@Nullable Provider before) {
        return new Provider(
                before == null ? UUID.randomUUID() : before.id(),
                before == null ? name : before.name(),
                title.strip(),
                ProviderKind.valueOf(kind),
                issuer,
                clientId,
                words(scopes),
                usernameClaim,
                nameClaim,
                words(allowedDomains),
                AccountCreation.valueOf(accountCreation),
                Boolean.TRUE.equals(emailTrusted),
                Set.copyOf(words(secondFactorValues)),
                before == null || before.enabled(),
                before == null || before.configured(),
                before != null && before.declared(),
                before == null ? 0 : before.version());
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    private static List<String> words(String text) {
        return Providers.words(text).stream().distinct().toList();
    }

    private static boolean areAll(Pattern pattern, String text) {
        return text.length() <= 1_000
                && words(text).stream().allMatch(word -> pattern.matcher(word).matches());
    }

    private static boolean isIssuer(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && text.length() <= 500;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static void check(String field, boolean holds, Map<String, String> problems) {
        if (!holds) {
            problems.put(field, "federation.problem.field." + field);
        }
    }
}
