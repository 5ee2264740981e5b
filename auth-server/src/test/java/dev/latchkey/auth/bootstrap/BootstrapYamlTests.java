package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class BootstrapYamlTests {

    private final BootstrapYaml yaml = new BootstrapYaml(new Placeholders(
            new MockEnvironment().withProperty("SECRET", "\": {injected: [").withProperty("EMPTY", "")));

    @Test
    void readsTextsNumbersListsAndObjects() {
        assertThat(read("a: {b: [\"x\", 1, true], c: y}"))
                .isEqualTo(Map.of("a", Map.of("b", List.of("x", 1, true), "c", "y")));
    }

    @Test
    void resolvesPlaceholdersWithinTextsOnly() {
        assertThat(read("a: \"<${SECRET}>\"")).isEqualTo(Map.of("a", "<\": {injected: [>"));
        assertThat(read("a: \"http://localhost:${PORT:8080}/${SECRET:x}\""))
                .isEqualTo(Map.of("a", "http://localhost:8080/\": {injected: ["));
        assertThat(read("a: \"${PORT:}\"")).isEqualTo(Map.of("a", ""));
        assertThat(read("a: \"5 $ {x}\"")).isEqualTo(Map.of("a", "5 $ {x}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {b: '${MISSING}'} | a.b | needs MISSING",
                "a: '${EMPTY}' | a | needs EMPTY",
                "a: ['x', '${oops'] | a[1] | begins no",
                "a: {b: 1, b: 2} | a.b | is there twice",
                "a: {b: } | a.b | has no value",
                "a: [null] | a[0] | has no value",
                "a: [&x y, *x] | a[1] | is a reference",
                "a: {b: &x {c: d}, e: *x} | a.e | is a reference"
            })
    void refusesWithThePlaceAndTheReason(String text, String path, String reason) {
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.path()).isEqualTo(path))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "a: 1\n---\nb: 2", "a: [", "a: \"x", "\tx: 1"})
    void refusesWhatIsNotOneDocument(String text) {
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.path()).isEmpty());
    }

    @Test
    void tellsWhereTheYamlIsBrokenWithoutQuotingIt() {
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> read("clients:\n  - client_secret: \"hunter2hunter2\n  - x"))
                .withMessageContaining("line")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @Test
    void tellsThatTheFileIsNotThere() {
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> yaml.read(new ClassPathResource("not-there.yaml")))
                .withMessageContaining("cannot be found");
    }

    private Object read(String text) {
        return yaml.read(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                .content();
    }
}
