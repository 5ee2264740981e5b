package dev.latchkey.auth.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * Gives every application that a test starts a data folder of its own under {@code target}, and with it a PostgreSQL of
 * its own, and a free port; all share the unpacked programs. A test that sets one of these keeps what it set.
 */
class TestInstallation implements EnvironmentPostProcessor, Ordered {

    private static final Path FOLDERS = Path.of("target", "data");
    private static final AtomicInteger STARTED = new AtomicInteger();

    static {
        deleteWhatEarlierRunsLeft();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE; // before configuration files, which are then less important
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> properties = new HashMap<>();
        addUnlessSet("server.port", 0, environment, properties);
        addUnlessSet("latchkey.database.binaries", Path.of("target", "postgresql"), environment, properties);
        addUnlessSet("latchkey.data-dir", FOLDERS.resolve(name()), environment, properties);
        environment.getPropertySources().addFirst(new MapPropertySource("test installation", properties));
    }

    private static void addUnlessSet(
            String name, Object value, ConfigurableEnvironment environment, Map<String, Object> properties) {
        if (!environment.containsProperty(name)) {
            properties.put(name, value.toString());
        }
    }

    private static String name() {
        return ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    }

    private static void deleteWhatEarlierRunsLeft() {
        if (!Files.isDirectory(FOLDERS)) {
            return;
        }
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            for (Path folder : folders.toList()) {
                String pid = folder.getFileName().toString().replaceFirst("-.*", "");
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
