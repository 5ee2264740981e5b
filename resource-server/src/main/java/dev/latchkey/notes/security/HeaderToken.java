package dev.latchkey.notes.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
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

    private static final String SCHEME = "bearer";

    /** RFC 6750 §2.1, {@code b64token}. A table, because a token is long and each request has one. */
    private static final BitSet TOKEN_CHARACTERS = characters("-._~+/");

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() > 1) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest("The request has more than one Authorization header."));
        }
        if (headers.isEmpty() || !isScheme(headers.get(0), SCHEME)) {
            return null;
        }
        String token = withoutLeadingSpaces(headers.get(0).substring(SCHEME.length()));
        if (!isToken(token)) {
            throw new InvalidBearerTokenException("The access token is malformed.");
        }
        return token;
    }

    private static boolean isToken(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!TOKEN_CHARACTERS.get(text.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }

    private static String withoutLeadingSpaces(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    private static BitSet characters(String beyondLettersAndDigits) {
        BitSet characters = new BitSet(128);
        characters.set('a', 'z' + 1);
        characters.set('A', 'Z' + 1);
        characters.set('0', '9' + 1);
        beyondLettersAndDigits.chars().forEach(characters::set);
        return characters;
    }

    static boolean isScheme(@Nullable String header, String scheme) {
        if (header == null) {
            return false;
        }
        int end = scheme.length();
        return header.regionMatches(true, 0, scheme, 0, end) && (header.length() == end || header.charAt(end) == ' ');
    }
}
