package dev.latchkey.notes.startup;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

final class IncompleteConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<IncompleteConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, IncompleteConfiguration cause) {
        String list = cause.unmet().stream().map(line -> "  - " + line).collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "The notes API did not start because its configuration is incomplete:\n\n" + list,
                "Set these properties. With neither spring.datasource.url nor an https latchkey.issuer the API starts in "
                        + "local mode, which needs no configuration.",
                cause);
    }
}
