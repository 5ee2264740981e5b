package dev.latchkey.auth.administration;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** Who calls the API: an application, for a person or for itself, with an access token of ours that still stands. */
public final class ApiCaller extends AbstractAuthenticationToken {

    private final String jti;
    private final String clientId;
    private final transient @Nullable Person person;
    private final Set<String> scopes;

    /** The person that an application acts for, as of now and not as of the token. */
    record Person(UUID accountId, Set<String> roles, String acr) {}

    ApiCaller(String jti, String clientId, @Nullable Person person, Set<String> scopes) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.jti = jti;
        this.clientId = clientId;
        this.person = person;
        this.scopes = Set.copyOf(scopes);
        super.setAuthenticated(true);
    }

    /** Whether the token has this scope. */
    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** Whether a person stands behind the call; otherwise the application has the scope of its own. */
    public boolean isForPerson() {
        return person != null;
    }

    public boolean hasRole(String role) {
        return person != null && person.roles().contains(role);
    }

    /** Whether the sign-in behind the call reached this strength. */
    public boolean hasAcr(String acr) {
        return person != null && person.acr().equals(acr);
    }

    Actor actor() {
        return new Actor(person == null ? null : person.accountId(), clientId);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getPrincipal() {
        return person == null ? clientId : person.accountId().toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiCaller that && that.jti.equals(jti);
    }

    @Override
    public int hashCode() {
        return jti.hashCode();
    }
}
