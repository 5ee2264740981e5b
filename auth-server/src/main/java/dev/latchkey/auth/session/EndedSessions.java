package dev.latchkey.auth.session;

import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps session rows a month after their end, in small batches. Until then the account page can show them. */
@Component
class EndedSessions {

    private static final Duration KEPT = Duration.ofDays(30);
    private final BrowserSessions sessions;
    private final Clock clock;

    EndedSessions(BrowserSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void sweep() {
        sessions.deleteOver(clock.instant().minus(KEPT));
    }
}
