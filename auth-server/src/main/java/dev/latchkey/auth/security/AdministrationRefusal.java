package dev.latchkey.auth.security;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.administration.AdministrationApi;
import dev.latchkey.auth.administration.ApiCaller;
import dev.latchkey.auth.session.AuthenticationContext;
import java.util.Set;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Why a call of the administration API is refused. The law is {@link #unlessAllowed}, in the order of the checks. */
enum AdministrationRefusal implements AuthorizationResult {
    /** No token. */
    NOBODY,
    /** The token is not for seeing accounts. */
    NEEDS_READ_SCOPE,
    /** The token is not for changing accounts. */
    NEEDS_WRITE_SCOPE,
    /** The person does not administer, or not any more. */
    NO_ADMINISTRATOR,
    /** The person signed in with less than two factors (RFC 9470). */
    NEEDS_TWO_FACTORS;

    private static final Set<String> READING = Set.of("GET", "HEAD");

    static AuthorizationManager<RequestAuthorizationContext> unlessAllowed() {
        return (authentication, context) -> {
            if (!(authentication.get() instanceof ApiCaller caller)) {
                return NOBODY;
            }
            boolean reading = READING.contains(context.getRequest().getMethod());
            if (!caller.has(reading ? AdministrationApi.USERS_READ : AdministrationApi.USERS_WRITE)) {
                return reading ? NEEDS_READ_SCOPE : NEEDS_WRITE_SCOPE;
            }
            if (caller.isForPerson() && !caller.hasRole(Role.ADMIN)) {
                return NO_ADMINISTRATOR;
            }
            if (caller.isForPerson() && !caller.hasAcr(AuthenticationContext.TWO_FACTORS)) {
                return NEEDS_TWO_FACTORS;
            }
            return new AuthorizationDecision(true);
        };
    }

    @Override
    public boolean isGranted() {
        return false;
    }
}
