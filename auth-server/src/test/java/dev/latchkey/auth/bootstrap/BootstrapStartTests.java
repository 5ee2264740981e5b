package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.testing.DomainApplication;
import dev.latchkey.auth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts as an operator does. */
@ExtendWith(OutputCaptureExtension.class)
class BootstrapStartTests {

    private static final String FILE = """
            clients:
              - client_id: "web"
                client_secret: "${WEB_SECRET}"
                redirect_uris: ["https://rp.example.test/cb"]
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void hasAppliedTheFileOnceStarted() throws IOException {
        try (ConfigurableApplicationContext context = start(FILE, "--WEB_SECRET=a secret that somebody chose")) {
            assertThat(context.getBean(Clients.class).byClientId("web")).isPresent();
        }
    }

    @Test
    void doesNotStartWithAFileThatIsWrongAndSaysWhy(CapturedOutput output) {
        assertThatThrownBy(() -> start(FILE.replace("redirect_uris", "redirect_uri"), "--WEB_SECRET=hunter2hunter2"))
                .isInstanceOf(BootstrapException.class);
        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "bootstrap.yaml",
                        "clients[0].redirect_uri",
                        "is not a known key")
                .doesNotContain("hunter2");
    }

    private ConfigurableApplicationContext start(String yaml, String property) throws IOException {
        Path file = Files.writeString(folder.resolve("bootstrap.yaml"), yaml);
        return new SpringApplicationBuilder(DomainApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(new TestDatabase())
                .run("--latchkey.bootstrap.location=" + file.toUri(), property);
    }
}
