package dev.latchkey.auth.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The recurring work of the trail: whichever node comes first does it. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    static RecurringTask<Void> auditPartitionsTask(AuditPartitions partitions) {
        return Tasks.recurring("audit-partitions", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> partitions.maintain());
    }

    @Bean
    static RecurringTask<Void> guessingWatchTask(GuessingWatch watch) {
        return Tasks.recurring("audit-guessing-watch", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> watch.look());
    }
}
