package dev.latchkey.notes.startup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Runs when the environment is complete and nothing has been created yet: decides the {@link Mode}, then either supplies
 * what local mode generates or stops the start with the list of what production mode misses.
 */
final class StartupCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final Log logger = LogFactory.getLog(StartupCheck.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Mode mode = Mode.of(environment);
        Map<String, Object> decided = new LinkedHashMap<>();
        decided.put(Mode.PROPERTY, mode.propertyValue());
        switch (mode) {
            case LOCAL -> decided.putAll(local(environment));
            case PRODUCTION -> requireEverything(environment);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("latchkey startup", decided));
    }

    private static Map<String, Object> local(ConfigurableEnvironment environment) {
        String address = environment.getProperty("server.address", "127.0.0.1");
        if (!isLoopback(address)) {
            throw new IncompleteConfiguration(List.of("server.address: local mode listens on loopback only, and "
                    + address + " is not. Configure a datasource and an https issuer, or leave it out."));
        }
        Path folder = Path.of(environment.getProperty("latchkey.data-dir", "./data"), "notes");
        logger.info("Local mode: no datasource and no https issuer are configured. Listening on loopback only ("
                + address + "), with an embedded PostgreSQL and generated secrets under " + folder.normalize() + ".");
        Map<String, Object> properties = new LinkedHashMap<>(LocalSecrets.in(folder));
        properties.put("server.address", address);
        if (!environment.containsProperty("latchkey.base-url")) {
            properties.put("latchkey.base-url", "http://localhost:" + environment.getProperty("server.port", "8090"));
        }
        return properties;
    }

    private static void requireEverything(ConfigurableEnvironment environment) {
        List<String> missing = ProductionRequirements.unmet(environment);
        if (!missing.isEmpty()) {
            throw new IncompleteConfiguration(missing);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException ex) {
            return false;
        }
    }

    /** Last, so that property sources added by other initializers are seen. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
