package dev.latchkey.demo.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Lets one request of a session renew the access token while the others wait for its result.
 *
 * <p>Two tabs that load at the same moment would otherwise present the same refresh token twice. To a server that
 * rotates refresh tokens the second presentation looks like theft, and it ends the grant (RFC 9700 §4.14.2).
 */
record OneRefreshAtATime(OAuth2AuthorizedClientManager delegate) implements OAuth2AuthorizedClientManager {

    @Override
    public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
        RequestAttributes current = RequestContextHolder.currentRequestAttributes();
        synchronized (current.getSessionMutex()) {
            return delegate.authorize(request);
        }
    }
}
