package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkAddressTests {

    @Test
    void takesTheAddressesOfOneConnectionTogether() {
        String one = NetworkAddress.aggregated("2001:db8:1:2::1");
        assertThat(NetworkAddress.aggregated("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isEqualTo(one);
        assertThat(NetworkAddress.aggregated("2001:0DB8:0001:0002:0:0:0:9%eth0"))
                .isEqualTo(one);
        assertThat(NetworkAddress.aggregated("2001:db8:1:3::1")).isNotEqualTo(one);
    }

    @Test
    void tellsIpv4AddressesApart() {
        String one = NetworkAddress.aggregated("192.0.2.1");
        assertThat(NetworkAddress.aggregated("::ffff:192.0.2.1")).isEqualTo(one);
        assertThat(NetworkAddress.aggregated("192.0.2.2")).isNotEqualTo(one);
        assertThat(NetworkAddress.aggregated("::ffff:192.0.2.2")).isNotEqualTo(one);
    }

    @Test
    void looksUpNoNames() {
        assertThat(NetworkAddress.aggregated("localhost")).isEqualTo("localhost");
        assertThat(NetworkAddress.aggregated("999.1.1.1")).isEqualTo("999.1.1.1");
        assertThat(NetworkAddress.aggregated("")).isEmpty();
    }
}
