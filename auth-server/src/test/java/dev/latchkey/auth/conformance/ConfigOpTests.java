package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That every advertised value works is walked in {@code endpoint.DiscoveryTests}. */
@DisplayName("OpenID Connect Config OP")
class ConfigOpTests {

    private final Story story = new Story();
    private final Map<String, Object> metadata = document("openid-configuration");

    private Map<String, Object> document(String name) {
        RelyingParty.Answer answer = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/.well-known/" + name))));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        return answer.body();
    }

    @SuppressWarnings("unchecked")
    private Collection<String> values(String name) {
        return (Collection<String>) metadata.getOrDefault(name, java.util.List.of());
    }

    @Test
    @DisplayName("OpenID Connect Discovery §4.3: issuer is the address without the suffix, exactly")
    void namesItself() {
        assertThat(metadata).containsEntry("issuer", story.server().issuer());
    }

    @Test
    @DisplayName("OpenID Connect Discovery §3: what is required is there")
    void saysWhatIsRequired() {
        assertThat(metadata).containsKeys("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri");
        assertThat(values("response_types_supported")).contains("code");
        assertThat(values("subject_types_supported")).isNotEmpty().isSubsetOf("public", "pairwise");
        assertThat(values("id_token_signing_alg_values_supported"))
                .contains("RS256")
                .doesNotContain("none");
        assertThat(values("scopes_supported")).contains("openid");
        assertThat(values("claims_supported")).contains("sub", "iss", "auth_time", "acr");
        assertThat(values("token_endpoint_auth_methods_supported"))
                .isNotEmpty()
                .isSubsetOf("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
        assertThat(values("response_modes_supported")).isSubsetOf("query", "form_post");
        assertThat(metadata)
                .containsEntry("claims_parameter_supported", true)
                .containsEntry("request_parameter_supported", false)
                .containsEntry("request_uri_parameter_supported", false);
    }

    @Test
    @DisplayName("OpenID Connect Discovery §3: every endpoint is an address of this issuer")
    void namesEndpointsOfItsOwn() {
        assertThat(metadata).allSatisfy((name, value) -> {
            if (name.endsWith("_endpoint") || name.endsWith("_uri")) {
                assertThat(value.toString()).startsWith(story.server().issuer() + "/");
            }
        });
    }

    @Test
    @DisplayName("RFC 8414 §2: both documents say the same where both say something")
    void saysTheSameTwice() {
        Map<String, Object> overlap = new HashMap<>(document("oauth-authorization-server"));
        overlap.keySet().retainAll(metadata.keySet());

        assertThat(overlap).isNotEmpty();
        assertThat(metadata).containsAllEntriesOf(overlap);
    }

    @Test
    @DisplayName("OpenID Connect Discovery §3, RFC 7517 §4: keys have an id, a use, an algorithm, and nothing private")
    void publishesKeys() throws Exception {
        JWKSet keys =
                JWKSet.load(URI.create(metadata.get("jwks_uri").toString()).toURL());

        assertThat(keys.getKeys()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotEmpty();
            assertThat(key.getAlgorithm()).isNotNull();
            assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
        });
        assertThat(keys.getKeys().stream().map(JWK::getKeyID)).doesNotHaveDuplicates();
        assertThat(keys.getKeys().stream().map(key -> key.getAlgorithm().getName()))
                .containsAll(values("id_token_signing_alg_values_supported"));
    }
}
