package dev.latchkey.auth.consent;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.NavigationEntry;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The place of this package in the navigation, and what it does by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentProperties.class)
class ConsentConfiguration {

    private static final int MOST_ROUNDS = 100;

    @Bean
    @Order(50)
    static NavigationEntry connectedApplicationsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ACCOUNT, ConnectedApplicationsController.PATH, "navigation.applications");
    }

    @Bean
    static FreshFactorReason consentReason() {
        return new FreshFactorReason(Continuations.AUTHORIZE, "consent.reason");
    }

    /** Looked up late: mails need the scheduler themselves. */
    @Bean
    static RecurringTask<Void> unusedAccessTask(ObjectProvider<UnusedAccess> unused) {
        return Tasks.recurring("unused-access", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> {
                    whileMore(unused.getObject()::end);
                    whileMore(unused.getObject()::announce);
                });
    }

    private static void whileMore(IntSupplier batch) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (batch.getAsInt() == 0) {
                return;
            }
        }
    }
}
