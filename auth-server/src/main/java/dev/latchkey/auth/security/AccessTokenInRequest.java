package dev.latchkey.auth.security;

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
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Finds the access token of a request: RFC 6750 §2.1 and §2.2, never in the query, which ends in logs (§5.3); and under the
 * scheme {@code DPoP} (RFC 9449 §7.1), whatever its case (RFC 9110 §11.1).
 */
final class AccessTokenInRequest implements BearerTokenResolver {

    private static final Pattern BOUND = Pattern.compile("DPoP +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();

    AccessTokenInRequest() {
        bearer.setAllowFormEncodedBodyParameter(true);
    }

    static boolean isBoundIn(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("dpop ");
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() > 1) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidRequest("More than one token"));
        }
        if (!isBoundIn(request)) {
            return bearer.resolve(request);
        }
        Matcher token = BOUND.matcher(headers.get(0));
        if (!token.matches() || request.getParameter("access_token") != null) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidRequest("The request is malformed"));
        }
        return token.group(1);
    }
}
