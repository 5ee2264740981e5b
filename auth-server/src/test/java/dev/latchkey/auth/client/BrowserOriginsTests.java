package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserOriginsTests {

    @ParameterizedTest
    @CsvSource({
        "https://spa.test/cb, https://spa.test",
        "https://SPA.test:443/cb?x=1, https://spa.test",
        "http://localhost:8080/cb, http://localhost:8080",
        "http://localhost:80/cb, http://localhost",
        "https://spa.test:8443, https://spa.test:8443"
    })
    void areWrittenAsBrowsersWriteThem(String redirectUri, String origin) {
        assertThat(BrowserOrigins.originOf(redirectUri)).contains(origin);
    }

    @ParameterizedTest
    @CsvSource({"com.example.app:/cb", "com.example.app://host/cb"})
    void areOfTheWeb(String redirectUri) {
        assertThat(BrowserOrigins.originOf(redirectUri)).isEmpty();
    }
}
