package dev.latchkey.notes.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.NotesApplication;
import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.TestIssuer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** The application while something that it needs is away. */
class UnavailableTests {

    @TempDir
    Path folder;

    private final TestIssuer issuer = new TestIssuer();

    @Test
    void withoutItsDatabaseItSaysSo() throws Exception {
        try (ConfigurableApplicationContext application = start(Map.of("latchkey.issuer", issuer.url()))) {
            Caller alice = callerOf(application);
            Answer note = alice.note("Kept", "");

            ((AutoCloseable) application.getBean("embeddedDatabase")).close();

            for (Answer answer : List.of(
                    alice.get("/notes"),
                    alice.get(note.path()),
                    alice.post("/notes", "{\"title\":\"t\"}"),
                    alice.delete(note.path(), "*"))) {
                assertThat(answer.isProblem(503).header("Retry-After")).isEqualTo("2");
            }
            api(application).anonymous().get("/actuator/health/readiness").hasStatus(503);
            api(application).anonymous().get("/actuator/health/liveness").hasStatus(200);
            api(application).anonymous().get("/notes").isProblem(401);
        }
    }

    @Test
    void withoutItsIssuerItSaysSo() {
        issuer.goDown(true);
        try (ConfigurableApplicationContext application = start(Map.of("latchkey.issuer", issuer.url()))) {
            Answer answer = callerOf(application).get("/notes").isProblem(503);
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            assertThat(answer.header("WWW-Authenticate")).isNull();
            api(application).anonymous().get("/notes").isProblem(401);
            api(application).anonymous().get("/actuator/health/readiness").hasStatus(200);
        }
    }

    /** Against a PostgreSQL that it did not start; the other application lends it one. */
    @Test
    void inProductionItStartsNoDatabaseOfItsOwn() {
        try (ConfigurableApplicationContext lender = start(Map.of())) {
            JdbcConnectionDetails database = lender.getBean(JdbcConnectionDetails.class);
            Path untouched = folder.resolve("untouched");
            Map<String, String> production = Map.of(
                    "latchkey.data-dir",
                    untouched.toString(),
                    "spring.datasource.url",
                    database.getJdbcUrl(),
                    "spring.datasource.username",
                    database.getUsername(),
                    "spring.datasource.password",
                    database.getPassword(),
                    "latchkey.issuer",
                    "https://id.example.test",
                    "latchkey.audience",
                    "https://notes.example.test",
                    "latchkey.base-url",
                    "https://notes.example.test",
                    "latchkey.secret-keys",
                    "k:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
            try (ConfigurableApplicationContext application = start(production)) {
                assertThat(application.containsBean("embeddedDatabase")).isFalse();
                assertThat(untouched).doesNotExist();
                Answer answer = api(application).anonymous().get("/notes").isProblem(401);
                assertThat(answer.header("Strict-Transport-Security"))
                        .isEqualTo("max-age=63072000 ; includeSubDomains");
                assertThat(api(application)
                                .anonymous()
                                .get("/notes;refused=by-the-firewall")
                                .header("Strict-Transport-Security"))
                        .isEqualTo("max-age=63072000 ; includeSubDomains");
                assertThat(answer.header("WWW-Authenticate"))
                        .contains("\"https://notes.example.test/.well-known/oauth-protected-resource\"");
            }
        }
    }

    private ConfigurableApplicationContext start(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port",
                "0",
                "latchkey.data-dir",
                folder.toString(),
                "latchkey.audience",
                TestIssuer.AUDIENCE,
                "latchkey.base-url",
                TestIssuer.AUDIENCE));
        all.putAll(settings);
        return new SpringApplicationBuilder(NotesApplication.class)
                .logStartupInfo(false)
                .run(all.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    private Caller callerOf(ConfigurableApplicationContext application) {
        return api(application).as(issuer.token().sign());
    }

    private static Api api(ConfigurableApplicationContext application) {
        return new Api(() -> application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
