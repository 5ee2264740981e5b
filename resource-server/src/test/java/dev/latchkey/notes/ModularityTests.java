package dev.latchkey.notes;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void packagesDependOnlyOnWhatTheyDeclare() {
        ApplicationModules.of(NotesApplication.class).verify();
    }
}
