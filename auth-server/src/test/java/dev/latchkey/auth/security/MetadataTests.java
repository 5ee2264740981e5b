package dev.latchkey.auth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.clientregistration.RegistrationProperties;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.web.Issuer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetadataTests {

    private final AuthServer server = AuthServer.running();

    private Metadata metadata(RegistrationProperties.Access access) {
        return new Metadata(
                server.bean(Issuer.class),
                server.bean(Scopes.class),
                Optional.empty(),
                new RegistrationProperties(access, 1, Duration.ofDays(1), false, List.of()));
    }

    @ParameterizedTest
    @EnumSource(RegistrationProperties.Access.class)
    void namesTheRegistrationEndpointIfThereIsOne(RegistrationProperties.Access access) {
        assertThat(metadata(access).openIdProvider().containsKey("registration_endpoint"))
                .isEqualTo(access != RegistrationProperties.Access.CLOSED);
    }

    @Test
    void namesNoScopeOfItsOwnApi() {
        assertThat(metadata(RegistrationProperties.Access.CLOSED)
                        .authorizationServer()
                        .get("scopes_supported"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains("openid", "address", "phone", "notes:read")
                .doesNotContain("users:read", "users:write");
    }
}
