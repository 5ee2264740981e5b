package dev.latchkey.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One application as a process of the operating system. It runs in a folder of its own, where its {@code ./data} is, and
 * sees of this process's environment only what has nothing to do with Spring or Latchkey.
 */
final class ApplicationProcess {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final Path jar;
    private final Path folder;
    private final Path log;
    private final URI address;
    private final Map<String, String> environment;
    private @Nullable Process process;

    ApplicationProcess(String name, Path jar, Path folder, URI address, Map<String, String> environment) {
        this.name = name;
        this.jar = jar;
        this.folder = folder.resolve(name);
        this.log = folder.resolve(name + ".log");
        this.address = address;
        this.environment = environment;
    }

    Path folder() {
        return folder;
    }

    /** The keys that it generated for itself. */
    String secretKeys() {
        try {
            return Files.readString(folder.resolve("data/auth/secret-keys")).strip();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    Path log() {
        return log;
    }

    void start() {
        assertThat(jar)
                .as("jar of %s; ./mvnw -DskipTests package makes it", name)
                .exists();
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(ApplicationProcess::configures);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=120m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx384m"));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static boolean configures(String variable) {
        return Stream.of(
                        "SPRING_", "SERVER_", "LATCHKEY_", "MANAGEMENT_", "LOGGING_", "DEMO_", "MY_", "NOTES_", "AUTH_")
                .anyMatch(variable::startsWith);
    }

    void awaitReady() {
        Awaitility.await(name + " to be ready")
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(running().isAlive())
                            .as("%s runs; its log is %s", name, log)
                            .isTrue();
                    return isReady();
                });
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As the operating system does it when memory runs out: no chance to finish anything. */
    void killHard() {
        running().destroyForcibly();
        awaitEnd();
    }

    void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        stopOrphanedDatabase();
    }

    /** A process that was killed leaves its database behind; whoever was not started again must not leave it for ever. */
    private void stopOrphanedDatabase() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.endsWith("postmaster.pid")).toList()) {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
                        .filter(owner -> owner.info().command().orElse("").endsWith("postgres"))
                        .ifPresent(ProcessHandle::destroy);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void awaitEnd() {
        Awaitility.await(name + " to end")
                .atMost(STOP_TIMEOUT)
                .until(() -> !running().isAlive());
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
