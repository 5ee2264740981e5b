package dev.latchkey.auth.client;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds out how a client authenticates. More than one way at once is refused (RFC 6749 §2.3). A request that only names
 * its client is one of a public client, whatever the grant.
 *
 * <p>Not a bean: a resource server takes any bean of type {@link AuthenticationConverter} for the reader of its tokens.
 */
public class ClientCredentialsConverter implements AuthenticationConverter {

    private final AuthenticationConverter basic = new ClientSecretBasicAuthenticationConverter();
    private final AuthenticationConverter post = new ClientSecretPostAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        int headers =
                Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size();
        boolean secret = request.getParameter("client_secret") != null;
        boolean assertion = request.getParameter("client_assertion") != null
                || request.getParameter("client_assertion_type") != null;
        if (headers + (secret ? 1 : 0) + (assertion ? 1 : 0) > 1) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        if (headers == 1) {
            return withMatchingParameter(inHeader(request), request);
        }
        if (secret) {
            return post.convert(request);
        }
        return assertion ? signingClient(request) : publicClient(request);
    }

    /** RFC 6749 §5.2: who tried by this header is answered by its challenge, also if nothing can be read there. */
    private @Nullable Authentication inHeader(HttpServletRequest request) {
        try {
            return basic.convert(request);
        } catch (OAuth2AuthenticationException unreadable) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
    }

    /** RFC 6749 §3.2.1: a client_id in the body must be that of the client which authenticates. */
    private static @Nullable Authentication withMatchingParameter(
            @Nullable Authentication authentication, HttpServletRequest request) {
        String named = request.getParameter("client_id");
        if (authentication != null && named != null && !named.equals(authentication.getName())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return authentication;
    }

    /** RFC 7521 §4.2: {@code client_id} may be left out, because the assertion names the client. */
    private static Authentication signingClient(HttpServletRequest request) {
        String assertion = request.getParameter("client_assertion");
        if (assertion == null || request.getParameter("client_assertion_type") == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        String named = request.getParameter("client_id");
        String claimed = ClientAssertions.claimedClientId(assertion).orElse("");
        if (!ClientAssertions.TYPE.equals(request.getParameter("client_assertion_type"))
                || claimed.isEmpty()
                || (named != null && !named.equals(claimed))) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(
                claimed, ClientAuthenticationMethod.PRIVATE_KEY_JWT, assertion, Map.of());
    }

    private static @Nullable Authentication publicClient(HttpServletRequest request) {
        String[] clientId = request.getParameterValues("client_id");
        if (clientId == null) {
            return null;
        }
        if (clientId.length != 1 || clientId[0].isEmpty()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return new OAuth2ClientAuthenticationToken(clientId[0], ClientAuthenticationMethod.NONE, null, Map.of());
    }
}
