package dev.latchkey.notes.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token allows: an authority for each scope, one for a person, and one for the role that means something here. */
final class GrantedAuthorities {

    /** Absent from tokens of the client credentials grant, whose {@code sub} is the client itself (RFC 9068 §2.2). */
    static final GrantedAuthority PERSON = new SimpleGrantedAuthority("PERSON");

    static final GrantedAuthority ADMINISTRATOR = new SimpleGrantedAuthority("ROLE_ADMIN");

    private GrantedAuthorities() {}

    static Collection<GrantedAuthority> of(Jwt jwt) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (!Objects.equals(jwt.getSubject(), jwt.getClaimAsString("client_id"))) {
            authorities.add(PERSON);
        }
        if (jwt.getClaim("roles") instanceof Collection<?> roles && roles.contains("ADMIN")) {
            authorities.add(ADMINISTRATOR);
        }
        String scopes = jwt.getClaimAsString("scope");
        if (scopes != null) {
            for (String scope : scopes.split(" ")) {
                authorities.add(new SimpleGrantedAuthority(Scopes.authority(scope)));
            }
        }
        return authorities;
    }
}
