package dev.latchkey.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.auth.testing.TestClock;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BackgroundFailuresTests {

    private static final Exception OUTAGE =
            new IllegalStateException(new SQLTransientConnectionException("no connection within 2 s"));

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final org.slf4j.Logger scheduler =
            LoggerFactory.getLogger("com.github.kagkarlsson.scheduler.BackgroundFailuresTests");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final TestClock clock = new TestClock();
    private final BackgroundFailures failures = new BackgroundFailures(clock);

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        DurableWorkLog.install(failures);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @Test
    void tellOfAnOutageInOneLineAMinuteWhoeverNoticesIt() {
        for (int second = 0; second < 120; second++) {
            failures.handleError(OUTAGE);
            scheduler.error("Unhandled exception. Will keep running.", OUTAGE);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(told()).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).contains("database is not available", "no connection within 2 s");
        });
    }

    @Test
    void tellOfAMistakeInFullButNotTheSameOneAllTheTime() {
        for (int second = 0; second < 30; second++) {
            failures.handleError(new IllegalStateException("a key that does not open"));
        }
        failures.handleError(new IllegalStateException("another one"));

        assertThat(told()).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy()).isNotNull();
        });
    }

    @Test
    void leaveWhatElseTheSchedulerSaysAsItIs() {
        scheduler.error(
                "Unhandled exception. Will keep running.", new IllegalStateException("a task of no known name"));
        scheduler.warn("without a failure");

        assertThat(log.list.stream().filter(line -> line.getLoggerName().equals(scheduler.getName())))
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("Unhandled exception. Will keep running.", "without a failure");
    }

    private List<ILoggingEvent> told() {
        return log.list.stream()
                .filter(line -> line.getLoggerName().equals(BackgroundFailures.class.getName())
                        || line.getLoggerName().equals(scheduler.getName()))
                .toList();
    }
}
