package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class ModeTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void isLocalWhenNothingIsConfigured() {
        assertThat(Mode.of(environment)).isEqualTo(Mode.LOCAL);
    }

    @Test
    void isLocalWhenVariablesAreThereButEmpty() {
        environment.setProperty("spring.datasource.url", "");
        environment.setProperty("latchkey.issuer", " ");
        assertThat(Mode.of(environment)).isEqualTo(Mode.LOCAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000", "http://LOCALHOST"})
    void isLocalWithAnIssuerOnThisMachine(String issuer) {
        environment.setProperty("latchkey.issuer", issuer);
        assertThat(Mode.of(environment)).isEqualTo(Mode.LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com",
                "https://localhost:9000",
                "http://id.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost@example.com",
                "localhost:9000",
                "http://not an address",
            })
    void isProductionWithAnyOtherIssuer(String issuer) {
        environment.setProperty("latchkey.issuer", issuer);
        assertThat(Mode.of(environment)).isEqualTo(Mode.PRODUCTION);
    }

    @Test
    void isProductionWithADatasource() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/latchkey");
        environment.setProperty("latchkey.issuer", "http://localhost:9000");
        assertThat(Mode.of(environment)).isEqualTo(Mode.PRODUCTION);
    }
}
