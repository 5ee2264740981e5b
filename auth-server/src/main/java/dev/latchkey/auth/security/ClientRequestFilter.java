package dev.latchkey.auth.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every request to the token, introspection and revocation endpoints has to be before anybody looks who sends it: a
 * posted form, nothing in the query, no parameter twice (RFC 6749 §3.2), no control characters (appendix A).
 */
final class ClientRequestFilter extends OncePerRequestFilter {

    /** RFC 8707 §2, RFC 8693 §2.1. */
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");

    private final ProtocolErrors errors;

    ClientRequestFilter(ProtocolErrors errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!HttpMethod.POST.matches(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String problem = readProblemOf(request);
        if (problem != null) {
            OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, problem, null);
            errors.onAuthenticationFailure(request, response, new OAuth2AuthenticationException(error));
            return;
        }
        chain.doFilter(request, response);
    }

    /** The container reads a form when it is first asked for it. A form that is too long is not only malformed. */
    private static @Nullable String readProblemOf(HttpServletRequest request) {
        try {
            return problemOf(request);
        } catch (InvalidParameterException unreadable) {
            if (unreadable.getErrorCode() != HttpServletResponse.SC_BAD_REQUEST) {
                throw unreadable;
            }
            return "The form cannot be read";
        }
    }

    private static @Nullable String problemOf(HttpServletRequest request) {
        if (!isForm(request.getContentType())) {
            return "The request is not a form: application/x-www-form-urlencoded";
        }
        if (request.getQueryString() != null) {
            return "Parameters belong in the body, not in the query";
        }
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length > 1 && !REPEATABLE.contains(parameter.getKey())) {
                return "A parameter was sent more than once";
            }
            if (hasControls(parameter.getKey())
                    || Arrays.stream(parameter.getValue()).anyMatch(ClientRequestFilter::hasControls)) {
                return "A parameter has characters that are not allowed";
            }
        }
        return null;
    }

    private static boolean isForm(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean hasControls(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }
}
