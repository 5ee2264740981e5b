package dev.latchkey.auth.security;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.administration.AdministrationApi;
import dev.latchkey.auth.administration.ApiCaller;
import dev.latchkey.auth.session.AuthenticationContext;
import jakarta.servlet.http.HttpServletRequest;
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
    /** The token is not for seeing applications. */
    NEEDS_APPLICATIONS_READ_SCOPE,
    /** The token is not for changing applications. */
    NEEDS_APPLICATIONS_WRITE_SCOPE,
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
            AdministrationRefusal withoutScope = withoutScope(context.getRequest());
            if (!caller.has(withoutScope.scope())) {
                return withoutScope;
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

    /** What is refused to a token that lacks the scope for this request. */
    private static AdministrationRefusal withoutScope(HttpServletRequest request) {
        boolean reading = READING.contains(request.getMethod());
        String path = request.getServletPath();
        if (path.equals(AdministrationApi.APPLICATIONS) || path.startsWith(AdministrationApi.APPLICATIONS + "/")) {
            return reading ? NEEDS_APPLICATIONS_READ_SCOPE : NEEDS_APPLICATIONS_WRITE_SCOPE;
        }
        return reading ? NEEDS_READ_SCOPE : NEEDS_WRITE_SCOPE;
    }

    /** The scope that is missing; empty where it is something else. */
    String scope() {
        return switch (this) {
            case NEEDS_READ_SCOPE -> AdministrationApi.USERS_READ;
            case NEEDS_WRITE_SCOPE -> AdministrationApi.USERS_WRITE;
            case NEEDS_APPLICATIONS_READ_SCOPE -> AdministrationApi.APPLICATIONS_READ;
            case NEEDS_APPLICATIONS_WRITE_SCOPE -> AdministrationApi.APPLICATIONS_WRITE;
            case NOBODY, NO_ADMINISTRATOR, NEEDS_TWO_FACTORS -> "";
        };
    }

    @Override
    public boolean isGranted() {
        return false;
    }
}
