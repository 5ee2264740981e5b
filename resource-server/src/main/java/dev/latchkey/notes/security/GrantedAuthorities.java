package dev.latchkey.notes.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token allows: one authority for each scope, and one more when a person stands behind it. */
final class GrantedAuthorities {

    /** Absent from tokens of the client credentials grant, whose {@code sub} is the client itself (RFC 9068 §2.2). */
    static final GrantedAuthority PERSON = new SimpleGrantedAuthority("PERSON");

    private GrantedAuthorities() {}

    static Collection<GrantedAuthority> of(Jwt jwt) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (!Objects.equals(jwt.getSubject(), jwt.getClaimAsString("client_id"))) {
            authorities.add(PERSON);
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
