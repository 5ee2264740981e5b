package dev.latchkey.auth;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** Rules that hold everywhere in this application. What each feature may know of the others is in ModularityTests. */
@AnalyzeClasses(packages = "dev.latchkey.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final Set<String> CLOCK_READERS =
            Set.of("now", "systemUTC", "systemDefaultZone", "system", "currentTimeMillis");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.latchkey.auth.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that can be understood only together with another is not a package of its own");

    @ArchTest
    static final ArchRule STAY_INSIDE = classes()
            .that(annotatedWithAnyOf())
            .should()
            .notBePublic()
            .orShould(be(neededElsewhere()))
            .because(
                    "controllers, configurations and repositories are a package's own affair unless another one needs them");

    @ArchTest
    static final ArchRule SPEAKING_NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Mapper|VO|Bean)(\\$.*)?")
            .orShould()
            .haveNameMatching("(.*\\.)?(Default|Abstract|Base)[A-Z][^.]*")
            .because("such a name says how a class was made, not what it is for");

    @ArchTest
    static final ArchRule SPEAKING_PACKAGES = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..helpers..",
                    "..common..",
                    "..core..",
                    "..base..",
                    "..shared..",
                    "..misc..",
                    "..impl..",
                    "..dto..",
                    "..service..",
                    "..services..",
                    "..controller..",
                    "..controllers..",
                    "..repository..",
                    "..repositories..",
                    "..model..",
                    "..config..")
            .because("packages are features: a layer or a drawer for the rest grows without end");

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.latchkey.auth.web.WebConfiguration")
            .should()
            .callMethodWhere(describe("reads the machine's clock", ArchitectureTests::readsTheClock))
            .because("expiry can be tested only if the time is the Clock bean's");

    @ArchTest
    static final ArchRule CONSTRUCTOR_INJECTION = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("what a class needs stands in its constructor, and cannot be missing");

    @ArchTest
    static final ArchRule SECURE_RANDOM_ONLY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(
                    "dev.latchkey.auth.web.CorrelationId") // names a request, for everybody to read
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ThreadLocalRandom.class, java.util.SplittableRandom.class)
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(Random.class, long.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(SecureRandom.class, "setSeed", long.class)
            .because("whatever is drawn here may become a secret one day");

    @ArchTest
    static final ArchRule NO_HTTP_SESSION = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.servlet.http.HttpSession")
            .orShould()
            .callMethodWhere(describe(
                    "opens a session of the container",
                    call -> call.getTarget().getName().equals("getSession")
                            && call.getTargetOwner().isAssignableTo("jakarta.servlet.http.HttpServletRequest")))
            .because("sessions are rows, so that every node knows them, and an anonymous visitor has none");

    @ArchTest
    static final ArchRule ONE_WAY_OUT = noClasses()
            .that(resideOutsideOfPackage("dev.latchkey.auth.outbound.."))
            .and()
            .doNotHaveFullyQualifiedName("dev.latchkey.auth.database.PostgresBinaries") // reads from the class path
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net.http..",
                    "org.apache.hc..",
                    "org.springframework.web.client..",
                    "org.springframework.web.reactive.function.client..")
            .orShould()
            .callMethodWhere(describe(
                    "opens a connection to a URL",
                    call -> call.getTargetOwner().isEquivalentTo(java.net.URL.class)
                            && call.getTarget().getName().equals("openConnection")))
            .because("an address that a stranger chose is asked by the client that guards the network here");

    @ArchTest
    static final ArchRule NO_SERIALISATION = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
            .because("bytes that become objects by themselves become somebody else's objects");

    @ArchTest
    static final ArchRule STEPS_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    "dev.latchkey.auth.(login|mfa|consent|federation)..")
            .should()
            .notDependOnEachOther()
            .because("a missing factor is a missing authority: the security chain sends the browser there and back");

    @ArchTest
    static final ArchRule SECURITY_IS_THE_ROOT = noClasses()
            .that(resideOutsideOfPackage("dev.latchkey.auth.security.."))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.latchkey.auth.security.."))
            .because("security puts the features together; a feature that knew it could not be understood without all");

    @ArchTest
    static final ArchRule TRANSACTIONS_THAT_WORK = methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .notBePrivate()
            .andShould()
            .notBeFinal()
            .andShould()
            .notBeStatic()
            .because("the proxy cannot see such a method: it would run without the transaction that it claims");

    @ArchTest
    static final ArchRule NULL_MARKED = classes()
            .that(describe("stand in a package", type -> !type.isNestedClass()))
            .should()
            .resideInAPackage("dev.latchkey.auth..")
            .andShould(be(inANullMarkedPackage()))
            .because("null is checked by the compiler only where the package says so");

    @ArchTest
    static final ArchRule LOG_BY_SLF4J = noClasses()
            .that()
            .areNotAssignableTo(
                    EnvironmentPostProcessor.class) // runs before there is logging, and is handed a stand-in
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("one logging interface carries the correlation id");

    private static DescribedPredicate<JavaClass> annotatedWithAnyOf() {
        return describe(
                "are a controller, a configuration, a repository or an entity's table",
                type -> !type.isAnnotatedWith(AutoConfiguration.class)
                        && (type.isAnnotatedWith(Controller.class)
                                || type.isAnnotatedWith(RestController.class)
                                || type.isAnnotatedWith(Configuration.class)
                                || type.isAnnotatedWith(Repository.class)
                                || type.isAnnotatedWith(Entity.class)));
    }

    private static DescribedPredicate<JavaClass> neededElsewhere() {
        return describe(
                "needed by another package",
                type -> type.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                !dependency.getOriginClass().getPackage().equals(type.getPackage())));
    }

    private static DescribedPredicate<JavaClass> inANullMarkedPackage() {
        return describe("in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    private static boolean readsTheClock(JavaAccess<? extends AccessTarget> call) {
        String owner = call.getTargetOwner().getName();
        return (owner.startsWith("java.time.") || owner.equals(System.class.getName()))
                && CLOCK_READERS.contains(call.getTarget().getName())
                && !takesAClock(call);
    }

    private static boolean takesAClock(JavaAccess<? extends AccessTarget> call) {
        return call.getTarget() instanceof AccessTarget.CodeUnitCallTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
