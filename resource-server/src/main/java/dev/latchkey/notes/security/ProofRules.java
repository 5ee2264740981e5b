package dev.latchkey.notes.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.DPoPProofContext;
import org.springframework.security.oauth2.jwt.DPoPProofJwtDecoderFactory;
import org.springframework.security.oauth2.jwt.DPoPProofReplayValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/**
 * Checks DPoP proofs: the framework's checks, with limits on what we spend on a proof, an address compared after
 * normalization, and proofs that are spent on every node at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 §4.3, Checking DPoP Proofs</a>
 */
final class ProofRules implements JwtDecoderFactory<DPoPProofContext> {

    static final List<String> ALGORITHMS = List.of("ES256", "ES384", "ES512", "PS256", "RS256");

    private static final int LONGEST_PROOF = 4096;

    private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);

    private final DPoPProofJwtDecoderFactory framework = new DPoPProofJwtDecoderFactory();

    ProofRules(Cache spentProofs) {
        framework.setJwtValidatorFactory(DPoPProofJwtDecoderFactory.createDefaultJwtValidatorFactory(
                List.of(new DPoPProofReplayValidator(spentProofs))));
    }

    @Override
    public JwtDecoder createDecoder(@Nullable DPoPProofContext context) {
        if (context == null) {
            throw new IllegalArgumentException("A proof is checked against a request");
        }
        return proof -> {
            String target = acceptableTarget(proof, context.getTargetUri());
            DPoPProofContext sameTarget = DPoPProofContext.withDPoPProof(proof)
                    .accessToken(context.getAccessToken())
                    .method(context.getMethod())
                    .targetUri(target)
                    .build();
            return framework.createDecoder(sameTarget).decode(proof);
        };
    }

    /** @return {@code htu} as the proof writes it, when it means the address that was called */
    private static String acceptableTarget(String proof, String called) {
        if (proof.length() > LONGEST_PROOF) {
            throw new BadJwtException("the proof is too long");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            checkHeader(jwt.getHeader());
            String htu = jwt.getJWTClaimsSet().getStringClaim("htu");
            if (htu == null || !normalized(htu).equals(normalized(called))) {
                throw new BadJwtException("htu is not the address that was called");
            }
            return htu;
        } catch (ParseException | IllegalArgumentException ex) {
            throw new BadJwtException("the proof is malformed", ex);
        }
    }

    private static void checkHeader(JWSHeader header) {
        JWK key = header.getJWK();
        boolean affordable = ALGORITHMS.contains(header.getAlgorithm().getName())
                && key != null
                && (!(key instanceof RSAKey) || RSA_SIZES.contains(key.size()));
        if (!affordable || header.getCriticalParams() != null) {
            throw new BadJwtException("the proof's algorithm or key is not accepted");
        }
    }

    /** RFC 9449 §4.3 no. 9: without query and fragment, host in lower case, default port left out. */
    private static String normalized(String address) {
        URI uri = URI.create(address).normalize();
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("not an absolute address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean defaultPort = uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = uri.getPort() < 0 || defaultPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
    }
}
