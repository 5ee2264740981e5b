package dev.latchkey.auth.session;

import java.time.Instant;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** A proof that a person can give of being the holder of an account. */
public enum Factor {
    PASSWORD(FactorGrantedAuthority.PASSWORD_AUTHORITY, "pwd"),
    TOTP("FACTOR_TOTP", "otp");

    private final String authority;
    private final String amr;

    Factor(String authority, String amr) {
        this.authority = authority;
        this.amr = amr;
    }

    /** The authentication method reference of RFC 8176 for this factor. */
    public String amr() {
        return amr;
    }

    FactorGrantedAuthority issuedAt(Instant instant) {
        return FactorGrantedAuthority.withAuthority(authority).issuedAt(instant).build();
    }
}
