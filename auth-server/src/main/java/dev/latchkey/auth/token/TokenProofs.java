package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPHeaders;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.dpop.DPoPProofs;
import dev.latchkey.auth.dpop.RejectedProofException;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.web.Issuer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The DPoP proof of a token request (RFC 9449 §5). */
@Component
class TokenProofs {

    private static final Logger log = LoggerFactory.getLogger(TokenProofs.class);

    private final DPoPProofs proofs;
    private final String tokenEndpoint;

    TokenProofs(DPoPProofs proofs, Issuer issuer) {
        this.proofs = proofs;
        this.tokenEndpoint = issuer.url("/oauth2/token");
    }

    /**
     * The proof that came with a request, checked and not yet spent; null if there was none.
     *
     * @throws TokenRequestException {@code invalid_dpop_proof}, also for a client that takes only bound tokens and sent none:
     *     a bearer token would be less than it is registered for (§5.2)
     */
    @Nullable
    DPoPProof of(Authentication request, Client client) {
        List<String> headers = request.getDetails() instanceof DPoPHeaders dpop ? dpop.values() : List.of();
        if (headers.isEmpty() && !client.dpopBoundAccessTokens()) {
            return null;
        }
        if (headers.size() != 1) {
            throw new TokenRequestException(
                    "invalid_dpop_proof",
                    "One DPoP proof is needed",
                    Failure.of(FailedRule.DPOP_PROOF, "1", String.valueOf(headers.size())));
        }
        try {
            return proofs.verify(headers.get(0), "POST", tokenEndpoint, null);
        } catch (RejectedProofException rejected) {
            log.info("DPoP proof of client {} refused: {}", client.clientId(), rejected.getMessage());
            throw new TokenRequestException(
                    rejected.errorCode(),
                    "The DPoP proof is not accepted",
                    Failure.of(
                            rejected.errorCode().equals("use_dpop_nonce")
                                    ? FailedRule.DPOP_NONCE
                                    : FailedRule.DPOP_PROOF,
                            "",
                            rejected.getMessage()));
        }
    }

    /** @throws TokenRequestException {@code invalid_dpop_proof} if it was used before */
    void spend(@Nullable DPoPProof proof) {
        if (proof != null && !proofs.spend(proof)) {
            throw new TokenRequestException(
                    "invalid_dpop_proof",
                    "The DPoP proof was used before",
                    Failure.of(FailedRule.DPOP_PROOF, "", "jti"));
        }
    }
}
