package dev.latchkey.auth.session;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A proof that a person can give of being the holder of an account. Two factors are two only if they are of different kinds
 * (NIST SP 800-63B-4 §2.2): an authenticator app and a recovery code are two things that one has, and no more than one.
 */
@SuppressWarnings("ImmutableEnumChecker") // its collections are
public enum Factor {
    PASSWORD(FactorGrantedAuthority.PASSWORD_AUTHORITY, List.of("pwd"), Set.of(Kind.KNOWN)),
    /** A code or link that came by e-mail: as good as a password, since whoever has the mailbox can have that too. */
    EMAIL(FactorGrantedAuthority.OTT_AUTHORITY, List.of("otp"), Set.of(Kind.KNOWN)),
    /**
     * Another site says who it is. RFC 8176 has no name for that; {@code fed} is what others call it. It counts as something known,
     * as a password does: the two are not two factors.
     */
    FEDERATED(FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY, List.of("fed"), Set.of(Kind.KNOWN)),
    /** The same, of a site that the operator believes when it says that it saw two factors. */
    FEDERATED_WITH_SECOND_FACTOR(
            FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY, List.of("fed"), Set.of(Kind.KNOWN, Kind.POSSESSED)),
    TOTP("FACTOR_TOTP", List.of("otp"), Set.of(Kind.POSSESSED)),
    /** A look-up secret of NIST SP 800-63B-4 §3.1.2: a password for one use, so its method is that of RFC 8176 too. */
    RECOVERY_CODE("FACTOR_RECOVERY_CODE", List.of("otp"), Set.of(Kind.POSSESSED)),
    /**
     * A code by SMS. It proves neither kind: a number is moved to another card by whoever talks to the telephone company, which
     * is why NIST SP 800-63B-4 §3.1.3.3 restricts it.
     */
    SMS("FACTOR_SMS", List.of("sms"), Set.of()),
    /** The same, where the operator takes it for a proof of something that one has. */
    SMS_AS_SECOND_FACTOR("FACTOR_SMS", List.of("sms"), Set.of(Kind.POSSESSED)),
    /** A passkey that stays on its device. Somebody was there; who it was, the authenticator did not look. */
    PASSKEY(FactorGrantedAuthority.WEBAUTHN_AUTHORITY, List.of("hwk", "user"), Set.of(Kind.POSSESSED)),
    /** One that its owner may have copied to other devices: a key in software, by RFC 8176. */
    SYNCED_PASSKEY(FactorGrantedAuthority.WEBAUTHN_AUTHORITY, List.of("swk", "user"), Set.of(Kind.POSSESSED)),
    /** The authenticator made sure that it was its owner, by PIN or body. */
    PASSKEY_WITH_VERIFICATION(
            FactorGrantedAuthority.WEBAUTHN_AUTHORITY, List.of("hwk", "user"), Set.of(Kind.POSSESSED, Kind.KNOWN)),
    SYNCED_PASSKEY_WITH_VERIFICATION(
            FactorGrantedAuthority.WEBAUTHN_AUTHORITY, List.of("swk", "user"), Set.of(Kind.POSSESSED, Kind.KNOWN));

    /** What a factor proves. One that verifies its holder itself, such as a passkey, proves two things at once. */
    enum Kind {
        KNOWN,
        POSSESSED
    }

    private final String authority;
    private final List<String> amr;
    private final Set<Kind> kinds;

    Factor(String authority, List<String> amr, Set<Kind> kinds) {
        this.authority = authority;
        this.amr = amr;
        this.kinds = kinds;
    }

    /** The authentication method references of RFC 8176 for this factor. */
    public List<String> amr() {
        return amr;
    }

    /** Whether it proves that the person has something, which a stolen password does not. */
    public boolean isPossessed() {
        return kinds.contains(Kind.POSSESSED);
    }

    /** Whether it is a restricted one (NIST SP 800-63B-4 §3.1.3.3), which stands in for no better one. */
    public boolean isRestricted() {
        return this == SMS || this == SMS_AS_SECOND_FACTOR;
    }

    /** Whether these prove things of two different kinds. */
    static boolean areTwo(Collection<Factor> factors) {
        return factors.stream()
                        .flatMap(factor -> factor.kinds.stream())
                        .distinct()
                        .count()
                > 1;
    }

    FactorGrantedAuthority issuedAt(Instant instant) {
        return FactorGrantedAuthority.withAuthority(authority).issuedAt(instant).build();
    }
}
