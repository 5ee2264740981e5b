package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwkSetEndpointTests {

    private final Story story = new Story();

    private RelyingParty.Answer keySet() {
        return RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks"))));
    }

    @Test
    void publishesAKeyForEachAlgorithm() throws Exception {
        JWKSet keys = JWKSet.parse(keySet().response().body());

        assertThat(keys.getKeys())
                .extracting(key -> key.getAlgorithm().getName())
                .contains("ES256", "RS256", "PS256", "EdDSA");
        for (JWK key : keys.getKeys()) {
            assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        }
        assertThat(keys.getKeys()).extracting(JWK::getKeyID).doesNotHaveDuplicates();
    }

    @Test
    void publishesNothingPrivate() throws Exception {
        RelyingParty.Answer answer = keySet();

        assertThat(JWKSet.parse(answer.response().body()).getKeys()).noneMatch(JWK::isPrivate);
        assertThat(answer.response().body())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\"");
    }

    @Test
    void isForCachesAndForScriptsOfAnyOrigin() {
        RelyingParty.Answer answer = keySet();

        assertThat(answer.header("Cache-Control")).contains("public").contains("max-age=300");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.response().headers().map()).doesNotContainKeys("set-cookie", "Set-Cookie");
    }

    @Test
    @DisplayName("HD-11, RFC 9110 §13.1.2: who has the keys already is told so")
    void saysWhenNothingHasChanged() {
        String tag = keySet().header("ETag");

        RelyingParty.Answer again = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks")))
                        .header("If-None-Match", tag));
        assertThat(tag).matches("\"[A-Za-z0-9_-]{43}\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.header("Cache-Control")).contains("max-age=300");
        RelyingParty.Answer older = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks")))
                        .header("If-None-Match", "\"older\""));
        assertThat(older.status()).isEqualTo(200);
    }

    @Test
    void isReadAndNothingElse() {
        RelyingParty.Answer posted = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/oauth2/jwks")))
                        .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(posted.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
