package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientUriTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rp.example.test/cb",
                "https://rp.example.test",
                "https://rp.example.test:8443/cb?tenant=1&x=a%20b",
                "https://xn--bcher-kva.test/cb",
                "http://localhost:8080/login/oauth2/code/latchkey",
                "http://127.0.0.1:49152/cb",
                "http://[::1]:49152/cb",
                "https://localhost:8443/cb"
            })
    void takesWhatAWebApplicationUses(String uri) {
        assertThat(ClientUri.refusal(uri, ApplicationType.WEB)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.app:/cb", "com.example.app://cb", "test.my-app+1:/cb?x=1"})
    void takesPrivateUseSchemesFromNativeApplicationsOnly(String uri) {
        assertThat(ClientUri.refusal(uri, ApplicationType.NATIVE)).isNull();
        assertThat(ClientUri.refusal(uri, ApplicationType.WEB)).contains("native");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://rp.example.test/cb#x | fragment",
                "https://rp.example.test/cb# | fragment",
                "https://*.example.test/cb | wildcard",
                "https://rp.example.test/* | wildcard",
                "https://alice@rp.example.test/cb | user information",
                "https://rp.example.test@evil.test/cb | user information",
                "https://rp.example.test\\@evil.test/cb | characters",
                "https://rp.example.test/c b | characters",
                "https://bücher.test/cb | characters",
                "https://rp.example.test/a/../cb | path",
                "https://rp.example.test/a/%2e%2E/cb | path",
                "https://rp.example.test/a%2F..%2fcb | path",
                "https://rp.example.test/./cb | path",
                "https://rp.example.test/cb?code=1 | query",
                "https://rp.example.test/cb?x=1&st%61te=2 | query",
                "https://rp.example.test/%zz | no URI",
                "https:///cb | host",
                "https://10.0.0.1/cb | host",
                "https://2130706433/cb | host",
                "https://[2001:db8::1]/cb | host",
                "https://foo_bar.example.test/cb | host",
                "http://rp.example.test/cb | http",
                "http://127.0.0.2/cb | http",
                "http://localhost.evil.test/cb | http",
                "HTTPS://rp.example.test/cb | scheme",
                "javascript:alert(1) | absolute",
                "javascript://rp.example.test/%0aalert(1) | scheme",
                "data:text/html,x | absolute",
                "file:///etc/passwd | scheme",
                "myapp:/cb | scheme",
                "ftp://rp.example.test/cb | scheme",
                "com.example.app:cb | absolute",
                "/cb | absolute",
                "//rp.example.test/cb | absolute",
                "`` | characters"
            })
    void refusesWhatCouldCarryACodeToSomebodyElse(String uri, String reason) {
        assertThat(ClientUri.refusal(uri, ApplicationType.NATIVE)).contains(reason);
        assertThat(ClientUri.refusal(uri, ApplicationType.WEB)).isNotNull();
    }

    @Test
    void refusesControlCharactersAndWhatIsTooLong() {
        assertThat(ClientUri.refusal("https://rp.example.test/\r\nSet-Cookie:a=b", ApplicationType.WEB))
                .contains("characters");
        assertThat(ClientUri.refusal("https://rp.example.test/" + "a".repeat(2000), ApplicationType.WEB))
                .contains("longer");
    }
}
