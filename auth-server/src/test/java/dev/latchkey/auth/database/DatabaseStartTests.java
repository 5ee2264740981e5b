package dev.latchkey.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.startup.InstallationProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database as part of an application that starts, fails to start, and stops. */
class DatabaseStartTests {

    @TempDir
    Path folder;

    @TempDir
    Path emptyFolder;

    @Test
    void startsOneOnlyWhenNoneIsConfiguredAndStopsItLast() {
        try (ConfigurableApplicationContext local = start(Application.class, folder)) {
            EmbeddedDatabase database = local.getBean(EmbeddedDatabase.class);
            JdbcClient.create(local.getBean(DataSource.class))
                    .sql("CREATE TABLE note (text text)")
                    .update();
            try (ConfigurableApplicationContext production = start(
                    Application.class,
                    emptyFolder,
                    "spring.datasource.url=" + database.getJdbcUrl(),
                    "spring.datasource.username=" + database.getUsername(),
                    "spring.datasource.password=" + database.getPassword(),
                    "latchkey.issuer=https://id.example.com",
                    "latchkey.secret-keys=" + SecretKeys.generate("test"),
                    "spring.mail.host=smtp.example.com",
                    "latchkey.mail.from=no-reply@example.com")) {
                assertThat(production.getBeansOfType(EmbeddedDatabase.class)).isEmpty();
                assertThat(notes(production)).isZero();
            }
            assertThat(emptyFolder).isEmptyDirectory();
        }
        // Both wrote their last words, and the embedded one was still there to keep them.
        try (ConfigurableApplicationContext local = start(Application.class, folder)) {
            assertThat(notes(local)).isEqualTo(2);
        }
    }

    @Test
    void stopsItWhenTheApplicationDoesNotStart() {
        assertThatThrownBy(() -> start(
                        Failing.class,
                        folder,
                        "logging.level.org.springframework.boot.SpringApplication=off",
                        "logging.level.org.springframework.context.annotation=error"))
                .hasRootCauseMessage("as planned");
        assertThat(folder.resolve("auth/postgres/PG_VERSION")).exists();
        assertThat(folder.resolve("auth/postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void leavesTheDatabaseToWhoeverBringsConnectionDetails() {
        try (ConfigurableApplicationContext context = start(BringsItsOwn.class, emptyFolder)) {
            assertThat(context.getBeansOfType(EmbeddedDatabase.class)).isEmpty();
        }
    }

    private static long notes(ConfigurableApplicationContext context) {
        return JdbcClient.create(context.getBean(DataSource.class))
                .sql("SELECT count(*) FROM note")
                .query(Long.class)
                .single();
    }

    private static ConfigurableApplicationContext start(Class<?> application, Path dataFolder, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("latchkey.data-dir=" + dataFolder));
        arguments.addAll(List.of(properties));
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(arguments.stream().map("--"::concat).toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({InstallationProperties.class, DatabaseProperties.class})
    @ImportAutoConfiguration({EmbeddedDatabaseAutoConfiguration.class, DataSourceAutoConfiguration.class})
    static class Application {

        @Bean
        AutoCloseable lastWords(DataSource database) {
            return () -> JdbcClient.create(database)
                    .sql("INSERT INTO note VALUES ('closing')")
                    .update();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({InstallationProperties.class, DatabaseProperties.class})
    @ImportAutoConfiguration({EmbeddedDatabaseAutoConfiguration.class, DataSourceAutoConfiguration.class})
    static class Failing {

        @Bean
        String fails(DataSource database) throws Exception {
            database.getConnection().close();
            throw new IllegalStateException("as planned");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({InstallationProperties.class, DatabaseProperties.class})
    @ImportAutoConfiguration({EmbeddedDatabaseAutoConfiguration.class, DataSourceAutoConfiguration.class})
    static class BringsItsOwn {

        @Bean
        JdbcConnectionDetails other() {
            return new JdbcConnectionDetails() {

                @Override
                public String getUsername() {
                    return "somebody";
                }

                @Override
                public String getPassword() {
                    return "";
                }

                @Override
                public String getJdbcUrl() {
                    return "jdbc:postgresql://192.0.2.1/elsewhere";
                }
            };
        }
    }
}
