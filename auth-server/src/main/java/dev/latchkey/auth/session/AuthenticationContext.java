package dev.latchkey.auth.session;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sign-in says of itself to clients.
 *
 * @param authTime when the person last proved anything, the {@code auth_time} of OpenID Connect Core §2
 * @param amr the methods used, by RFC 8176
 * @param acr the strength reached, one of the values published in the metadata
 */
public record AuthenticationContext(Instant authTime, List<String> amr, String acr) {

    /** One factor, whichever it was. */
    public static final String SINGLE_FACTOR = "urn:latchkey:acr:1fa";

    /** Two factors of different kinds. */
    public static final String TWO_FACTORS = "urn:latchkey:acr:2fa";

    private static final String SMS = "sms";
    private static final String SEVERAL = "mfa";

    public AuthenticationContext {
        amr = List.copyOf(amr);
    }

    /** Whether it would not be as strong without a code by SMS, which is never enough to administer. */
    public boolean restsOnSms() {
        List<String> others = amr.stream()
                .filter(method -> !method.equals(SMS) && !method.equals(SEVERAL))
                .toList();
        return amr.contains(SMS) && others.size() < 2;
    }

    static AuthenticationContext of(Map<Factor, Instant> factors) {
        Set<String> amr = new LinkedHashSet<>();
        for (Factor factor : Factor.values()) {
            if (factors.containsKey(factor)) {
                amr.addAll(factor.amr());
            }
        }
        boolean twoFactors = Factor.areTwo(factors.keySet());
        if (twoFactors) {
            amr.add(SEVERAL);
        }
        return new AuthenticationContext(
                Collections.max(factors.values()), List.copyOf(amr), twoFactors ? TWO_FACTORS : SINGLE_FACTOR);
    }
}
