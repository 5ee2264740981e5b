package dev.latchkey.auth.client;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this package does by itself, on one node at a time. */
@Configuration(proxyBeanMethods = false)
class ClientTasks {

    @Bean
    static RecurringTask<Void> clientLogosTask(ObjectProvider<FetchedLogos> logos) {
        return Tasks.recurring("client-logos", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> logos.getObject().fetch());
    }
}
