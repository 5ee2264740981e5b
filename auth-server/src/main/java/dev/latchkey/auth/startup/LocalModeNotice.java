package dev.latchkey.auth.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at the end of a local start what it is, so that nobody takes it for more. */
@Component
@ConditionalOnProperty(name = Mode.PROPERTY, havingValue = "local")
class LocalModeNotice {

    private static final Logger log = LoggerFactory.getLogger(LocalModeNotice.class);

    private final InstallationProperties installation;
    private final Environment environment;

    LocalModeNotice(InstallationProperties installation, Environment environment) {
        this.installation = installation;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        log.info(
                "LOCAL MODE at {}: listens on this machine only ({}); data and generated secrets are in {};"
                        + " management at http://{}:{}/actuator. Not for production.",
                installation.issuer(),
                environment.getProperty("server.address"),
                installation.folder(),
                environment.getProperty("management.server.address"),
                environment.getProperty("local.management.port", "-"));
    }
}
