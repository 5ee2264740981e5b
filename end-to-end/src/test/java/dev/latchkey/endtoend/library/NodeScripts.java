package dev.latchkey.endtoend.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scripts under {@code src/test/node}: what they are to do goes in as JSON, what came of it comes out as JSON. */
public final class NodeScripts {

    private static final Path ROOT = Path.of(System.getProperty("end-to-end.root", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path FOLDER = ROOT.resolve("end-to-end/src/test/node");
    private static final Path LOGS = ROOT.resolve("end-to-end/target/node");

    /** Enough for ten thousand requests to a machine that is busy with something else. */
    private static final Duration TIMEOUT = Duration.ofMinutes(6);

    private static final JsonMapper JSON = JsonMapper.shared();

    private NodeScripts() {}

    /** A folder with the installed packages, at exactly the versions of the lock file. */
    public static synchronized Path packages() {
        Path packages = FOLDER.resolve("node_modules");
        try (FileChannel channel =
                        FileChannel.open(Files.createDirectories(LOGS).resolve("npm-ci.lock"), CREATE, WRITE);
                FileLock alone = channel.lock()) { // other processes want them as well
            assertThat(alone.isValid()).isTrue();
            if (!Files.exists(packages.resolve(".package-lock.json"))) {
                run("npm-ci", "", "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            }
            return packages;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public static JsonNode run(String script, Map<String, ?> task) {
        packages();
        return JSON.readTree(run(script, JSON.writeValueAsString(task), "node", script));
    }

    /** A new file for what a script says. */
    static Path log(String name, String ending) throws IOException {
        Files.createDirectories(LOGS);
        return Files.createTempFile(LOGS, name, ending);
    }

    private static String run(String name, String input, String... command) {
        try {
            Path output = log(name, ".out");
            Path errors = log(name, ".err");
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            }
            boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as("%s succeeds; it says:%n%s", name, Files.readString(errors))
                    .isTrue();
            return Files.readString(output);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
