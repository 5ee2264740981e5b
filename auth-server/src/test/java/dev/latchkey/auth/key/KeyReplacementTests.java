package dev.latchkey.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An emergency at the running server. EdDSA: no other test keeps a token of it. */
class KeyReplacementTests {

    private final Story story = new Story();
    private final TokenSigner signer = story.server().bean(TokenSigner.class);

    private String sign() {
        return signer.sign(
                SigningAlgorithm.EDDSA,
                "JWT",
                new JWTClaimsSet.Builder().subject("x").build());
    }

    private String keySet() {
        return RelyingParty.send(
                        HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks"))))
                .response()
                .body();
    }

    @Test
    void holdsAtOnceAndIsWrittenDown() throws Exception {
        String token = sign();
        String kid = SignedJWT.parse(token).getHeader().getKeyID();
        UUID administrator = UUID.randomUUID();
        assertThat(keySet()).contains(kid);

        assertThat(story.server().bean(KeyRotation.class).replaceNow(kid, administrator))
                .isTrue();

        assertThat(keySet()).doesNotContain(kid);
        TokenVerifier verifier = story.server().bean(TokenVerifier.class);
        assertThat(verifier.claims(token, "JWT")).isEmpty();
        String after = sign();
        assertThat(verifier.claims(after, "JWT")).isPresent();
        assertThat(keySet()).contains(SignedJWT.parse(after).getHeader().getKeyID());
        assertThat(story.server()
                        .database()
                        .sql("""
                                select reason from security_event
                                where type = 'SIGNING_KEY_ROTATED' and actor_id = :actor and details->>'kid' = :kid
                                """)
                        .param("actor", administrator)
                        .param("kid", kid)
                        .query(String.class)
                        .list())
                .containsExactly("REPLACED_AT_ONCE");
    }
}
