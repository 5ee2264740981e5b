package dev.latchkey.auth.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The principal of a browser that has signed in. Its name is the account id. Roles are
 * granted only when the sign-in is complete: a session that still owes a factor has factor authorities and nothing else.
 * ROLE_ADMIN is granted only to a session that has shown two factors, none of them a code by SMS, whatever the policy
 * asked for when it began: the role may be younger than the session.
 *
 * <p>Rebuilt from the session row for each request; never serialised.
 */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final String ADMINISTRATOR = "ADMIN";

    private final transient BrowserSession session;

    SignedIn(BrowserSession session) {
        super(authorities(session));
        this.session = session;
        super.setAuthenticated(true);
    }

    public BrowserSession session() {
        return session;
    }

    public UUID accountId() {
        return session.accountId();
    }

    public boolean isComplete() {
        return session.isComplete();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public UUID getPrincipal() {
        return session.accountId();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && that.session.equals(session);
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }

    private static Collection<GrantedAuthority> authorities(BrowserSession session) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        session.factors().forEach((factor, instant) -> authorities.add(factor.issuedAt(instant)));
        if (session.isComplete()) {
            session.roles().stream()
                    .filter(role -> !role.equals(ADMINISTRATOR) || session.hasTwoUnrestrictedFactors())
                    .forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
        }
        return authorities;
    }
}
