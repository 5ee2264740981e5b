package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Uses a refresh token, and the proof that came with it, in one commit. */
@Service
class RefreshExchange {

    private final RefreshTokens refreshTokens;
    private final UnusableRefreshTokens unusable;
    private final TokenProofs proofs;

    RefreshExchange(RefreshTokens refreshTokens, UnusableRefreshTokens unusable, TokenProofs proofs) {
        this.refreshTokens = refreshTokens;
        this.unusable = unusable;
        this.proofs = proofs;
    }

    /** @param refusal why there is nothing, or that it is the same once more */
    record Exchanged(Optional<RefreshTokens.Refreshed> refreshed, Optional<UnusableRefreshTokens.Reason> refusal) {}

    /** Without a proof it is one statement, which commits by itself. */
    Exchanged exchange(String value, Client client, Set<String> scopes) {
        return exchanged(value, client, scopes, null);
    }

    /** A proof that was used before undoes the use of the token. What a refusal did is committed. */
    @Transactional
    public Exchanged exchange(String value, Client client, Set<String> scopes, DPoPProof proof) {
        Exchanged exchanged = exchanged(value, client, scopes, proof.thumbprint());
        if (exchanged.refreshed().isPresent()) {
            proofs.spend(proof);
        }
        return exchanged;
    }

    private Exchanged exchanged(String value, Client client, Set<String> scopes, @Nullable String proofKey) {
        Optional<RefreshTokens.Refreshed> rotated = refreshTokens.rotate(value, client, scopes, proofKey);
        if (rotated.isPresent()) {
            return new Exchanged(rotated, Optional.empty());
        }
        UnusableRefreshTokens.Diagnosis diagnosis = unusable.diagnose(value, client, scopes, proofKey);
        return new Exchanged(diagnosis.sameAgain(), Optional.of(diagnosis.why()));
    }
}
