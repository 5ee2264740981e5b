package dev.latchkey.auth;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.latchkey.auth.web.UnavailableDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What db-scheduler writes goes to the log as it is, but for outages: it polls every two seconds, and has no other way to be told
 * what to do with a failure than to log it with its stack trace.
 */
final class DurableWorkLog extends AppenderBase<ILoggingEvent> {

    private static final String SCHEDULER = "com.github.kagkarlsson";

    private final BackgroundFailures failures;
    private final Logger root;

    private DurableWorkLog(BackgroundFailures failures, Logger root) {
        this.failures = failures;
        this.root = root;
    }

    /** Takes the place of one that an earlier start in this process has put there. */
    static void install(BackgroundFailures failures) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        DurableWorkLog appender = new DurableWorkLog(failures, context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        appender.setContext(context);
        appender.start();
        Logger scheduler = context.getLogger(SCHEDULER);
        scheduler.detachAndStopAllAppenders();
        scheduler.addAppender(appender);
        scheduler.setAdditive(false);
    }

    @Override
    protected void append(ILoggingEvent event) {
        Throwable failure = failureOf(event);
        if (failure != null && UnavailableDatabase.isCauseOf(failure)) {
            failures.handleError(failure);
        } else {
            root.callAppenders(event);
        }
    }

    private static @Nullable Throwable failureOf(ILoggingEvent event) {
        return event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    }
}
