package dev.latchkey.auth.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * Migrations on connections of their own: those of the pool are cut when a statement takes long, and to build an index
 * on a large table takes long. An operator may name another role for them with {@code spring.flyway.user}.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, before = FlywayAutoConfiguration.class)
@ConditionalOnBean(JdbcConnectionDetails.class)
@ConditionalOnProperty(
        name = {"spring.flyway.url", "spring.flyway.user"},
        havingValue = "(none)",
        matchIfMissing = true)
class MigrationConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(FlywayConnectionDetails.class)
    FlywayConnectionDetails migrationConnection(JdbcConnectionDetails database) {
        return new FlywayConnectionDetails() {

            @Override
            public @Nullable String getJdbcUrl() {
                return database.getJdbcUrl();
            }

            @Override
            public @Nullable String getUsername() {
                return database.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return database.getPassword();
            }
        };
    }
}
