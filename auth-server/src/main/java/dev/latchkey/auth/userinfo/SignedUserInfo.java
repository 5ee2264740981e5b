package dev.latchkey.auth.userinfo;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** User info as a signed JWT, for clients that registered {@code userinfo_signed_response_alg} (OpenID Connect Core §5.3.2). */
@Component
class SignedUserInfo {

    static final MediaType TYPE = MediaType.valueOf("application/jwt");

    private final TokenSigner signer;
    private final Issuer issuer;
    private final Clock clock;

    SignedUserInfo(TokenSigner signer, Issuer issuer, Clock clock) {
        this.signer = signer;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Without {@code exp} and with a type of its own, so that nobody takes it for an ID token (RFC 8725 §3.11). */
    String sign(Client client, SigningAlgorithm algorithm, Map<String, Object> claims) {
        JWTClaimsSet.Builder signed = new JWTClaimsSet.Builder();
        claims.forEach(signed::claim);
        signed.issuer(issuer.value()).audience(client.clientId()).issueTime(Date.from(clock.instant()));
        return signer.sign(algorithm, "userinfo+jwt", signed.build());
    }
}
