package dev.latchkey.notes;

import java.time.Clock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.TransactionException;

/** The notes API: a resource server that accepts the access tokens of one authorization server. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotesApplication {

    private static final Log log = LogFactory.getLog(NotesApplication.class);

    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** What is due in the background comes again: an outage is one line, a mistake of ours is told in full. */
    @Bean
    static ThreadPoolTaskSchedulerCustomizer failuresInTheBackground() {
        return scheduler -> scheduler.setErrorHandler(failure -> {
            if (failure instanceof DataAccessException || failure instanceof TransactionException) {
                log.warn("Left until next time: " + failure);
            } else {
                log.error("A task in the background failed", failure);
            }
        });
    }
}
