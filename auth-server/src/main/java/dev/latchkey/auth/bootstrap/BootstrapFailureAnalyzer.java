package dev.latchkey.auth.bootstrap;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words what is wrong with the bootstrap file, in place of a stack trace. */
class BootstrapFailureAnalyzer extends AbstractFailureAnalyzer<BootstrapException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BootstrapException cause) {
        String where = cause.path().isEmpty() ? "The file" : cause.path();
        return new FailureAnalysis(
                "The bootstrap file cannot be applied.\n\n    File:   " + cause.file() + "\n    Place:  " + where
                        + "\n    Reason: " + cause.reason(),
                "Correct the file, or the environment variable that this place takes its value from. Nothing of the file"
                        + " has been applied.",
                cause);
    }
}
