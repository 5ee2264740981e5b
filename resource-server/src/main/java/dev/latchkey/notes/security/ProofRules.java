package dev.latchkey.notes.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.DPoPProofContext;
import org.springframework.security.oauth2.jwt.DPoPProofJwtDecoderFactory;
import org.springframework.security.oauth2.jwt.DPoPProofReplayValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/**
 * What must hold for a DPoP proof. The framework checks its type and signature; before that stands a limit on what we
 * spend on it, and after it one rule a line. The framework's own rules compare {@code htu} letter by letter and remember
 * spent proofs in one process; these compare addresses, and remember in the database.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 §4.3, Checking DPoP Proofs</a>
 */
final class ProofRules implements JwtDecoderFactory<DPoPProofContext> {

    static final List<String> ALGORITHMS = List.of("ES256", "ES384", "ES512", "PS256", "RS256");

    private static final int LONGEST_PROOF = 4096;

    private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);

    private final DPoPProofJwtDecoderFactory framework = new DPoPProofJwtDecoderFactory();

    ProofRules(Cache spentProofs, Clock clock) {
        DPoPProofReplayValidator recentAndUnspent = new DPoPProofReplayValidator(spentProofs);
        recentAndUnspent.setClock(clock);
        framework.setJwtValidatorFactory(call -> {
            DelegatingOAuth2TokenValidator<Jwt> rules = new DelegatingOAuth2TokenValidator<>(List.of(
                    rule(proof -> call.getMethod().equals(proof.getClaimAsString("htm"))),
                    rule(proof -> isSameAddress(proof.getClaimAsString("htu"), call.getTargetUri())),
                    rule(proof -> isBoundTo(proof, call.getAccessToken())),
                    rule(proof -> isMadeFor(proof, call.getAccessToken())),
                    recentAndUnspent)); // last, so that only a proof good in all else is spent
            rules.setFailOnError(true);
            return rules;
        });
    }

    @Override
    public JwtDecoder createDecoder(@Nullable DPoPProofContext call) {
        if (call == null) {
            throw new IllegalArgumentException("A proof is checked against a call");
        }
        return proof -> {
            refuseWhatCostsTooMuch(proof);
            return framework.createDecoder(call).decode(proof);
        };
    }

    private static void refuseWhatCostsTooMuch(String proof) {
        if (proof.length() > LONGEST_PROOF) {
            throw new BadJwtException("the proof is too long");
        }
        try {
            JWSHeader header = SignedJWT.parse(proof).getHeader();
            JWK key = header.getJWK();
            boolean affordable = ALGORITHMS.contains(header.getAlgorithm().getName())
                    && key != null
                    && (!(key instanceof RSAKey) || RSA_SIZES.contains(key.size()));
            if (!affordable || header.getCriticalParams() != null) {
                throw new BadJwtException("the proof's algorithm or key is not accepted");
            }
        } catch (ParseException ex) {
            throw new BadJwtException("the proof is malformed", ex);
        }
    }

    /** The key of the proof is the one the issuer bound the token to. */
    private static boolean isBoundTo(Jwt proof, @Nullable OAuth2Token token) {
        Map<String, Object> confirmation = token instanceof ClaimAccessor claims ? claims.getClaimAsMap("cnf") : null;
        Map<String, Object> key = new ClaimsOfHeader(proof.getHeaders()).getClaimAsMap("jwk");
        if (confirmation == null || key == null) {
            return false;
        }
        try {
            return JWK.parse(key).computeThumbprint().toString().equals(confirmation.get("jkt"));
        } catch (ParseException | JOSEException ex) {
            return false;
        }
    }

    /** {@code ath}: a proof made for one token is none for another. */
    private static boolean isMadeFor(Jwt proof, @Nullable OAuth2Token token) {
        return token != null && sha256(token.getTokenValue()).equals(proof.getClaimAsString("ath"));
    }

    private static boolean isSameAddress(@Nullable String htu, String called) {
        try {
            return htu != null && normalized(htu).equals(normalized(called));
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /** RFC 9449 §4.3 no. 9: without query and fragment, host in lower case, default port left out. */
    private static String normalized(String address) {
        URI uri = URI.create(address).normalize();
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean defaultPort = uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = uri.getPort() < 0 || defaultPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static OAuth2TokenValidator<Jwt> rule(Predicate<Jwt> holds) {
        OAuth2TokenValidatorResult failure =
                OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF));
        return proof -> holds.test(proof) ? OAuth2TokenValidatorResult.success() : failure;
    }

    private record ClaimsOfHeader(Map<String, Object> header) implements ClaimAccessor {

        @Override
        public Map<String, Object> getClaims() {
            return header;
        }
    }
}
