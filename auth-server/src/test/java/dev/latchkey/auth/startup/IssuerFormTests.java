package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerFormTests {

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.com", "https://id.example.com:8443", "http://localhost:9000"})
    void acceptsAnOrigin(String issuer) {
        assertThat(IssuerForm.problem(issuer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/, ends with a slash",
        "https://id.example.com/auth, has a path",
        "https://id.example.com?a=b, has a query",
        "https://id.example.com#top, has a fragment",
        "https://admin:secret@id.example.com, has a user name",
        "https:///auth, names no host",
        "id.example.com, names no host",
        "https://id example.com, is not an address",
    })
    void refusesWhatIsMoreOrLess(String issuer, String problem) {
        assertThat(IssuerForm.problem(issuer))
                .hasValueSatisfying(text -> assertThat(text).contains(problem).doesNotContain("secret"));
    }

    @Test
    void demandsTlsInProduction() {
        assertThat(IssuerForm.problemInProduction("http://localhost:9000")).hasValue("is not an https address");
        assertThat(IssuerForm.problemInProduction("https://id.example.com")).isEmpty();
        assertThat(IssuerForm.problemInProduction("https://id.example.com/")).hasValue("ends with a slash");
    }
}
