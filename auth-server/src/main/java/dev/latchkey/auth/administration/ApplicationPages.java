package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ClientLogos;
import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.session.AuthenticationContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Puts together the page of one application, and reads what is typed on it. */
@Component
class ApplicationPages {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final ClientLogos logos;
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ApplicationPages(ClientLogos logos) {
        this.logos = logos;
    }

    ModelAndView shown(ManagedClient client, @Nullable GeneratedSecret secret, @Nullable String done) {
        return page(client, null, secret == null ? null : secret.value(), null, null, done, HttpStatus.OK);
    }

    ModelAndView problem(
            ManagedClient client, @Nullable String typed, String problem, @Nullable String reason, HttpStatus status) {
        return page(client, typed, null, problem, reason, null, status);
    }

    /** @throws InvalidClientMetadataException when it is no JSON object */
    Map<String, Object> parse(String declaration) {
        try {
            Map<String, Object> parsed = json.readValue(declaration, OBJECT);
            if (parsed != null) {
                return parsed;
            }
        } catch (JacksonException e) {
            // Said below: where in the text it is wrong is of no use to somebody who sees the text.
        }
        throw new InvalidClientMetadataException("declaration", "is no JSON object");
    }

    /** What a new application may begin with. */
    String example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("client_id", "");
        example.put("client_name", "");
        example.put("redirect_uris", List.of("https://"));
        example.put("grant_types", List.of("authorization_code", "refresh_token"));
        example.put("scope", "openid profile email");
        example.put("token_endpoint_auth_method", "client_secret_basic");
        example.put("trusted", false);
        return json.writeValueAsString(example);
    }

    /** An empty field leaves it to the installation. */
    static Map<String, Object> withPolicy(Map<String, Object> present, Map<String, String> form) {
        Map<String, Object> wanted = new LinkedHashMap<>(present);
        wanted.put("trusted", form.containsKey("trusted"));
        flag(wanted, "require_pushed_authorization_requests", form);
        flag(wanted, "dpop_bound_access_tokens", form);
        flag(wanted, "device_sensitive_scopes", form);
        if (form.containsKey("two_factors")) {
            wanted.put("default_acr_values", List.of(AuthenticationContext.TWO_FACTORS));
        } else {
            wanted.remove("default_acr_values");
        }
        for (String name : List.of("access_token_ttl", "refresh_token_idle_ttl", "refresh_token_absolute_ttl")) {
            String typed = form.getOrDefault(name, "").strip();
            if (typed.isEmpty()) {
                wanted.remove(name);
            } else {
                wanted.put(name, typed);
            }
        }
        return wanted;
    }

    private static void flag(Map<String, Object> wanted, String name, Map<String, String> form) {
        if (form.containsKey(name)) {
            wanted.put(name, true);
        } else {
            wanted.remove(name);
        }
    }

    private ModelAndView page(
            ManagedClient client,
            @Nullable String typed,
            @Nullable String newSecret,
            @Nullable String problem,
            @Nullable String reason,
            @Nullable String done,
            HttpStatus status) {
        Map<String, Object> declaration = ApplicationChanges.declaration(client);
        ApplicationPage page = new ApplicationPage(
                client.id(),
                client.version(),
                client.clientId(),
                client.name(),
                client.enabled(),
                client.settings().trusted(),
                date(client.createdAt()),
                typed == null ? json.writeValueAsString(declaration) : typed,
                policy(declaration),
                client.needsSecret(),
                client.secrets().stream()
                        .map(secret ->
                                new ApplicationPage.Secret(secret.id(), date(secret.createdAt()), secret.lastUsedOn()))
                        .toList(),
                logos.paths(List.of(client.id())).get(client.id()),
                newSecret,
                problem,
                reason,
                done);
        return new ModelAndView("administration/application", Map.of("page", page), status);
    }

    private static ApplicationPage.Policy policy(Map<String, Object> declaration) {
        return new ApplicationPage.Policy(
                Boolean.TRUE.equals(declaration.get("trusted")),
                declaration.get("default_acr_values") instanceof List<?> values
                        && values.contains(AuthenticationContext.TWO_FACTORS),
                Boolean.TRUE.equals(declaration.get("require_pushed_authorization_requests")),
                Boolean.TRUE.equals(declaration.get("dpop_bound_access_tokens")),
                Boolean.TRUE.equals(declaration.get("device_sensitive_scopes")),
                Objects.toString(declaration.get("access_token_ttl"), ""),
                Objects.toString(declaration.get("refresh_token_idle_ttl"), ""),
                Objects.toString(declaration.get("refresh_token_absolute_ttl"), ""));
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
