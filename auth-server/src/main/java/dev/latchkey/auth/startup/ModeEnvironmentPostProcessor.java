package dev.latchkey.auth.startup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides the {@link Mode} when all configuration is read and nothing is built: completes a local start with what it
 * lacks, and refuses a production start that lacks something.
 */
class ModeEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final String LOCAL_ADVICE =
            "Correct what is listed, as a property or as the environment variable beside it.";

    private static final String PRODUCTION_ADVICE =
            "Set each one, as a property or as the environment variable beside it. To only try the server out, configure"
                    + " neither a datasource nor an issuer: it then generates what it needs and listens on this machine"
                    + " only.";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Mode mode = Mode.of(environment);
        switch (mode) {
            case LOCAL -> {
                refuse("The server cannot start in local mode:", Requirements.LOCAL, LOCAL_ADVICE, environment);
                LocalDefaults.addTo(environment);
            }
            case PRODUCTION -> {
                String reason = Mode.productionReason(environment).orElseThrow();
                refuse(
                        "The server cannot start for production (it is production because " + reason + "):",
                        Requirements.PRODUCTION,
                        PRODUCTION_ADVICE,
                        environment);
                ProductionDefaults.addTo(environment);
            }
        }
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "latchkey mode", Map.of(Mode.PROPERTY, mode.name().toLowerCase(Locale.ROOT))));
    }

    private static void refuse(
            String introduction, List<Requirement> requirements, String advice, ConfigurableEnvironment environment) {
        List<String> complaints = Requirement.complaints(requirements, environment);
        if (!complaints.isEmpty()) {
            throw new StartupFailure(introduction + "\n\n" + String.join("\n", complaints), advice);
        }
    }
}
