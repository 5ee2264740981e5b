package dev.latchkey.auth;

import dev.latchkey.auth.web.UnavailableDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets features sweep and reload in the background. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SchedulingConfiguration.class);

    /** What is due comes again: an outage is one line each time, a mistake of ours is told in full. */
    @Bean
    ThreadPoolTaskSchedulerCustomizer outagesInOneLine() {
        return scheduler -> scheduler.setErrorHandler(failure -> {
            if (UnavailableDatabase.isCauseOf(failure)) {
                log.warn("Left until next time, the database is not available: {}", failure.toString());
            } else {
                log.error("A task in the background failed", failure);
            }
        });
    }
}
