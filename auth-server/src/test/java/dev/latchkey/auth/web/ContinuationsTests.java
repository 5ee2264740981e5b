package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationsTests {

    private final TestClock clock = new TestClock();
    private final Continuations continuations =
            new Continuations(AuthServer.running().bean(SecretKeys.class), clock);

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/oauth2/authorize?state=%20%26&x=y", "/a?b=ü"})
    void comesBackAsItWasSigned(String target) {
        Continuation started = continuations.start(target);

        assertThat(continuations.read(continuations.sign(started))).contains(started);
    }

    @Test
    void isGoodForAnHour() {
        String signed = continuations.sign(continuations.start("/account"));

        clock.advance(Duration.ofMinutes(60));
        assertThat(continuations.read(signed)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(continuations.read(signed)).isEmpty();
    }

    @Test
    void isNothingElseOnceACharacterIsChanged() {
        Continuation started = continuations.start("/account");
        String signed = continuations.sign(started);

        for (int i = 0; i < signed.length() - 1; i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            // The last character of a part has bits that mean nothing: then it is still what was signed.
            assertThat(continuations
                            .read(signed.substring(0, i) + other + signed.substring(i + 1))
                            .orElse(started))
                    .isEqualTo(started);
            assertThat(signed.charAt(i + 1) == '.'
                            || continuations
                                    .read(signed.substring(0, i) + other + signed.substring(i + 1))
                                    .isEmpty())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.", ".a", "a.b.c", "!.!", "L2FjY291bnQ.L2FjY291bnQ"})
    void isNothingIfItWasNotSignedHere(String signed) {
        assertThat(continuations.read(signed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.test", "https://evil.test", "/\\evil.test", "\\\\evil.test", "evil", "", " /x"})
    void neverLeadsOffThisServer(String target) {
        assertThatThrownBy(() -> continuations.start(target)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void carriesTheSignatureAlongForAnAuthorizationRequest() {
        Continuation request = continuations.start("/oauth2/authorize?client_id=x");

        assertThat(continuations.resume(Optional.of(request))).startsWith("/oauth2/authorize/resume?continue=");
        assertThat(continuations.resume(Optional.of(continuations.start("/account/x"))))
                .isEqualTo("/account/x");
        assertThat(continuations.resume(Optional.empty())).isEqualTo("/account");
    }
}
