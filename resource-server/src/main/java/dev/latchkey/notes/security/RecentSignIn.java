package dev.latchkey.notes.security;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Demands, beyond the scope, that the person signed in recently and strongly enough. A token that does not say so is
 * taken for weak and old.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470, Step Up Authentication Challenge Protocol</a>
 */
record RecentSignIn(PersonWithScope scope, StepUpProperties policy, Clock clock)
        implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        AuthorizationResult scoped = scope.authorize(authentication, context);
        if (!scoped.isGranted() || !(authentication.get() instanceof JwtAuthenticationToken token)) {
            return scoped;
        }
        boolean enough = isStrong(token.getToken()) && isRecent(token.getToken());
        return enough ? scoped : new Refusal.WeakSignIn(policy.acrValues(), policy.maxAge());
    }

    private boolean isStrong(Jwt token) {
        String acr = token.getClaimAsString("acr");
        return policy.acrValues().isEmpty()
                || (acr != null && policy.acrValues().contains(acr));
    }

    private boolean isRecent(Jwt token) {
        return token.getClaim("auth_time") instanceof Number signedInAt
                && !Instant.ofEpochSecond(signedInAt.longValue())
                        .plus(policy.maxAge())
                        .isBefore(clock.instant());
    }
}
