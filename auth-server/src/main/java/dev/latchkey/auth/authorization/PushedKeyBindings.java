package dev.latchkey.auth.authorization;

import dev.latchkey.auth.dpop.DPoPHeaders;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.dpop.DPoPProofs;
import dev.latchkey.auth.dpop.RejectedProofException;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A DPoP proof that comes with a pushed request binds the code to its key, as {@code dpop_jkt} does (RFC 9449 §10.1). */
@Component
class PushedKeyBindings {

    private static final String THUMBPRINT = "dpop_jkt";

    private final DPoPProofs proofs;
    private final String endpoint;

    PushedKeyBindings(DPoPProofs proofs, Issuer issuer) {
        this.proofs = proofs;
        this.endpoint = issuer.url(PushedAuthorizationController.PATH);
    }

    /** @param proof null if none was sent */
    record Bound(
            AuthorizationParameters parameters, @Nullable DPoPProof proof) {}

    /**
     * The parameters with the key of the proof, if one was sent.
     *
     * @throws RejectedProofException if the proof is not right, or of another key than the parameters name
     */
    Bound bind(AuthorizationParameters parameters, HttpServletRequest http) throws RejectedProofException {
        List<String> headers = Collections.list(http.getHeaders(DPoPHeaders.NAME));
        if (headers.isEmpty()) {
            return new Bound(parameters, null);
        }
        if (headers.size() > 1) {
            throw RejectedProofException.invalid("several proofs");
        }
        DPoPProof proof = proofs.verify(headers.get(0), "POST", endpoint, null);
        String named = parameters.get(THUMBPRINT);
        if (named != null && !named.equals(proof.thumbprint())) {
            throw RejectedProofException.invalid("dpop_jkt is of another key");
        }
        Map<String, List<String>> bound = new LinkedHashMap<>(parameters.values());
        bound.put(THUMBPRINT, List.of(proof.thumbprint()));
        return new Bound(new AuthorizationParameters(bound, parameters.kept()), proof);
    }

    /** @throws RejectedProofException if the proof was used before; asked of requests alone that are right in all else */
    void spend(Bound bound) throws RejectedProofException {
        if (bound.proof() != null && !proofs.spend(bound.proof())) {
            throw RejectedProofException.invalid("used before");
        }
    }
}
