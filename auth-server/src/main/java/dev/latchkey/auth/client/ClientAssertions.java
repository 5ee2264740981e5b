package dev.latchkey.auth.client;

import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.auth.jose.CompactJws;
import dev.latchkey.auth.jose.RejectedJwtException;
import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Verifies the JWTs with which clients prove themselves ({@code private_key_jwt}, OpenID Connect Core §9, RFC 7523 §3).
 *
 * <p>The one audience is the issuer, as one text and not in an array: an assertion that also names somebody else could be
 * used here by that somebody (draft-ietf-oauth-rfc7523bis §4, FAPI 2.0 §5.3.3.1). Each is used once, whatever happens to
 * the request that it came with.
 */
@Component
class ClientAssertions {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final int LONGEST = 8192;
    private static final int LONGEST_ID = 512;
    private static final String USE = "client_assertion";

    /** Not an access token, a logout token or a DPoP proof that the same key has signed (RFC 8725 §3.11). */
    private static final Set<String> TYPES = Set.of("", "jwt", "client-authentication+jwt");

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    /** How far the clocks of client and server may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final ClientKeys keys;
    private final SpentIds spent;
    private final Set<String> audiences;
    private final Clock clock;

    ClientAssertions(
            ClientKeys keys, SpentIds spent, Issuer issuer, ClientAssertionProperties properties, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.audiences = properties.tokenEndpointAudience()
                ? Set.of(issuer.value(), issuer.url("/oauth2/token"))
                : Set.of(issuer.value());
        this.clock = clock;
    }

    /** Who says to be the client, without any proof. */
    static Optional<String> claimedClientId(String assertion) {
        try {
            return CompactJws.parse(assertion, LONGEST).text("sub");
        } catch (RejectedJwtException malformed) {
            return Optional.empty();
        }
    }

    /** @throws RejectedJwtException if this does not prove that the client is there, now */
    void verify(String assertion, Client client) throws RejectedJwtException {
        CompactJws jwt = CompactJws.parse(assertion, LONGEST);
        require(TYPES.contains(jwt.type()), "typ of another kind of token");
        require(algorithms(client).contains(jwt.algorithm()), "alg that the client is not registered for");
        require(names(jwt, "iss", client.clientId()), "iss is not the client");
        require(names(jwt, "sub", client.clientId()), "sub is not the client");
        require(jwt.text("aud").filter(audiences::contains).isPresent(), "aud is not the issuer alone");
        Instant expiresAt = requireTimely(jwt);
        String id = jwt.text("jti").orElse("");
        require(!id.isEmpty() && id.length() <= LONGEST_ID, "jti is missing or too long");
        require(isSigned(jwt, client), "no key of the client has signed it");
        // Last, so that nothing is written for somebody who could not have made it.
        require(spent.claim(USE, client.id().toString(), id, expiresAt.plus(SKEW)), "it was used before");
    }

    private Instant requireTimely(CompactJws jwt) throws RejectedJwtException {
        Instant now = clock.instant();
        Instant soon = now.plus(SKEW);
        Instant expiresAt = jwt.time("exp").orElseThrow(() -> new RejectedJwtException("exp is missing"));
        require(expiresAt.plus(SKEW).isAfter(now), "it has expired");
        require(!expiresAt.isAfter(soon.plus(LONGEST_LIFE)), "it lives longer than " + LONGEST_LIFE);
        Instant issuedAt = jwt.time("iat").orElse(now);
        require(!issuedAt.isAfter(soon), "iat is in the future");
        require(!issuedAt.isBefore(now.minus(LONGEST_LIFE).minus(SKEW)), "iat is long ago");
        require(!jwt.time("nbf").orElse(now).isAfter(soon), "nbf is in the future");
        return expiresAt;
    }

    private boolean isSigned(CompactJws jwt, Client client) {
        List<JWK> candidates = keys.of(client, jwt.algorithm(), jwt.keyId().orElse(null));
        return candidates.stream().anyMatch(jwt::isSignedWith);
    }

    private static List<String> algorithms(Client client) {
        String registered = client.authenticationAlgorithm();
        return registered == null ? ClientMetadataRules.CLIENT_ASSERTION_ALGORITHMS : List.of(registered);
    }

    private static boolean names(CompactJws jwt, String claim, String value) {
        return jwt.text(claim).filter(value::equals).isPresent();
    }

    private static void require(boolean holds, String reason) throws RejectedJwtException {
        if (!holds) {
            throw new RejectedJwtException(reason);
        }
    }
}
