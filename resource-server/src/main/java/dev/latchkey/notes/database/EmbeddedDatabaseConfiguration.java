package dev.latchkey.notes.database;

import dev.latchkey.notes.startup.Mode;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = Mode.PROPERTY, havingValue = "local")
class EmbeddedDatabaseConfiguration {

    /** As {@code JdbcConnectionDetails} it is what Boot builds the pool from, and so it is closed after the pool. */
    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(
            @Value("${latchkey.data-dir:./data}") Path dataDir, DatabaseProperties properties) {
        return EmbeddedDatabase.start(dataDir.toAbsolutePath().normalize().resolve("notes"), properties);
    }
}
