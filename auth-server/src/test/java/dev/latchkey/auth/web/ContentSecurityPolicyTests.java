package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ContentSecurityPolicyTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @CsvSource({
        "https://rp.example.test/cb?x=y,                https://rp.example.test",
        "https://rp.example.test:8443/cb,               https://rp.example.test:8443",
        "HTTPS://RP.Example.TEST/cb,                    https://rp.example.test",
        "http://127.0.0.1:51004/cb,                     http://127.0.0.1:51004",
        "http://[::1]:51004/cb,                         http:",
        "com.example.app:/cb,                           com.example.app:",
        "com.example.app://callback/cb,                 com.example.app:",
        "https://under_score.example.test/cb,           https:",
    })
    void letsAFormLeadToTheOriginOfItsTarget(String target, String source) {
        ContentSecurityPolicy.allowFormAction(request, response, URI.create(target));

        assertThat(response.getHeader(ContentSecurityPolicy.HEADER)).contains("form-action 'self' " + source + ";");
    }

    @Test
    void keepsTheNonceAndWhatWasAllowedBefore() {
        String nonce = ContentSecurityPolicy.of(request).nonce();
        ContentSecurityPolicy.allowFormAction(request, response, URI.create("https://a.example.test/"));
        ContentSecurityPolicy.allowFormAction(request, response, URI.create("https://b.example.test/"));

        assertThat(response.getHeaders(ContentSecurityPolicy.HEADER))
                .singleElement()
                .asString()
                .contains("form-action 'self' https://a.example.test https://b.example.test;", "'nonce-" + nonce + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "blob:https://a/b",
                "/relative",
                "//host/path",
                "JavaScript:x"
            })
    void refusesTargetsThatAreNoPlace(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentSecurityPolicy.allowFormAction(request, response, URI.create(target)));
        assertThat(response.getHeader(ContentSecurityPolicy.HEADER)).isNull();
    }
}
