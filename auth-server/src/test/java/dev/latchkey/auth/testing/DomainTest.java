package dev.latchkey.auth.testing;

import dev.latchkey.auth.account.CheapPasswordHashes;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of accounts, clients, scopes and the bootstrap file on a real database, without web. All such tests share one
 * context and one database: each makes what it needs, under names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = DomainApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.jpa.hibernate.ddl-auto=validate",
            "latchkey.account.password.concurrency=4",
            "latchkey.issuer=http://localhost:9000"
        })
@ContextConfiguration(initializers = {TestDatabase.class, CheapPasswordHashes.class})
public @interface DomainTest {}
