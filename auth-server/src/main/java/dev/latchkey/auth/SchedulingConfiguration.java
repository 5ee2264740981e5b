package dev.latchkey.auth;

import java.time.Clock;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets features sweep and reload in the background. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

    @Bean
    static BackgroundFailures backgroundFailures(Clock clock) {
        BackgroundFailures failures = new BackgroundFailures(clock);
        DurableWorkLog.install(failures);
        return failures;
    }

    @Bean
    static ThreadPoolTaskSchedulerCustomizer failuresInTheBackground(BackgroundFailures failures) {
        return scheduler -> scheduler.setErrorHandler(failures);
    }
}
