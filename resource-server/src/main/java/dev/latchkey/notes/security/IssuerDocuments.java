package dev.latchkey.notes.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks with the issuer: its metadata, its key set, its endpoints. No redirects, little patience, small documents only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414 §3</a>
 */
final class IssuerDocuments implements IssuerKeys.KeySetDocument {

    private static final int LARGEST_DOCUMENT = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final JsonMapper json = JsonMapper.shared();

    private final URI issuer;

    private final @Nullable URI configuredKeySet;

    IssuerDocuments(URI issuer, @Nullable URI configuredKeySet) {
        this.issuer = issuer;
        this.configuredKeySet = configuredKeySet;
    }

    @Override
    public String read() throws IOException {
        return get(configuredKeySet != null ? configuredKeySet : endpoint("jwks_uri"));
    }

    /** What the issuer's metadata says under this name. */
    URI endpoint(String name) throws IOException {
        JsonNode metadata;
        try {
            metadata = json.readTree(get(metadataOf(issuer)));
        } catch (JacksonException ex) {
            throw new IOException("The metadata of the authorization server is not JSON", ex);
        }
        // RFC 8414 §3.3: metadata that names another issuer must not be used.
        if (!issuer.toString().equals(metadata.path("issuer").asString(""))) {
            throw new IOException("The metadata of the authorization server names another issuer");
        }
        URI endpoint = URI.create(metadata.path(name).asString(""));
        boolean safe = "https".equals(endpoint.getScheme())
                || ("http".equals(endpoint.getScheme()) && "http".equals(issuer.getScheme()));
        if (!safe) {
            throw new IOException("The " + name + " of the authorization server is no https address");
        }
        return endpoint;
    }

    /** The well-known part goes between host and path (RFC 8414 §3.1). */
    static URI metadataOf(URI issuer) {
        String path = issuer.getRawPath() == null || issuer.getRawPath().equals("/") ? "" : issuer.getRawPath();
        return URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority()
                + "/.well-known/oauth-authorization-server" + path);
    }

    private String get(URI uri) throws IOException {
        return exchange(HttpRequest.newBuilder(uri));
    }

    /** @return the body of an answer that says 200 */
    String exchange(HttpRequest.Builder builder) throws IOException {
        HttpRequest request =
                builder.timeout(PATIENCE).header("Accept", "application/json").build();
        try {
            // The time-out of the client ends with the headers; this one covers a body that trickles, too.
            return CompletableFuture.supplyAsync(() -> body(request))
                    .get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException ex) {
            throw new IOException("No usable answer from " + request.uri() + ": " + ex.getMessage(), ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + request.uri(), ex);
        }
    }

    private String body(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] document = body.readNBytes(LARGEST_DOCUMENT + 1);
                if (response.statusCode() != 200 || document.length > LARGEST_DOCUMENT) {
                    throw new IllegalStateException(
                            "status " + response.statusCode() + ", " + document.length + " bytes");
                }
                return new String(document, StandardCharsets.UTF_8);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
