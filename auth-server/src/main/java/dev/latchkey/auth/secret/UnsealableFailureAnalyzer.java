package dev.latchkey.auth.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which of the operator's keys is missing, when a database is started without the keys that belong to it. */
class UnsealableFailureAnalyzer extends AbstractFailureAnalyzer<UnsealableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsealableException cause) {
        return new FailureAnalysis(
                "A secret in the database cannot be opened. " + cause.getMessage() + ".",
                "Add the key of that id to the end of latchkey.secret-keys. A backup of the database is worth nothing without"
                        + " the keys that were configured when it was made.",
                rootFailure);
    }
}
