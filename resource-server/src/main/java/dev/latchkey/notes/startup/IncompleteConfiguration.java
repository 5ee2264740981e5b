package dev.latchkey.notes.startup;

import java.util.List;

/** The start was stopped because these properties are missing or unsafe. */
final class IncompleteConfiguration extends RuntimeException {

    private final List<String> unmet;

    IncompleteConfiguration(List<String> unmet) {
        super("Missing or unsafe configuration: " + String.join("; ", unmet));
        this.unmet = List.copyOf(unmet);
    }

    List<String> unmet() {
        return unmet;
    }
}
