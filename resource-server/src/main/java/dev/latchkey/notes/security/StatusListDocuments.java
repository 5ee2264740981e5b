package dev.latchkey.notes.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches status lists, and asks whether one has changed. */
final class StatusListDocuments implements StatusLists.Documents {

    private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(1))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public StatusLists.@Nullable Document read(URI uri, String entityTag) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "application/statuslist+jwt");
        if (!entityTag.isEmpty()) {
            request.header("If-None-Match", entityTag);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() == 304 && !entityTag.isEmpty()) {
                    return null;
                }
                byte[] document = body.readNBytes(LARGEST_DOCUMENT + 1);
                if (response.statusCode() != 200 || document.length > LARGEST_DOCUMENT) {
                    throw new IOException("status " + response.statusCode() + ", " + document.length + " bytes");
                }
                return new StatusLists.Document(
                        new String(document, StandardCharsets.US_ASCII),
                        response.headers().firstValue("ETag").orElse(""));
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + uri, ex);
        }
    }
}
