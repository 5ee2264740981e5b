package dev.latchkey.notes.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The real application on a random port with a real PostgreSQL; all classes of a process share one of each. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "latchkey.data-dir=target/test-data/${test.process:1}",
            "latchkey.audience=" + TestIssuer.AUDIENCE,
            "latchkey.base-url=" + TestIssuer.AUDIENCE,
            "latchkey.cors-allowed-origins=https://spa.test",
            "spring.flyway.clean-disabled=false",
            // One line for each refused token is what an operator wants, and far too much here.
            "logging.level.dev.latchkey.notes.security.VerifiedTokens=warn"
        })
@ContextConfiguration(initializers = TestIssuer.AsConfiguredIssuer.class)
@Import(TestSetup.class)
public @interface NotesApiTest {}
