package dev.latchkey.notes.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Demands the role {@code ADMIN} of the {@code roles} claim (RFC 9068 §2.2.3.1). It opens counts and nothing else: no
 * query of a note asks for it.
 */
final class Administrator implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication current = authentication.get();
        if (!(current instanceof JwtAuthenticationToken)) {
            return new AuthorizationDecision(false);
        }
        boolean administrator = PersonWithScope.isPerson(current)
                && current.getAuthorities().contains(GrantedAuthorities.ADMINISTRATOR);
        return administrator ? new AuthorizationDecision(true) : Refusal.NotForThisSubject.NO_ADMINISTRATOR;
    }
}
