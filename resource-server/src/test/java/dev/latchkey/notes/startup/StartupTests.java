package dev.latchkey.notes.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class StartupTests {

    private static final byte[] KEY = new byte[32];

    static {
        for (int i = 0; i < KEY.length; i++) {
            KEY[i] = (byte) (i * 7);
        }
    }

    private static final Map<String, Object> COMPLETE = Map.of(
            "spring.datasource.url", "jdbc:postgresql://db.example.test/notes",
            "spring.datasource.username", "notes",
            "spring.datasource.password", "secret",
            "latchkey.issuer", "https://id.example.test",
            "latchkey.audience", "https://notes.example.test",
            "latchkey.secret-keys", "k1:" + Base64.getEncoder().encodeToString(KEY));

    @TempDir
    Path folder;

    @Test
    void withNothingConfiguredItIsLocalAndStaysOnThisMachine() throws Exception {
        Environment environment = start(Map.of("latchkey.data-dir", folder.toString(), "server.port", "8190"));

        assertThat(environment.getProperty("latchkey.mode")).isEqualTo("local");
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("latchkey.base-url")).isEqualTo("http://localhost:8190");
        Path secrets = folder.resolve("notes/secrets.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void generatedSecretsAreStrongDifferentAndKept() {
        Map<String, Object> local = Map.of("latchkey.data-dir", folder.toString());
        Environment first = start(local);
        Environment second = start(local);
        String key = first.getProperty("latchkey.secret-keys");

        assertThat(second.getProperty("latchkey.secret-keys")).isEqualTo(key);
        assertThat(Base64.getDecoder().decode(key.substring(key.indexOf(':') + 1)))
                .hasSize(32);
        assertThat(Stream.of("latchkey.secret-keys", "latchkey.database.password", "latchkey.database.admin-password")
                        .map(first::getProperty))
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void localModeRefusesToListenForOthers(String address) {
        assertThatThrownBy(() -> start(Map.of("latchkey.data-dir", folder.toString(), "server.address", address)))
                .isInstanceOf(IncompleteConfiguration.class)
                .hasMessageContaining("server.address");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void completelyConfiguredItIsProductionAndGeneratesNothing() {
        Map<String, Object> properties = new LinkedHashMap<>(COMPLETE);
        properties.put("latchkey.data-dir", folder.toString());
        Environment environment = start(properties);

        assertThat(environment.getProperty("latchkey.mode")).isEqualTo("production");
        assertThat(environment.getProperty("server.address")).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    static Stream<String> required() {
        return COMPLETE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("required")
    void productionNamesWhatIsMissing(String property) {
        Map<String, Object> incomplete = new LinkedHashMap<>(COMPLETE);
        incomplete.remove(property);
        assertThatThrownBy(() -> start(incomplete))
                .asInstanceOf(type(IncompleteConfiguration.class))
                .satisfies(failure ->
                        assertThat(failure.unmet()).singleElement().asString().startsWith(property));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "latchkey.issuer"})
    void oneSignOfProductionIsEnoughToDemandTheRest(String property) {
        assertThatThrownBy(() -> start(Map.of(property, COMPLETE.get(property))))
                .asInstanceOf(type(IncompleteConfiguration.class))
                .satisfies(failure -> assertThat(failure.unmet()).hasSizeGreaterThanOrEqualTo(3));
    }

    static Stream<Map.Entry<String, String>> unsafe() {
        return Stream.of(
                Map.entry("latchkey.issuer", "http://id.example.test"),
                Map.entry("latchkey.audience", "http://notes.example.test"),
                Map.entry("latchkey.secret-keys", "changeme"),
                Map.entry("latchkey.secret-keys", "k1:c2hvcnQ="),
                Map.entry("latchkey.secret-keys", "k1:" + Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("latchkey.secret-keys", Base64.getEncoder().encodeToString(KEY)));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void productionRefusesUnsafeValues(Map.Entry<String, String> setting) {
        Map<String, Object> properties = new LinkedHashMap<>(COMPLETE);
        properties.put(setting.getKey(), setting.getValue());
        assertThatThrownBy(() -> start(properties))
                .isInstanceOf(IncompleteConfiguration.class)
                .hasMessageContaining(setting.getKey())
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(setting.getValue()));
    }

    @Test
    void theExplanationListsEverythingAtOnce() {
        assertThatThrownBy(() -> start(Map.of("latchkey.issuer", "https://id.example.test")))
                .satisfies(failure -> {
                    FailureAnalysis analysis = new IncompleteConfigurationFailureAnalyzer().analyze(failure);
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription())
                            .contains(
                                    "spring.datasource.url",
                                    "spring.datasource.password",
                                    "latchkey.audience",
                                    "LATCHKEY_SECRET_KEYS");
                });
    }

    private static Environment start(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        GenericApplicationContext context = new GenericApplicationContext();
        context.setEnvironment(environment);
        new StartupCheck().initialize(context);
        return environment;
    }
}
