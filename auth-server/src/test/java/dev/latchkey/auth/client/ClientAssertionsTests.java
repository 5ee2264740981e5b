package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.jose.RejectedJwtException;
import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an installation may say about assertions; all that holds without that is in {@code endpoint.PrivateKeyJwtTests}. */
class ClientAssertionsTests {

    private final AuthServer server = AuthServer.running();
    private final SigningClient signing = SigningClient.registered(server);
    private final Client client =
            server.bean(Clients.class).byClientId(signing.clientId()).orElseThrow();

    private ClientAssertions assertions(boolean tokenEndpointAudience) {
        return new ClientAssertions(
                server.bean(ClientKeys.class),
                server.bean(SpentIds.class),
                server.bean(Issuer.class),
                new ClientAssertionProperties(tokenEndpointAudience),
                server.bean(Clock.class));
    }

    private String assertionFor(Object audience) {
        return signing.assertion(claims -> claims.claim("aud", audience));
    }

    @Test
    @DisplayName("OpenID Connect Core §9: the token endpoint may be the audience where the operator says so")
    void mayBeForTheTokenEndpoint() {
        String tokenEndpoint = server.url("/oauth2/token");

        assertThatThrownBy(() -> assertions(false).verify(assertionFor(tokenEndpoint), client))
                .isInstanceOf(RejectedJwtException.class);
        assertThatCode(() -> assertions(true).verify(assertionFor(tokenEndpoint), client))
                .doesNotThrowAnyException();
        assertThatCode(() -> assertions(true).verify(assertionFor(server.issuer()), client))
                .doesNotThrowAnyException();
        for (Object other :
                List.of(server.url("/oauth2/par"), tokenEndpoint + "/", List.of(server.issuer(), "https://as.test"))) {
            assertThatThrownBy(() -> assertions(true).verify(assertionFor(other), client))
                    .isInstanceOf(RejectedJwtException.class);
        }
    }
}
