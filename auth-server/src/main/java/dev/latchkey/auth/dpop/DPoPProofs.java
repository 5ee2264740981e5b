package dev.latchkey.auth.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.auth.jose.CompactJws;
import dev.latchkey.auth.jose.JwsSignatures;
import dev.latchkey.auth.jose.RejectedJwtException;
import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.secret.OpaqueValues;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks DPoP proofs, one rule a line (RFC 9449 §4.3).
 *
 * <p>That a proof was not used before is asked last and apart, see {@link #spend}: only by a request that is right in all
 * else, and in its transaction, so that nobody can fill the table, or spend the proof of somebody else.
 */
@Component
public class DPoPProofs {

    /** The same as the notes API takes: a client needs one key for both. */
    public static final List<String> ALGORITHMS = List.of("ES256", "ES384", "ES512", "PS256", "RS256");

    private static final int LONGEST = 4096;
    private static final int LONGEST_ID = 512;
    private static final String USE = "dpop";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final SpentIds spent;
    private final DPoPNonces nonces;
    private final DPoPProperties properties;
    private final Clock clock;

    DPoPProofs(SpentIds spent, DPoPNonces nonces, DPoPProperties properties, Clock clock) {
        this.spent = spent;
        this.nonces = nonces;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param method of the request
     * @param url of the endpoint, as the metadata has it and not as the request came
     * @param accessToken the token that comes with the proof; null where there is none yet
     */
    public DPoPProof verify(String proof, String method, String url, @Nullable String accessToken)
            throws RejectedProofException {
        try {
            CompactJws jwt = CompactJws.parse(proof, LONGEST);
            require(jwt.type().equals("dpop+jwt"), "typ is not dpop+jwt");
            require(ALGORITHMS.contains(jwt.algorithm()), "alg is not accepted");
            JWK key = keyOf(jwt);
            String id = jwt.text("jti").orElse("");
            require(!id.isEmpty() && id.length() <= LONGEST_ID, "jti is missing or too long");
            require(jwt.text("htm").filter(method::equals).isPresent(), "htm is another method");
            require(isAt(jwt.text("htu").orElse(""), url), "htu is another address");
            Instant issuedAt = requireRecent(jwt);
            require(accessToken == null || isFor(jwt, accessToken), "ath is of another token");
            require(jwt.isSignedWith(key), "it is not signed with its key");
            if (nonces.areRequired()
                    && !jwt.text("nonce").filter(nonces::isGood).isPresent()) {
                throw new RejectedProofException("use_dpop_nonce", "no nonce of ours, or an old one");
            }
            return new DPoPProof(key.computeThumbprint().toString(), id, issuedAt.plus(properties.window()));
        } catch (RejectedJwtException | JOSEException rejected) {
            throw new RejectedProofException("invalid_dpop_proof", String.valueOf(rejected.getMessage()));
        }
    }

    /** Uses a proof up, in the caller's transaction if there is one. Of any number at once, one gets true. */
    public boolean spend(DPoPProof proof) {
        return spent.claim(USE, proof.thumbprint(), proof.id(), proof.expiresAt());
    }

    /** Public, of a size that is cheap to check, on its curve, and of the kind that the algorithm needs. */
    private static JWK keyOf(CompactJws jwt) throws RejectedJwtException {
        JsonNode header = jwt.header("jwk");
        require(header.isObject(), "there is no jwk");
        try {
            JWK key = JWK.parse(JSON.convertValue(header, OBJECT));
            require(!key.isPrivate(), "the jwk is private");
            require(JwsSignatures.fits(jwt.algorithm(), key), "the jwk does not fit the alg, or is too large");
            return key;
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            throw new RejectedJwtException("the jwk is malformed");
        }
    }

    private Instant requireRecent(CompactJws jwt) throws RejectedJwtException {
        Instant now = clock.instant();
        Instant issuedAt = jwt.time("iat").orElseThrow(() -> new RejectedJwtException("iat is missing"));
        require(!issuedAt.isBefore(now.minus(properties.window())), "iat is long ago");
        require(!issuedAt.isAfter(now.plus(properties.window())), "iat is in the future");
        require(!jwt.has("exp") || jwt.time("exp").filter(now::isBefore).isPresent(), "it has expired");
        return issuedAt;
    }

    private static boolean isFor(CompactJws jwt, String accessToken) {
        String hash = OpaqueValues.encode(OpaqueValues.hash(accessToken));
        return jwt.text("ath").filter(hash::equals).isPresent();
    }

    private static boolean isAt(String htu, String url) {
        try {
            return normalized(htu).equals(normalized(url));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** Without query and fragment, host in small letters, the scheme's own port left out (RFC 9449 §4.3, no. 9). */
    private static String normalized(String address) {
        URI uri = URI.create(address).normalize();
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("no address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usualPort = uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = uri.getPort() < 0 || usualPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
    }

    private static void require(boolean holds, String reason) throws RejectedJwtException {
        if (!holds) {
            throw new RejectedJwtException(reason);
        }
    }
}
