package dev.latchkey.auth.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The parameters of an authorization request as they were sent, from the query, the body or both, nothing dropped.
 *
 * @param kept whether they come from where only this server could put them: pushed by the authenticated client, or kept here
 *     since they were looked at the first time
 */
record AuthorizationParameters(Map<String, List<String>> values, boolean kept) {

    /** RFC 8707 §2: the only parameter that may be sent more than once. */
    private static final Set<String> REPEATABLE = Set.of("resource");

    /** A signed continuation is a third longer than what it carries, and a response's header lines have 8 KiB. */
    private static final int MAX_LENGTH = 4608;

    static AuthorizationParameters of(HttpServletRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, sent) -> values.put(name, List.of(sent)));
        return new AuthorizationParameters(values, false);
    }

    /** Of a continuation, which was signed here. */
    static AuthorizationParameters ofQuery(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .forEach((name, sent) -> values.put(
                        decode(name),
                        sent.stream()
                                .map(value -> value == null ? "" : decode(value))
                                .toList()));
        return new AuthorizationParameters(values, true);
    }

    /** The same parameters as a query. */
    String toQuery() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    /** The value, or null when it was not sent or sent empty (RFC 6749 §3.1: the same). */
    @Nullable
    String get(String name) {
        List<String> sent = values.getOrDefault(name, List.of());
        return sent.isEmpty() || sent.get(0).isEmpty() ? null : sent.get(0);
    }

    boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The scopes, in the order in which they were sent. */
    Set<String> scopes() {
        String scope = get("scope");
        return scope == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(scope.split(" ")));
    }

    /** The prompts, those aside that nobody knows. */
    Set<Prompt> prompts() {
        Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        String prompt = get("prompt");
        if (prompt != null) {
            for (String word : prompt.split(" ")) {
                Prompt.of(word).ifPresent(prompts::add);
            }
        }
        return prompts;
    }

    /** The claims requested one by one. Without {@code openid} the parameter means nothing (OpenID Connect Core §5.5). */
    ClaimsRequest claims() {
        String claims = get("claims");
        return claims == null || !scopes().contains("openid")
                ? ClaimsRequest.NONE
                : ClaimsParameter.read(claims).orElse(ClaimsRequest.NONE);
    }

    /** Whether some parameter was sent twice that may be sent once only. */
    boolean hasForbiddenRepetition() {
        return values.keySet().stream().anyMatch(name -> isRepeated(name) && !REPEATABLE.contains(name));
    }

    /** Whether some name or value has a control character: no parameter of the standards can (RFC 6749 appendix A). */
    boolean hasControlCharacters() {
        return values.entrySet().stream()
                .anyMatch(entry -> hasControls(entry.getKey())
                        || entry.getValue().stream().anyMatch(AuthorizationParameters::hasControls));
    }

    /** Whether the request is so long that it could not be carried through the pages of a sign-in, in their addresses. */
    boolean isTooLong() {
        return toQuery().length() > MAX_LENGTH;
    }

    private static boolean hasControls(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    private static String encode(String value) {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }

    private static String decode(String value) {
        return UriUtils.decode(value, StandardCharsets.UTF_8);
    }
}
