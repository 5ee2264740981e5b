package dev.latchkey.auth;

import dev.latchkey.auth.web.UnavailableDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/**
 * Writes down what failed in the background. What is due comes again, several times a second for all tasks together, so the same
 * failure is told once a minute: an outage in one line, whoever notices it, and a mistake of ours in full.
 */
final class BackgroundFailures implements ErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(BackgroundFailures.class);

    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Instant> silentUntil = new ConcurrentHashMap<>();

    BackgroundFailures(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handleError(Throwable failure) {
        if (UnavailableDatabase.isCauseOf(failure)) {
            if (isNews("outage")) {
                log.warn("The database is not available, what is due in the background waits: {}", failure.toString());
            }
        } else if (isNews(failure.toString())) {
            log.error("A task in the background failed", failure);
        }
    }

    private boolean isNews(String what) {
        Instant now = clock.instant();
        silentUntil.values().removeIf(until -> !until.isAfter(now));
        return silentUntil.putIfAbsent(what, now.plus(SILENCE)) == null;
    }
}
