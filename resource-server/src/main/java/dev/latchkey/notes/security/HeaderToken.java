package dev.latchkey.notes.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Finds the bearer token in the one place it may be, a single {@code Authorization} header. Query, form and cookie are
 * not looked at: they end up in logs and histories, and a browser sends some of them unasked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>
 */
final class HeaderToken implements BearerTokenResolver {

    private static final Pattern BEARER = Pattern.compile("Bearer +([a-zA-Z0-9-._~+/]+=*)", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() > 1) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest("The request has more than one Authorization header."));
        }
        if (headers.isEmpty() || !isScheme(headers.get(0), "bearer")) {
            return null;
        }
        Matcher matcher = BEARER.matcher(headers.get(0));
        if (!matcher.matches()) {
            throw new InvalidBearerTokenException("The access token is malformed.");
        }
        return matcher.group(1);
    }

    static boolean isScheme(@Nullable String header, String scheme) {
        if (header == null) {
            return false;
        }
        String lower = header.toLowerCase(Locale.ROOT);
        return lower.equals(scheme) || lower.startsWith(scheme + " ");
    }
}
