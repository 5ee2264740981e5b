package dev.latchkey.notes.security;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the issuer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, OAuth 2.0 Token Introspection</a>
 */
final class Introspection implements RevocationStatus {

    private final IssuerDocuments documents;

    private final String authorization;

    private volatile @Nullable URI endpoint;

    Introspection(IssuerDocuments documents, IntrospectionProperties properties) {
        this.documents = documents;
        // RFC 6749 §2.3.1: both are encoded as form values first.
        String credentials = encoded(properties.clientId()) + ":" + encoded(properties.clientSecret());
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isActive(Jwt token) throws IOException {
        URI uri = endpoint;
        if (uri == null) {
            uri = documents.endpoint("introspection_endpoint");
            endpoint = uri;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "token_type_hint=access_token&token=" + encoded(token.getTokenValue())));
        try {
            return JsonMapper.shared()
                    .readTree(documents.exchange(request))
                    .path("active")
                    .booleanValue(false);
        } catch (JacksonException ex) {
            throw new IOException("The introspection answer is not JSON", ex);
        } catch (IOException ex) {
            endpoint = null; // it may have moved
            throw ex;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
