package dev.latchkey.auth.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An authorization request that is right, of which a test changes one thing. */
public final class AuthorizationRequest {

    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public static final String STATE = "af0ifjsldkj";
    public static final String NONCE = "n-0S6_WzA2Mj";

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    public AuthorizationRequest(TestClient client) {
        with("response_type", "code");
        with("client_id", client.clientId());
        with("redirect_uri", client.redirectUri());
        with("scope", "openid profile notes:read");
        with("state", STATE);
        with("nonce", NONCE);
        with("code_challenge", CHALLENGE);
        with("code_challenge_method", "S256");
    }

    public AuthorizationRequest with(String name, String value) {
        parameters.put(name, List.of(value));
        return this;
    }

    public AuthorizationRequest without(String name) {
        parameters.remove(name);
        return this;
    }

    /** Sends a parameter once more. */
    public AuthorizationRequest and(String name, String value) {
        List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
        values.add(value);
        parameters.put(name, values);
        return this;
    }

    public String query() {
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }

    public String url() {
        return "/oauth2/authorize?" + query();
    }
}
