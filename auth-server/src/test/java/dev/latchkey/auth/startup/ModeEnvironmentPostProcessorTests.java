package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.secret.SecretKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ModeEnvironmentPostProcessorTests {

    @TempDir
    Path folder;

    @Nested
    class Production {

        private final Map<String, String> variables = new HashMap<>(Map.of(
                "LATCHKEY_ISSUER", "https://id.example.com",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example.com/latchkey",
                "SPRING_DATASOURCE_USERNAME", "latchkey",
                "LATCHKEY_SECRET_KEYS", SecretKeys.generate("2026a"),
                "SPRING_MAIL_HOST", "smtp.example.com",
                "LATCHKEY_MAIL_FROM", "no-reply@example.com"));

        @Test
        void startsWithTheVariablesThatTheListNames() {
            ConfigurableEnvironment environment = environment(variables);
            assertThatCode(() -> process(environment)).doesNotThrowAnyException();
            assertThat(environment.getProperty("latchkey.mode")).isEqualTo("production");
        }

        @Test
        void generatesNothingAndListensWhereItIsTold() {
            ConfigurableEnvironment environment = environment(variables);
            process(environment);
            assertThat(folder).isEmptyDirectory();
            assertThat(environment.getProperty("server.address")).isNull();
            assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
        }

        @Test
        void namesEverythingThatIsMissing() {
            variables.keySet().retainAll(java.util.Set.of("LATCHKEY_ISSUER"));
            complaint(variables)
                    .contains("production because latchkey.issuer is not an http address of this machine")
                    .contains("spring.datasource.url (environment: SPRING_DATASOURCE_URL) is missing")
                    .contains("spring.datasource.username (environment: SPRING_DATASOURCE_USERNAME) is missing")
                    .contains("latchkey.secret-keys (environment: LATCHKEY_SECRET_KEYS) is missing")
                    .contains("spring.mail.host (environment: SPRING_MAIL_HOST) is missing")
                    .contains("latchkey.mail.from (environment: LATCHKEY_MAIL_FROM) is missing")
                    .doesNotContain("LATCHKEY_ISSUER");
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void namesTheIssuerWhenOnlyADatasourceIsConfigured() {
            variables.keySet().retainAll(java.util.Set.of("SPRING_DATASOURCE_URL"));
            complaint(variables)
                    .contains("production because spring.datasource.url is set")
                    .contains("latchkey.issuer (environment: LATCHKEY_ISSUER) is missing");
        }

        @Test
        void refusesAnIssuerWithoutTls() {
            variables.put("LATCHKEY_ISSUER", "http://id.example.com");
            complaint(variables).contains("LATCHKEY_ISSUER) is not an https address");
        }

        @Test
        void refusesWeakKeysWithoutQuotingThem() {
            variables.put("LATCHKEY_SECRET_KEYS", "k:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            complaint(variables)
                    .contains("LATCHKEY_SECRET_KEYS) is unsafe: key 'k' repeats itself")
                    .doesNotContain("AAAA");
        }

        @Test
        void refusesAnotherKindOfDatabase() {
            variables.put("SPRING_DATASOURCE_URL", "jdbc:h2:mem:latchkey");
            complaint(variables).contains("SPRING_DATASOURCE_URL) is not a PostgreSQL database");
        }

        @Test
        void refusesToBelieveEverybodysHeaders() {
            variables.put("LATCHKEY_TRUSTED_PROXIES", "0.0.0.0/0");
            complaint(variables).contains("LATCHKEY_TRUSTED_PROXIES) believes everybody");
        }

        @Test
        void refusesTheDemo() {
            variables.put("SPRING_PROFILES_ACTIVE", "demo");
            complaint(variables).contains("spring.profiles.active (environment: SPRING_PROFILES_ACTIVE) contains demo");
        }
    }

    @Nested
    class Local {

        private final Map<String, String> variables = new HashMap<>();

        @Test
        void listensOnThisMachineOnly() {
            ConfigurableEnvironment environment = process(environment(variables));
            assertThat(environment.getProperty("latchkey.mode")).isEqualTo("local");
            assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
        }

        @Test
        void refusesToListenForOthers() {
            variables.put("SERVER_ADDRESS", "0.0.0.0");
            variables.put("MANAGEMENT_SERVER_ADDRESS", "192.0.2.1");
            complaint(variables)
                    .contains("server.address (environment: SERVER_ADDRESS) lets others connect")
                    .contains("MANAGEMENT_SERVER_ADDRESS) lets others connect");
        }

        @Test
        void hasItsPortInTheIssuer() {
            variables.put("SERVER_PORT", "9123");
            assertThat(process(environment(variables)).getProperty("latchkey.issuer"))
                    .isEqualTo("http://localhost:9123");
        }

        @Test
        void choosesAFreePortBeforeTheIssuerNamesIt() {
            variables.put("SERVER_PORT", "0");
            ConfigurableEnvironment environment = process(environment(variables));
            assertThat(environment.getProperty("server.port", Integer.class)).isPositive();
            assertThat(environment.getProperty("latchkey.issuer"))
                    .isEqualTo("http://localhost:" + environment.getProperty("server.port"));
        }

        @Test
        void generatesKeysOnceAndKeepsThem() {
            String first = process(environment(variables)).getProperty("latchkey.secret-keys");
            String second = process(environment(variables)).getProperty("latchkey.secret-keys");
            assertThatCode(() -> SecretKeys.parse(first)).doesNotThrowAnyException();
            assertThat(second).isEqualTo(first);
        }

        @Test
        void generatesKeysAgainAfterAStartThatWasKilledBeforeItWroteThem() throws Exception {
            Files.createDirectories(folder.resolve("auth"));
            Files.createFile(folder.resolve("auth/secret-keys"));
            assertThat(process(environment(variables)).getProperty("latchkey.secret-keys"))
                    .startsWith("local:");
        }

        @Test
        void keepsWhatIsConfigured() {
            variables.put("LATCHKEY_ISSUER", "http://127.0.0.1:9000");
            variables.put("LATCHKEY_SECRET_KEYS", SecretKeys.generate("mine"));
            ConfigurableEnvironment environment = process(environment(variables));
            assertThat(environment.getProperty("latchkey.issuer")).isEqualTo("http://127.0.0.1:9000");
            assertThat(environment.getProperty("latchkey.secret-keys")).startsWith("mine:");
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void refusesWeakKeysHereToo() {
            variables.put("LATCHKEY_SECRET_KEYS", "k:c2hvcnQ=");
            complaint(variables).contains("LATCHKEY_SECRET_KEYS) is unsafe: key 'k' has 5 bytes instead of 32");
        }

        @Test
        void saysThatItsFolderCannotBeWritten() throws Exception {
            variables.put(
                    "LATCHKEY_DATA_DIR",
                    Files.createFile(folder.resolve("file")).toString());
            complaint(variables).contains("cannot be created or written");
        }
    }

    private AbstractStringAssert<?> complaint(Map<String, String> variables) {
        ConfigurableEnvironment environment = environment(variables);
        return assertThatExceptionOfType(StartupFailure.class)
                .isThrownBy(() -> process(environment))
                .actual()
                .getMessage()
                .transform(org.assertj.core.api.Assertions::assertThat);
    }

    private ConfigurableEnvironment environment(Map<String, String> variables) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(variables);
        all.putIfAbsent("LATCHKEY_DATA_DIR", folder.toString());
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static ConfigurableEnvironment process(ConfigurableEnvironment environment) {
        new ModeEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
