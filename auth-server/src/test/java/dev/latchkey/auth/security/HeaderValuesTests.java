package dev.latchkey.auth.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class HeaderValuesTests {

    private final StrictHttpFirewall framework = new StrictHttpFirewall();

    @Test
    void letsPassWhatTheFrameworkLetsPass() {
        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            String value = "a" + (char) character + "z";
            assertThat(HeaderValues.isAllowed(value)).as("U+%04X", character).isEqualTo(frameworkAllows(value));
        }
        assertThat(HeaderValues.isAllowed("")).isTrue();
    }

    private boolean frameworkAllows(String value) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/userinfo");
        request.addHeader("X-Value", value);
        try {
            return value.equals(framework.getFirewalledRequest(request).getHeader("X-Value"));
        } catch (RequestRejectedException ex) {
            return false;
        }
    }
}
