package dev.latchkey.auth.database;

import dev.latchkey.auth.startup.InstallationProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * The embedded database, when the operator names no other.
 *
 * <p>Spring closes a bean after everything that was built on it, so the database stops last: after the pool, which
 * stops after the web server has answered what it had accepted. The same holds when the start fails half way.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(NoDatasourceConfigured.class)
class EmbeddedDatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(JdbcConnectionDetails.class)
    EmbeddedDatabase embeddedDatabase(InstallationProperties installation, DatabaseProperties properties) {
        return EmbeddedDatabase.start(installation.folder(), properties);
    }
}
