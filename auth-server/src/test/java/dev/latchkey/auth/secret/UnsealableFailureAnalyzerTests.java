package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnsealableFailureAnalyzerTests {

    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);

    @Test
    void namesTheKeyThatIsMissing() {
        Sealed sealed =
                SecretKeys.parse(SecretKeys.generate("autumn")).seal("seed".getBytes(StandardCharsets.UTF_8), PLACE);
        SecretKeys others = SecretKeys.parse(SecretKeys.generate("winter"));
        Throwable failure =
                new BeanCreationException("signingKeys", "", catchThrowable(() -> others.open(sealed, PLACE)));

        FailureAnalysis analysis = new UnsealableFailureAnalyzer().analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains("'autumn'");
        assertThat(analysis.getAction()).contains("latchkey.secret-keys");
    }
}
