package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class TrustedProxiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.3.7", "10.0.3.7,10.1.0.0/24", "2001:db8::7, 2001:db8:1::/48"})
    void acceptsAddressesAndNetworks(String configured) {
        assertThat(TrustedProxies.problem(environment(configured))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.3",
                "proxy.example.com",
                "bad.cafe",
                "10.0.3.7,*",
                ".*",
                "300.0.0.1",
                "1::2::3"
            })
    void refusesNamesAndPatterns(String configured) {
        assertThat(TrustedProxies.problem(environment(configured))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0"})
    void refusesToBelieveEverybody(String configured) {
        assertThat(TrustedProxies.problem(environment(configured))).hasValue("believes everybody: " + configured);
    }

    @Test
    void writesSingleAddressesAsNetworksOfOne() {
        assertThat(TrustedProxies.forTomcat(List.of("10.0.3.7", "10.1.0.0/24", "2001:db8::7")))
                .isEqualTo("10.0.3.7/32,10.1.0.0/24,2001:db8::7/128");
    }

    private static MockEnvironment environment(String configured) {
        return new MockEnvironment().withProperty("latchkey.trusted-proxies", configured);
    }
}
