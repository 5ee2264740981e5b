package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.notes.testing.MovableClock;
import dev.latchkey.notes.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuerKeysTests {

    private final MovableClock clock = new MovableClock();

    private final List<JWK> published = new ArrayList<>(List.of(TestIssuer.newEcKey("a")));

    private boolean down;

    private int fetches;

    private final IssuerKeys keys = new IssuerKeys(
            this::document, new ResourceProperties.Jwks(null, Duration.ofMinutes(5), Duration.ofMinutes(15)), clock);

    @Test
    void nothingIsFetchedBeforeTheFirstToken() {
        assertThat(fetches).isZero();
    }

    @Test
    void keysAreFetchedOnceAndAgainWhenTheyAreOld() throws Exception {
        find("a");
        clock.forward(Duration.ofMinutes(4));
        find("a");
        assertThat(fetches).isEqualTo(1);
        clock.forward(Duration.ofMinutes(2));
        find("a");
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aNewKeyIsFoundWhenATokenNamesIt() throws Exception {
        assertThat(find("b")).isEmpty();
        published.add(TestIssuer.newEcKey("b"));
        clock.forward(Duration.ofSeconds(11));
        assertThat(find("b")).hasSize(1);
    }

    @Test
    void inventedKeyIdsDoNotBecomeAFloodOfRequestsOrErrors() throws Exception {
        find("a");
        clock.forward(Duration.ofSeconds(11));
        for (int i = 0; i < 1000; i++) {
            assertThat(find("invented-" + i)).isEmpty();
        }
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aRemovedKeyIsGoneAfterTheNextFetch() throws Exception {
        assertThat(keys.published("a")).hasSize(1);
        published.clear();
        published.add(TestIssuer.newEcKey("b"));
        assertThat(keys.published("a")).hasSize(1);
        clock.forward(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(keys.published("a")).isEmpty();
        assertThat(find("a")).isEmpty();
    }

    @Test
    void anIssuerThatIsDownAtFirstIsAskedAgainSoonButNotAtOnce() throws Exception {
        down = true;
        assertThatThrownBy(() -> find("a")).isInstanceOf(KeySourceException.class);
        assertThatThrownBy(() -> find("a")).isInstanceOf(KeySourceException.class);
        assertThat(fetches).isEqualTo(1);
        down = false;
        clock.forward(Duration.ofSeconds(3));
        assertThat(find("a")).hasSize(1);
    }

    @Test
    void knownKeysAreUsedForAWhileWhenTheIssuerIsDown() throws Exception {
        find("a");
        down = true;
        clock.forward(Duration.ofMinutes(14));
        assertThat(find("a")).hasSize(1);
        clock.forward(Duration.ofMinutes(2));
        assertThatThrownBy(() -> find("a")).isInstanceOf(KeySourceException.class);
        down = false;
        clock.forward(Duration.ofSeconds(3));
        assertThat(find("a")).hasSize(1);
    }

    private List<JWK> find(String keyId) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build()), null);
    }

    private String document() throws IOException {
        fetches++;
        if (down) {
            throw new IOException("down");
        }
        return new JWKSet(published).toString();
    }
}
