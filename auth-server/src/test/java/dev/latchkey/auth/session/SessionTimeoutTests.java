package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** SE-05, on a clock that the test moves. */
class SessionTimeoutTests {

    private final Story story = new Story();
    private final TestClock clock = new TestClock();
    private final BrowserSessions sessions = new BrowserSessions(
            story.server().bean(JdbcClient.class),
            story.server().bean(JsonMapper.class),
            story.server().bean(OpaqueValues.class),
            story.server().bean(SessionProperties.class),
            clock,
            event -> {},
            story.server().bean(AuditTrail.class));
    private final TestAccount account = story.newAccounts().withPassword();
    private String ordinary = "";
    private String remembered = "";

    @BeforeEach
    void open() {
        ordinary = open(false);
        remembered = open(true);
    }

    @Test
    void anIdleSessionEndsAfterAnHourAndARememberedOneAfterAWeek() {
        clock.advance(Duration.ofMinutes(59));
        assertThat(sessions.find(ordinary)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions.find(ordinary)).isEmpty();
        clock.advance(Duration.ofDays(6).plusHours(22));
        assertThat(sessions.find(remembered)).isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.find(remembered)).isEmpty();
    }

    @Test
    void aBusySessionEndsAfterTwelveHoursAndARememberedOneAfterThirtyDays() {
        for (int minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
            clock.advance(Duration.ofMinutes(30));
            sessions.touch(sessions.find(ordinary).orElseThrow());
            sessions.touch(sessions.find(remembered).orElseThrow());
        }
        clock.advance(Duration.ofMinutes(30));
        assertThat(sessions.find(ordinary)).isEmpty();
        for (int hours = 12; hours < 30 * 24 - 12; hours += 12) {
            clock.advance(Duration.ofHours(12));
            sessions.touch(sessions.find(remembered).orElseThrow());
        }
        clock.advance(Duration.ofHours(12));
        assertThat(sessions.find(remembered)).isEmpty();
    }

    @Test
    void beingSeenPutsOffTheIdleEndAlone() {
        BrowserSession before = sessions.find(ordinary).orElseThrow();
        clock.advance(Duration.ofMinutes(50));
        sessions.touch(before);
        BrowserSession after = sessions.find(ordinary).orElseThrow();
        assertThat(after.lastSeenAt()).isEqualTo(clock.instant());
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
    }

    private String open(boolean remember) {
        UUID id = story.newAccounts().idOf(account);
        return sessions.open(id, Factor.PASSWORD, Demand.ONE_FACTOR, remember, new Device("test", "127.0.0.1"))
                .orElseThrow()
                .secret();
    }
}
