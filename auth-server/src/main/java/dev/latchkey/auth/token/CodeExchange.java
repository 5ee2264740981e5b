package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.AuthorizationCodes;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Redeems a code and begins the chain of refresh tokens, in one transaction: one commit for a token request. */
@Service
class CodeExchange {

    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final TokenProofs proofs;

    CodeExchange(AuthorizationCodes codes, RefreshTokens refreshTokens, TokenProofs proofs) {
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.proofs = proofs;
    }

    /** @param refreshToken null for a client that is not registered for refreshing */
    record Exchanged(
            AuthorizationCodes.Redeemed redeemed, @Nullable String refreshToken) {}

    /** @param refusal what did not hold, if there is nothing */
    record Exchange(Optional<Exchanged> exchanged, @Nullable Failure refusal) {}

    /**
     * Nothing for {@code invalid_grant}. What the refusal did, burning the code or ending its family, is committed; a proof
     * that was used before undoes all of it.
     */
    @Transactional
    public Exchange exchange(
            String code,
            Client client,
            @Nullable String redirectUri,
            @Nullable String codeVerifier,
            @Nullable DPoPProof proof) {
        String proofKey = proof == null ? null : proof.thumbprint();
        AuthorizationCodes.Redemption redemption = codes.redeem(code, client, redirectUri, codeVerifier, proofKey);
        Optional<Exchanged> exchanged = redemption.redeemed().map(redeemed -> {
            proofs.spend(proof);
            boolean refreshable = client.grantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN);
            return new Exchanged(redeemed, refreshable ? refreshTokens.first(redeemed.grant(), client) : null);
        });
        return new Exchange(exchanged, redemption.refusal());
    }
}
