package dev.latchkey.auth.developer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/**
 * What a person says of an application. Only these fields are read of what is posted: whose it is, its client_id, its grants
 * and whatever an operator decides cannot be said here.
 *
 * @param redirectUris one a line, as are contacts and postLogoutRedirectUris
 * @param scopes the scopes that are ticked
 * @param reasons by the name of the scope
 */
record ApplicationForm(
        String name,
        String description,
        String clientUri,
        String policyUri,
        String tosUri,
        String contacts,
        String redirectUris,
        String postLogoutRedirectUris,
        String backchannelLogoutUri,
        String initiateLoginUri,
        List<String> scopes,
        Map<String, String> reasons) {

    private static final String REASON = "reason.";

    static ApplicationForm empty(String contact) {
        return new ApplicationForm("", "", "", "", "", contact, "", "", "", "", List.of("openid", "profile"), Map.of());
    }

    static ApplicationForm of(MultiValueMap<String, String> posted) {
        List<String> scopes = posted.getOrDefault("scope", List.of());
        return new ApplicationForm(
                text(posted, "name").strip(),
                text(posted, "description").strip(),
                text(posted, "client_uri").strip(),
                text(posted, "policy_uri").strip(),
                text(posted, "tos_uri").strip(),
                text(posted, "contacts"),
                text(posted, "redirect_uris"),
                text(posted, "post_logout_redirect_uris"),
                text(posted, "backchannel_logout_uri").strip(),
                text(posted, "initiate_login_uri").strip(),
                scopes.stream().distinct().toList(),
                scopes.stream()
                        .distinct()
                        .collect(Collectors.toMap(
                                scope -> scope,
                                scope -> text(posted, REASON + scope).strip(),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }

    static ApplicationForm of(Application application) {
        return new ApplicationForm(
                application.name(),
                application.description(),
                application.text("client_uri"),
                application.text("policy_uri"),
                application.text("tos_uri"),
                String.join("\n", application.texts("contacts")),
                String.join("\n", application.texts("redirect_uris")),
                String.join("\n", application.texts("post_logout_redirect_uris")),
                application.text("backchannel_logout_uri"),
                application.text("initiate_login_uri"),
                application.scopes(),
                application.scopeReasons());
    }

    /** The same with the names and pages of another form. */
    ApplicationForm withGeneral(ApplicationForm other) {
        return new ApplicationForm(
                other.name,
                other.description,
                other.clientUri,
                other.policyUri,
                other.tosUri,
                other.contacts,
                redirectUris,
                postLogoutRedirectUris,
                backchannelLogoutUri,
                initiateLoginUri,
                scopes,
                reasons);
    }

    /** The same with the addresses of another form. */
    ApplicationForm withRedirects(ApplicationForm other) {
        return new ApplicationForm(
                name,
                description,
                clientUri,
                policyUri,
                tosUri,
                contacts,
                other.redirectUris,
                other.postLogoutRedirectUris,
                other.backchannelLogoutUri,
                other.initiateLoginUri,
                scopes,
                reasons);
    }

    /** The same with the scopes of another form. */
    ApplicationForm withScopes(ApplicationForm other) {
        return new ApplicationForm(
                name,
                description,
                clientUri,
                policyUri,
                tosUri,
                contacts,
                redirectUris,
                postLogoutRedirectUris,
                backchannelLogoutUri,
                initiateLoginUri,
                other.scopes,
                other.reasons);
    }

    /** What of the metadata is said on a form. The rest is an operator's, or has a page of its own. */
    static final Set<String> SAID = Set.of(
            "client_name",
            "scope",
            "client_uri",
            "policy_uri",
            "tos_uri",
            "contacts",
            "redirect_uris",
            "post_logout_redirect_uris",
            "backchannel_logout_uri",
            "initiate_login_uri");

    /** The metadata of an application that exists, with what is said here in place of what was said before. */
    Map<String, Object> metadata(Application application) {
        Map<String, Object> metadata = new LinkedHashMap<>(application.metadata());
        metadata.keySet().removeAll(SAID);
        metadata(application.kind()).forEach((name, value) -> {
            if (SAID.contains(name)) {
                metadata.put(name, value);
            }
        });
        return metadata;
    }

    /** As client metadata (RFC 7591 §2). What the kind does not need is left out, whatever was typed. */
    Map<String, Object> metadata(ApplicationKind kind) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", name);
        metadata.put("application_type", kind.applicationType());
        metadata.put("token_endpoint_auth_method", kind.authenticationMethod());
        metadata.put("grant_types", kind.grantTypes());
        metadata.put("response_types", kind.redirects() ? List.of("code") : List.of());
        metadata.put("scope", String.join(" ", scopes));
        putIfGiven(metadata, "client_uri", clientUri);
        putIfGiven(metadata, "policy_uri", policyUri);
        putIfGiven(metadata, "tos_uri", tosUri);
        putIfGiven(metadata, "contacts", lines(contacts));
        if (kind.redirects()) {
            metadata.put("redirect_uris", lines(redirectUris));
            putIfGiven(metadata, "post_logout_redirect_uris", lines(postLogoutRedirectUris));
            putIfGiven(metadata, "backchannel_logout_uri", backchannelLogoutUri);
            putIfGiven(metadata, "initiate_login_uri", initiateLoginUri);
        }
        return metadata;
    }

    /** What stands on each line that is not empty. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
        return List.copyOf(lines);
    }

    private static void putIfGiven(Map<String, Object> metadata, String name, String value) {
        if (!value.isEmpty()) {
            metadata.put(name, value);
        }
    }

    private static void putIfGiven(Map<String, Object> metadata, String name, List<String> values) {
        if (!values.isEmpty()) {
            metadata.put(name, values);
        }
    }

    private static String text(MultiValueMap<String, String> posted, String name) {
        String value = posted.getFirst(name);
        return value == null ? "" : value;
    }
}
