package dev.latchkey.demo.trace;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Records what this application sends to the authorization server and to the notes API, and what they answer. */
@Component
class BackChannelInterceptor implements ClientHttpRequestInterceptor {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final String issuer;

    private final String notesUrl;

    private final JsonMapper json;

    private final Clock clock;

    BackChannelInterceptor(
            @Value("${latchkey.issuer}") String issuer,
            @Value("${latchkey.notes-url}") String notesUrl,
            JsonMapper json,
            Clock clock) {
        this.issuer = issuer;
        this.notesUrl = notesUrl;
        this.json = json;
        this.clock = clock;
    }

    /** Whether the answer is read here and must therefore be kept for its receiver: the small ones of the protocol. */
    boolean readsAnswerOf(URI uri) {
        return uri.toString().equals(issuer + "/oauth2/token") || uri.toString().equals(issuer + "/userinfo");
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Map<String, String> form = form(request, body);
        Step.Kind kind = kind(request.getURI(), form);
        if (kind == null) {
            return execution.execute(request, body);
        }
        ClientHttpResponse response;
        try {
            response = execution.execute(request, body);
        } catch (IOException unanswered) {
            record(kind, request, form, List.of(), null);
            throw unanswered;
        }
        record(
                kind,
                request,
                form,
                received(request, response),
                response.getStatusCode().value());
        return response;
    }

    private Step.@Nullable Kind kind(URI uri, Map<String, String> form) {
        String target = uri.toString();
        if (target.startsWith(notesUrl)) {
            return Step.Kind.API_CALL;
        }
        if (!target.startsWith(issuer)) {
            return null;
        }
        return switch (target.substring(issuer.length())) {
            case "/oauth2/token" ->
                "refresh_token".equals(form.get("grant_type")) ? Step.Kind.REFRESH : Step.Kind.TOKEN_REQUEST;
            case "/oauth2/jwks" -> Step.Kind.KEYS;
            case "/userinfo" -> Step.Kind.USERINFO;
            default -> null;
        };
    }

    private void record(
            Step.Kind kind,
            HttpRequest request,
            Map<String, String> form,
            List<Parameter> received,
            @Nullable Integer status) {
        Map<String, String> sent = new TreeMap<>(form);
        String credentials = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (credentials != null) {
            sent.put(HttpHeaders.AUTHORIZATION, credentials);
        }
        String target = UriComponentsBuilder.fromUri(request.getURI())
                .replaceQuery(null)
                .toUriString();
        ProtocolTrace.current()
                .record(new Step(
                        kind,
                        clock.instant(),
                        request.getMethod().name(),
                        target,
                        Parameter.masked(sent),
                        received,
                        status));
    }

    private static Map<String, String> form(HttpRequest request, byte[] body) {
        if (!request.getURI().getPath().endsWith("/oauth2/token")) {
            return Map.of();
        }
        Map<String, String> form = new TreeMap<>();
        UriComponentsBuilder.newInstance()
                .query(new String(body, StandardCharsets.UTF_8))
                .build()
                .getQueryParams()
                .toSingleValueMap()
                .forEach((name, value) -> form.put(name, UriUtils.decode(value, StandardCharsets.UTF_8)));
        return form;
    }

    private List<Parameter> received(HttpRequest request, ClientHttpResponse response) throws IOException {
        if (!readsAnswerOf(request.getURI())) {
            return List.of();
        }
        try {
            return Parameter.masked(new TreeMap<>(json.readValue(response.getBody(), OBJECT)));
        } catch (JacksonException noObject) {
            return List.of();
        }
    }
}
