package dev.latchkey.auth.developer;

import dev.latchkey.auth.web.Issuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a developer copies to make an application work, filled in. What is filled in was made here,
 * stands in the catalogue, or is so plain that it cannot end the text that it stands in.
 */
@Component
class Snippets {

    private static final String FOLDER = "/developer/snippets/";

    /**
     * An address that means nothing to a shell or a script: whoever is given an application by somebody else copies these
     * texts too.
     */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?\\[\\]._~%=+,-]*");

    private final Issuer issuer;

    Snippets(Issuer issuer) {
        this.issuer = issuer;
    }

    /** @param secret null for a client that has none; empty when it is known to its owner only */
    List<Snippet> of(Application application, @Nullable String secret) {
        Map<String, String> values = values(application, secret);
        List<Snippet> snippets = new ArrayList<>();
        snippets.add(snippet("env", ".env", secret == null ? "env-public" : "env", values));
        switch (application.kind()) {
            case WEB_SERVER -> {
                snippets.add(snippet("node", "app.mjs", "node-web-server", values));
                snippets.add(snippet("spring", "application.yaml", "spring-web-server", values));
                snippets.add(snippet("curl", "terminal", "curl-web-server", values));
            }
            case SINGLE_PAGE, NATIVE -> {
                snippets.add(snippet("node", "app.mjs", "node-public", values));
                snippets.add(snippet("spring", "application.yaml", "spring-public", values));
                snippets.add(snippet("curl", "terminal", "curl-public", values));
            }
            case MACHINE -> {
                snippets.add(snippet("node", "app.mjs", "node-machine", values));
                snippets.add(snippet("spring", "application.yaml", "spring-machine", values));
                snippets.add(snippet("curl", "terminal", "curl-machine", values));
            }
            case DEVICE -> {
                snippets.add(snippet("node", "app.mjs", "node-device", values));
                snippets.add(snippet("curl", "terminal", "curl-device", values));
            }
        }
        return List.copyOf(snippets);
    }

    private Map<String, String> values(Application application, @Nullable String secret) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ISSUER", issuer.value());
        values.put("CLIENT_ID", application.clientId());
        values.put("CLIENT_SECRET", secret == null || secret.isEmpty() ? "<the secret>" : secret);
        values.put("SCOPE", String.join(" ", application.scopes()));
        values.put(
                "SCOPE_LIST",
                application.scopes().stream().map(scope -> '"' + scope + '"').collect(Collectors.joining(", ")));
        values.put(
                "REDIRECT_URI",
                application.texts("redirect_uris").stream()
                        .filter(uri -> PLAIN.matcher(uri).matches())
                        .findFirst()
                        .orElse("<a redirect URI>"));
        return values;
    }

    private static Snippet snippet(String id, String file, String template, Map<String, String> values) {
        String text = read(FOLDER + template + ".txt");
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return new Snippet(id, file, text);
    }

    private static String read(String resource) {
        try (InputStream in = Snippets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
