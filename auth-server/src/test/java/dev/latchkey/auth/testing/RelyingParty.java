package dev.latchkey.auth.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An application's back channel: no cookies, its own credentials. */
public final class RelyingParty {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuthServer server;
    private final TestClient client;

    public RelyingParty(AuthServer server, TestClient client) {
        this.server = server;
        this.client = client;
    }

    public TestClient client() {
        return client;
    }

    /** What an endpoint answered. */
    public record Answer(int status, Map<String, Object> body, HttpResponse<String> response) {

        public String text(String name) {
            Object value = body.get(name);
            if (value == null) {
                throw new AssertionError("No " + name + " in " + status + " " + body);
            }
            return value.toString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** What was refused, with the status that belongs to it: {@code 400 invalid_grant}. Empty for a success. */
        public String refusal() {
            return isOk() ? "" : status + " " + body.getOrDefault("error", "");
        }

        public boolean isOk() {
            return status == 200;
        }
    }

    /** Redeems a code for the redirect URI and verifier of an {@link AuthorizationRequest} with its defaults. */
    public Answer redeem(String code) {
        return redeem(code, Map.of());
    }

    public Answer redeem(String code, Map<String, String> changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirectUri());
        form.put("code_verifier", AuthorizationRequest.VERIFIER);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                form.remove(name);
            } else {
                form.put(name, value);
            }
        });
        return post("/oauth2/token", form);
    }

    public Answer refresh(String refreshToken) {
        return post("/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public Answer refresh(String refreshToken, String scope) {
        return post(
                "/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
    }

    public Answer clientCredentials(String scope) {
        return post("/oauth2/token", Map.of("grant_type", "client_credentials", "scope", scope));
    }

    public Answer introspect(String token) {
        return post("/oauth2/introspect", Map.of("token", token));
    }

    public boolean isActive(String token) {
        return Boolean.TRUE.equals(introspect(token).body().get("active"));
    }

    public Answer revoke(String token) {
        return post("/oauth2/revoke", Map.of("token", token));
    }

    public Answer userInfo(String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(server.url("/userinfo")))
                .header("Authorization", "Bearer " + accessToken)
                .GET());
    }

    /**
     * Posts a form with this client's credentials.
     *
     * @param headers names and values in turn
     */
    public Answer post(String path, Map<String, String> form, String... headers) {
        Map<String, String> body = new LinkedHashMap<>(form);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)));
        if (client.secret().isEmpty()) {
            body.put("client_id", client.clientId());
        } else {
            request.header("Authorization", basic(client.clientId(), client.secret()));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(body))));
    }

    /** Posts a form with nobody's credentials but those in it. */
    public static Answer postAnonymously(AuthServer server, String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json")
                            && !response.body().isEmpty();
            Map<String, Object> body =
                    json ? JSON.readValue(response.body(), new TypeReference<Map<String, Object>>() {}) : Map.of();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String basic(String clientId, String secret) {
        String pair = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
