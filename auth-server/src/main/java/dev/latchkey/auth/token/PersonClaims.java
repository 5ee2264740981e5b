package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.RequestedClaim;
import java.util.Map;
import java.util.UUID;

/** Knows people as the claims of OpenID Connect. */
public interface PersonClaims {

    /** The requested claims that the account has, with values that the client wants; {@code sub} is not among them. */
    Map<String, Object> of(UUID accountId, Map<String, RequestedClaim> requested);
}
