package dev.latchkey.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.web.Issuer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes ID tokens (OpenID Connect Core §2): who signed in, when and how. Claims about the person are at user info, unless
 * they were requested here (§5.5).
 */
@Component
class IdTokens {

    static final String TYPE = "JWT";

    /** A client uses an ID token at once; after that its own session counts. */
    private static final Duration TTL = Duration.ofMinutes(5);

    private final TokenSigner signer;
    private final ClientSubjects subjects;
    private final PersonClaims personClaims;
    private final Issuer issuer;
    private final Clock clock;

    IdTokens(TokenSigner signer, ClientSubjects subjects, PersonClaims personClaims, Issuer issuer, Clock clock) {
        this.signer = signer;
        this.subjects = subjects;
        this.personClaims = personClaims;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @param nonce of the authorization request; none when the token comes of a refresh (§12.2) */
    String issue(Client client, Grant grant, @Nullable String nonce, String accessToken) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        // First, so that nothing a person says of themselves can stand in the place of what follows.
        if (!grant.claims().idToken().isEmpty()) {
            personClaims.of(grant.accountId(), grant.claims().idToken()).forEach(claims::claim);
        }
        claims.issuer(issuer.value())
                .subject(subjects.of(grant.accountId(), client))
                .audience(client.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(TTL)))
                .claim("auth_time", grant.authentication().authTime().getEpochSecond())
                .claim("acr", grant.authentication().acr())
                .claim("amr", grant.authentication().amr())
                .claim("at_hash", accessTokenHash(client.idTokenAlgorithm(), accessToken));
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        if (grant.scopes().contains("roles")) {
            claims.claim(AccessTokenClaims.ROLES, List.copyOf(grant.roles()));
        }
        if (grant.sessionId() != null) {
            claims.claim("sid", subjects.ofSession(grant.sessionId(), client));
        }
        return signer.sign(client.idTokenAlgorithm(), TYPE, claims.build());
    }

    /** §3.1.3.6: the left half of the hash that belongs to the signature algorithm. */
    private static String accessTokenHash(SigningAlgorithm algorithm, String accessToken) {
        try {
            byte[] hash =
                    MessageDigest.getInstance(algorithm.hash()).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm.hash(), e);
        }
    }
}
