package dev.latchkey.auth.logout;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells an application of a logout once more at once, because an administrator knows that it is back. */
@Component
public class LogoutRetry {

    private static final Logger log = LoggerFactory.getLogger(LogoutRetry.class);

    private final LogoutDeliveries deliveries;
    private final Scheduler scheduler;
    private final Clock clock;

    LogoutRetry(LogoutDeliveries deliveries, Scheduler scheduler, Clock clock) {
        this.deliveries = deliveries;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** @return false when it has been delivered already, or there is no such delivery */
    @Transactional
    public boolean now(UUID id) {
        if (!deliveries.reopen(id)) {
            return false;
        }
        SchedulableInstance<Void> instance =
                LogoutDeliveryTask.TASK.instance(id.toString()).scheduledTo(clock.instant());
        if (!scheduler.scheduleIfNotExists(instance)) {
            try {
                scheduler.reschedule(instance);
            } catch (TaskInstanceCurrentlyExecutingException atThisMoment) {
                log.debug("Logout delivery {} is under way already", id);
            }
        }
        return true;
    }
}
