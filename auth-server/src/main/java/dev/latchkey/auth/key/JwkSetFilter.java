package dev.latchkey.auth.key;

import dev.latchkey.auth.secret.OpaqueValues;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The published key set (RFC 7517 §5). A filter and not a controller: everybody who checks a token asks for it, and nothing
 * that comes after, neither security nor views, has anything to say about it.
 */
final class JwkSetFilter extends OncePerRequestFilter {

    static final String PATH = "/oauth2/jwks";

    private final SigningKeys keys;
    private final String cacheControl;

    JwkSetFilter(SigningKeys keys, KeyProperties properties) {
        this.keys = keys;
        this.cacheControl = "public, max-age=" + properties.jwksMaxAge().toSeconds();
    }

    /** Strong: the bytes are the same on every node that knows the same keys (RFC 9110 §8.8.3). */
    private static String tag(byte[] published) {
        return '"' + OpaqueValues.encode(OpaqueValues.hash(new String(published, StandardCharsets.UTF_8))) + '"';
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        byte[] published = keys.published();
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        String tag = tag(published);
        response.setHeader(HttpHeaders.ETAG, tag);
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            return; // 304 is set
        }
        response.setContentLength(published.length);
        if (!head) {
            response.getOutputStream().write(published);
        }
    }
}
