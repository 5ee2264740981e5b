package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.session.AuthenticationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How strong a sign-in the client asks for: as an essential claim, or as a wish in the claims parameter, in {@code
 * acr_values} or in its registration (OpenID Connect Core §5.5.1.1, §3.1.2.1).
 *
 * @param values in the client's order; none for any
 * @param essential whether anything less is an error
 */
record RequestedAcr(List<String> values, boolean essential) {

    /** The values of the metadata, from the weakest up. */
    private static final List<String> STRENGTHS =
            List.of(AuthenticationContext.SINGLE_FACTOR, AuthenticationContext.TWO_FACTORS);

    static RequestedAcr of(ClaimsRequest claims, @Nullable String acrValues, Client client) {
        RequestedClaim claim = claims.idToken().get("acr");
        if (claim != null && !claim.values().isEmpty()) {
            return new RequestedAcr(claim.values().stream().map(String::valueOf).toList(), claim.essential());
        }
        return new RequestedAcr(acrValues == null ? client.defaultAcrValues() : List.of(acrValues.split(" ")), false);
    }

    /** Whether a sign-in is as strong as any of the values, or stronger. */
    boolean isMetBy(String acr) {
        return values.isEmpty() || values.stream().anyMatch(value -> isAtLeast(acr, value));
    }

    /** Whether there is such a sign-in here at all. */
    boolean exists() {
        return isMetBy(AuthenticationContext.TWO_FACTORS);
    }

    private static boolean isAtLeast(String acr, String value) {
        return STRENGTHS.contains(value) && STRENGTHS.indexOf(acr) >= STRENGTHS.indexOf(value);
    }
}
