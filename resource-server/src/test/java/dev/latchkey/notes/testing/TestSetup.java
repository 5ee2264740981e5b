package dev.latchkey.notes.testing;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What the tests add to the application: an empty database, and somebody who calls it. */
@TestConfiguration(proxyBeanMethods = false)
class TestSetup {

    /** The data folder outlives the build, so that PostgreSQL is unpacked once; its content does not. */
    @Bean
    FlywayMigrationStrategy emptyDatabase() {
        return (Flyway flyway) -> {
            flyway.clean();
            flyway.migrate();
        };
    }

    @Bean
    Api api(Environment environment) {
        return new Api(() -> environment.getRequiredProperty("local.server.port", Integer.class));
    }
}
