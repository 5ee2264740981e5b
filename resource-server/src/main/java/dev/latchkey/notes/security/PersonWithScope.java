package dev.latchkey.notes.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Demands a person's token with one scope, and keeps the reason of a refusal for {@link Challenges}. */
record PersonWithScope(String scope) implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication current = authentication.get();
        if (!(current instanceof JwtAuthenticationToken)) {
            return new AuthorizationDecision(false);
        }
        if (!isPerson(current)) {
            return Refusal.NotForThisSubject.NO_PERSON;
        }
        return has(current, Scopes.authority(scope))
                ? new AuthorizationDecision(true)
                : new Refusal.MissingScope(scope);
    }

    static boolean isPerson(Authentication authentication) {
        return authentication.getAuthorities().contains(GrantedAuthorities.PERSON);
    }

    private static boolean has(Authentication authentication, String authority) {
        for (GrantedAuthority granted : authentication.getAuthorities()) {
            if (authority.equals(granted.getAuthority())) {
                return true;
            }
        }
        return false;
    }
}
