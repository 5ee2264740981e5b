package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JWT response for introspection (RFC 9701). */
class SignedIntrospectionTests {

    private static final String SIGNED = "application/token-introspection+jwt";
    private static final Story STORY = new Story();

    private final RelyingParty notesApi = STORY.relyingParty(TestClient.NOTES_API);
    private final String token = STORY.relyingParty(TestClient.SERVICE)
            .clientCredentials("notes:read")
            .text("access_token");

    private RelyingParty.Answer introspect(RelyingParty caller, String about, String accept) {
        return caller.post("/oauth2/introspect", Map.of("token", about), "Accept", accept);
    }

    private static SignedJWT verified(RelyingParty.Answer answer) throws Exception {
        assertThat(answer.header("Content-Type")).startsWith(SIGNED);
        SignedJWT jwt = SignedJWT.parse(answer.response().body());
        String keys = RelyingParty.send(
                        HttpRequest.newBuilder(URI.create(STORY.server().url("/oauth2/jwks"))))
                .response()
                .body();
        assertThat(jwt.verify(new ECDSAVerifier(JWKSet.parse(keys)
                        .getKeyByKeyId(jwt.getHeader().getKeyID())
                        .toECKey())))
                .isTrue();
        return jwt;
    }

    @DisplayName("RFC 9701 §5: signed, of its own type, for the caller alone")
    @Test
    void isSignedForTheCaller() throws Exception {
        SignedJWT jwt = verified(introspect(notesApi, token, SIGNED));
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(STORY.server().issuer());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("notes-api");
        assertThat(jwt.getJWTClaimsSet().getIssueTime()).isNotNull();
        assertThat(jwt.getJWTClaimsSet().getSubject()).isNull();
        assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isNull();
        Map<String, Object> inside = jwt.getJWTClaimsSet().getJSONObjectClaim("token_introspection");
        assertThat(inside).containsEntry("active", true).containsEntry("client_id", "service");
        // As text: one parser makes other numbers than the other.
        assertThat(new TreeMap<>(inside).toString())
                .isEqualTo(new TreeMap<>(
                                introspect(notesApi, token, "application/json").body())
                        .toString());
    }

    @DisplayName("RFC 9701 §5: an inactive token says nothing else")
    @Test
    void ofAForeignTokenIsInactive() throws Exception {
        RelyingParty posting = STORY.relyingParty(TestClient.WEB);
        SignedJWT jwt = verified(introspect(posting, token, SIGNED));
        assertThat(jwt.getJWTClaimsSet().getJSONObjectClaim("token_introspection"))
                .isEqualTo(Map.of("active", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json", SIGNED + ";q=0", "nonsense"})
    void isJsonForWhoeverDoesNotAskForIt(String accept) {
        RelyingParty.Answer answer = introspect(notesApi, token, accept);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).containsEntry("active", true);
    }

    @DisplayName("RFC 9701 §8.1: it is no access token and no ID token")
    @Test
    void isNoTokenItself() {
        String jwt = introspect(notesApi, token, SIGNED).response().body();
        assertThat(notesApi.userInfo(jwt).status()).isEqualTo(401);
        assertThat(notesApi.isActive(jwt)).isFalse();
    }
}
