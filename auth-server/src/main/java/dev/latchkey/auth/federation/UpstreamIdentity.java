package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.Factor;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a provider says.
 *
 * @param emailVerified whether the provider says, as the boolean that it has to be, that the address is the person's
 * @param username what they are called there
 * @param hostedDomain the organisation, of Google
 * @param secondFactor whether two factors were seen there, and the provider is believed that
 * @param session its name for the session there, to end it by
 */
record UpstreamIdentity(
        String issuer,
        String subject,
        @Nullable String email,
        boolean emailVerified,
        String username,
        String name,
        @Nullable String hostedDomain,
        boolean secondFactor,
        @Nullable String session) {

    /** What people know it by. */
    String label() {
        return email != null ? email : username.isEmpty() ? subject : username;
    }

    Factor factor() {
        return secondFactor ? Factor.FEDERATED_WITH_SECOND_FACTOR : Factor.FEDERATED;
    }
}
