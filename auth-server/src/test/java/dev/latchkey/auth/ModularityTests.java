package dev.latchkey.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Each package under the application's is a module. What it may know stands in its {@code package-info}, and stands there
 * truthfully: a dependency that is gone is taken off the list, so that its return is a decision again.
 */
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(AuthServerApplication.class);

    @Test
    void modulesKeepToTheirBoundsAndFormNoCycle() {
        MODULES.verify();
    }

    @TestFactory
    Stream<DynamicTest> declaresNothingButWhatItUses() {
        return MODULES.stream()
                .map(module -> DynamicTest.dynamicTest(module.getIdentifier().toString(), () -> {
                    ApplicationModule declared = Class.forName(
                                    module.getBasePackage().getName() + ".package-info")
                            .getAnnotation(ApplicationModule.class);
                    assertThat(declared)
                            .as("an @ApplicationModule with its dependencies")
                            .isNotNull();
                    TreeSet<String> used = new TreeSet<>(module.getDirectDependencies(MODULES).stream()
                            .map(ApplicationModuleDependency::getTargetModule)
                            .map(target -> target.getIdentifier().toString())
                            .toList());
                    assertThat(new TreeSet<>(Arrays.asList(declared.allowedDependencies())))
                            .isEqualTo(used);
                }));
    }
}
