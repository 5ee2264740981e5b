package dev.latchkey.notes.security;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;

/** Keeps status lists fresh on a thread of its own, so that no request waits for it. */
final class StatusListRefresh implements DisposableBean {

    private static final Log logger = LogFactory.getLog(StatusListRefresh.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "status-lists");
        daemon.setDaemon(true);
        return daemon;
    });

    private final StatusLists lists;

    private final ScheduledFuture<?> schedule;

    StatusListRefresh(StatusLists lists, Duration interval) {
        this.lists = lists;
        this.schedule = thread.scheduleWithFixedDelay(
                this::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        try {
            lists.refresh();
        } catch (RuntimeException ex) {
            logger.warn("The status lists could not be refreshed", ex); // an exception would end the schedule
        }
    }

    @Override
    public void destroy() {
        schedule.cancel(true);
        thread.shutdownNow();
    }
}
