package dev.latchkey.auth.startup;

import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Where production differs from what Spring Boot does when nothing is configured. */
final class ProductionDefaults {

    private ProductionDefaults() {}

    static void addTo(ConfigurableEnvironment environment) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "latchkey production defaults",
                        Map.of(
                                // A known port for the collector of metrics, which runs beside the server.
                                "management.server.port", 9001, "management.server.address", "127.0.0.1")));
    }
}
