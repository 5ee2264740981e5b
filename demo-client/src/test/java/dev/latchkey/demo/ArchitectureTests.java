package dev.latchkey.demo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.stereotype.Controller;

@AnalyzeClasses(packagesOf = DemoClientApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packages_do_not_form_cycles = slices().matching("dev.latchkey.demo.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that is part of a cycle cannot be copied, or understood, alone");

    @ArchTest
    static final ArchRule nobody_uses_the_composition_root = noClasses()
            .that()
            .resideOutsideOfPackage("..security")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.latchkey.demo.security")
            .because("features must not know how sign-in is wired; the wiring knows them");

    @ArchTest
    static final ArchRule nobody_uses_the_trace = noClasses()
            .that()
            .resideOutsideOfPackage("..trace")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.latchkey.demo.trace")
            .because("an application that copies the client leaves the trace out");

    @ArchTest
    static final ArchRule refresh_tokens_stay_in_security = noClasses()
            .that()
            .resideOutsideOfPackage("..security")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(OAuth2RefreshToken.class)
            .because("a refresh token has no use outside the package that renews access tokens");

    @ArchTest
    static final ArchRule access_tokens_are_read_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackages("..security", "..home")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(OAuth2AccessToken.class)
            .because("calls get their access token from the interceptor; only the page that teaches looks at one");

    @ArchTest
    static final ArchRule wiring_and_controllers_are_private = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(Configuration.class)
            .and()
            .areNotAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
            .should()
            .notBePublic()
            .because("a public type is an offer to other packages, and these offer nothing to them");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("a test must be able to say what time it is");

    @ArchTest
    static final ArchRule fields_are_not_injected = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .because("what a class needs stands in its constructor");

    @ArchTest
    static final ArchRule names_say_what_a_class_does = noClasses()
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(are(simpleNameEndingWith("Impl")
                    .or(simpleNameEndingWith("Manager"))
                    .or(simpleNameEndingWith("Helper"))
                    .or(simpleNameEndingWith("Utils"))
                    .or(simpleNameEndingWith("Util"))
                    .or(simpleNameEndingWith("Dto"))
                    .or(simpleNameEndingWith("Mapper")))))
            .because("these endings fit every class and explain none");

    @ArchTest
    static final ArchRule packages_are_named_after_features = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..helper..", "..common..", "..core..", "..base..", "..misc..", "..config..")
            .because("a newcomer looks for a feature, not for a layer");

    @ArchTest
    static final ArchRule output_goes_to_the_log = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule one_logging_api = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
