package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class BootstrapFailureAnalyzerTests {

    private final BootstrapException failure = new BootstrapException(
            "file [/etc/latchkey/bootstrap.yaml]", "clients[1].redirect_uri", "is not a known key");

    @Test
    void saysFilePlaceAndReason() {
        FailureAnalysis analysis = Objects.requireNonNull(
                new BootstrapFailureAnalyzer().analyze(new IllegalStateException("wrapped", failure)));
        assertThat(analysis.getDescription())
                .contains("/etc/latchkey/bootstrap.yaml", "clients[1].redirect_uri", "is not a known key");
        assertThat(analysis.getAction()).contains("Nothing of the file");
    }

    @Test
    void isFoundByTheStart() {
        FailureHandler othersMayNeedMore = FailureHandler.handleMessage((message, failure) -> {});
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, othersMayNeedMore))
                .hasAtLeastOneElementOfType(BootstrapFailureAnalyzer.class);
    }
}
