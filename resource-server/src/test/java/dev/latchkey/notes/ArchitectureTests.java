package dev.latchkey.notes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTests {

    private static final JavaClasses ours = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.latchkey.notes");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.latchkey.notes.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its user cannot be read, tested or lifted alone")
                .check(ours);
    }

    @Test
    void controllersConfigurationsAndRepositoriesAreHidden() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(Configuration.class)
                .or()
                .areAnnotatedWith(Repository.class)
                .should()
                .notBePublic()
                .because("they are called by Spring alone; whatever other packages need is a type of its own")
                .check(ours);
    }

    @Test
    void timeIsInjected() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(NotesApplication.class.getName())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("expiry, paging and locks are tested with a clock that the test holds")
                .check(ours);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should()
                .notBeAnnotatedWith(Autowired.class)
                .because("a constructor shows what a class needs and makes it complete from the start")
                .check(ours);
    }

    @Test
    void fieldsAreFinalUnlessTheyGuardAChange() {
        fields().that()
                .areNotFinal()
                .should()
                .bePrivate()
                .andShould()
                .notHaveModifier(JavaModifier.STATIC)
                .because("shared mutable state is how one person's request leaks into another's")
                .check(ours);
    }

    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses()
                .that()
                .areNotAnnotatedWith(Repository.class)
                .and()
                .haveSimpleNameNotContaining("SpentProofs")
                .and()
                .haveSimpleNameNotEndingWith("ApiSecurity")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .because(
                        "that every statement names the owner can only be reviewed where statements are few and together")
                .check(ours);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|Mapper|Default\\w+|Abstract\\w+)$")
                .because("these words stand where the meaning should")
                .check(ours);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..helper..", "..common..", "..core..", "..base..", "..misc..")
                .because("a package is named after what it owns")
                .check(ours);
    }

    @Test
    void everyPackageIsNullMarkedAndDescribed() throws IOException {
        Path sources = Path.of("src/main/java/dev/latchkey/notes");
        try (Stream<Path> folders = Files.walk(sources).filter(Files::isDirectory)) {
            folders.forEach(folder -> org.assertj.core.api.Assertions.assertThat(folder.resolve("package-info.java"))
                    .as("it says what the package owns and makes null an error")
                    .content()
                    .contains("@NullMarked", "/**"));
        }
    }
}
