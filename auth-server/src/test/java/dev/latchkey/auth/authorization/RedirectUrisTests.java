package dev.latchkey.auth.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.SigningClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9700 §4.1.3, RFC 8252 §7.3. */
class RedirectUrisTests {

    private static Client client(String clientId) {
        return AuthServer.running().bean(Clients.class).byClientId(clientId).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb,true",
        "http://127.0.0.1:1/cb,true",
        "http://127.0.0.1:65535/cb,true",
        "http://127.0.0.1:65536/cb,false",
        "http://127.0.0.1:655350/cb,false",
        "http://127.0.0.1:0/cb,false",
        "http://127.0.0.1:00080/cb,false",
        "http://127.0.0.1:/cb,false",
        "http://127.0.0.1:-1/cb,false",
        "http://127.0.0.1:٣/cb,false",
        "http://127.0.0.1:1/cb/,false",
        "http://127.0.0.1:1/,false",
        "http://127.0.0.1:1,false",
        "http://localhost:1/cb,false",
        "http://[::1]:1/cb,false",
        "https://127.0.0.1:1/cb,false",
        "HTTP://127.0.0.1:1/cb,false"
    })
    void lookAtThePortOfANativeLoopbackAddressAlone(String requested, boolean registered) {
        assertThat(RedirectUris.isRegistered(client("native"), requested)).isEqualTo(registered);
    }

    @Test
    void areComparedAsStringsForEverybodyElse() {
        assertThat(RedirectUris.isRegistered(client("web"), "https://rp1.test/cb"))
                .isTrue();
        assertThat(RedirectUris.isRegistered(client("web"), "https://rp1.test:443/cb"))
                .isFalse();
    }

    @Test
    @DisplayName(
            "AZ-10: the port of a loopback address is as good as any other part of it to an application on the web")
    void areComparedAsStringsOnTheLoopbackToo() {
        SigningClient.register(
                AuthServer.running(),
                "web-on-loopback",
                Map.of("redirect_uris", List.of("http://127.0.0.1:4711/cb"), "token_endpoint_auth_method", "none"),
                null);

        assertThat(RedirectUris.isRegistered(client("web-on-loopback"), "http://127.0.0.1:4711/cb"))
                .isTrue();
        assertThat(RedirectUris.isRegistered(client("web-on-loopback"), "http://127.0.0.1:4712/cb"))
                .isFalse();
    }
}
