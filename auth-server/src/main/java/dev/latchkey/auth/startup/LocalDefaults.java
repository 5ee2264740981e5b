package dev.latchkey.auth.startup;

import dev.latchkey.auth.secret.PrivateFile;
import dev.latchkey.auth.secret.SecretKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** What a local start gets when nobody configured it. Whatever is configured stays. */
final class LocalDefaults {

    private static final String LOOPBACK = "127.0.0.1";

    private LocalDefaults() {}

    static void addTo(ConfigurableEnvironment environment) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("server.address", LOOPBACK);
        defaults.put("management.server.address", LOOPBACK);
        // Nobody scrapes it here, and a fixed one could be taken. The start tells which it is.
        defaults.put("management.server.port", 0);
        if (!has(environment, "latchkey.issuer")) {
            defaults.put("latchkey.issuer", "http://localhost:" + port(environment));
        }
        if (!has(environment, "latchkey.outbound.allowed-hosts")) {
            // The applications that somebody tries out run on the same machine.
            defaults.put("latchkey.outbound.allowed-hosts", "localhost:*,127.0.0.1:*,[::1]:*");
        }
        if (!has(environment, "latchkey.secret-keys")) {
            defaults.put("latchkey.secret-keys", generatedKeys(environment));
        }
        environment.getPropertySources().addLast(new MapPropertySource("latchkey local defaults", defaults));
    }

    /** With 0 ("any free one") it is chosen now, because the issuer must say it before Tomcat could. */
    private static int port(ConfigurableEnvironment environment) {
        int configured = environment.getProperty("server.port", Integer.class, 8080);
        if (configured != 0) {
            return configured;
        }
        int free = freePort();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("latchkey free port", Map.of("server.port", free)));
        return free;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generatedKeys(ConfigurableEnvironment environment) {
        Path folder = InstallationProperties.folder(Path.of(environment.getProperty("latchkey.data-dir", "./data")));
        try {
            PrivateFile.createFolder(folder);
            return PrivateFile.readOrCreate(folder.resolve("secret-keys"), () -> SecretKeys.generate("local"));
        } catch (IOException e) {
            throw StartupFailure.unusableFolder(folder, e);
        }
    }

    /** An empty variable is how container platforms say that there is none. */
    private static boolean has(ConfigurableEnvironment environment, String property) {
        return StringUtils.hasText(environment.getProperty(property));
    }
}
