package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.AuthorizationCodes;
import dev.latchkey.auth.authorization.FirstRefreshToken;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Redeems a code and begins the chain of refresh tokens, in one commit. */
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

    /** The rest of a request that brings a code. */
    record Shown(@Nullable String redirectUri, @Nullable String codeVerifier) {}

    /**
     * @param nonce of the authorization request
     * @param refreshToken null for a client that is not registered for refreshing
     */
    record Exchanged(
            Grant grant, @Nullable String nonce, @Nullable String refreshToken) {}

    /** @param refusal what did not hold, if there is nothing */
    record Exchange(Optional<Exchanged> exchanged, @Nullable Failure refusal) {

        static Exchange refused(Failure refusal) {
            return new Exchange(Optional.empty(), refusal);
        }
    }

    /** Without a proof it is one statement, which commits by itself. */
    Exchange exchange(String code, Client client, Shown shown) {
        return exchanged(code, client, shown, null);
    }

    /** A proof that was used before undoes the use of the code. What a refusal did is committed. */
    @Transactional
    public Exchange exchange(String code, Client client, Shown shown, DPoPProof proof) {
        Exchange exchange = exchanged(code, client, shown, proof.thumbprint());
        if (exchange.exchanged().isPresent()) {
            proofs.spend(proof);
        }
        return exchange;
    }

    private Exchange exchanged(String code, Client client, Shown shown, @Nullable String proofKey) {
        boolean refreshable = client.grantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN);
        @Nullable FirstRefreshToken first = refreshable ? refreshTokens.draw(client) : null;
        Optional<AuthorizationCodes.Claimed> claim = codes.claim(code, client, first);
        if (claim.isEmpty()) {
            return Exchange.refused(Failure.of(codes.diagnose(code, client)));
        }
        AuthorizationCodes.Claimed claimed = claim.get();
        @Nullable Failure refusal = codes.refusal(claimed, client, shown.redirectUri(), shown.codeVerifier(), proofKey);
        if (refusal != null) {
            return Exchange.refused(refusal);
        }
        Exchanged exchanged = new Exchanged(claimed.grant(), claimed.nonce(), first == null ? null : first.value());
        return new Exchange(Optional.of(exchanged), null);
    }
}
