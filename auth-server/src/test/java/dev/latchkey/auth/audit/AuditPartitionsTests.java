package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditPartitionsTests {

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();

    @Test
    void areReadyForTheNextMonths() {
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        for (int ahead = 0; ahead < AuditPartitions.MONTHS_AHEAD; ahead++) {
            assertThat(exists(partition(month.plusMonths(ahead)))).isTrue();
        }
        UUID account = UUID.randomUUID();
        server.bean(AuditTrail.class)
                .record(SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                        .account(account));
        assertThat(database.sql("select tableoid::regclass::text from security_event where account_id = :account")
                        .param("account", account)
                        .query(String.class)
                        .single())
                .isEqualTo(partition(month));
    }

    @Test
    void areMadeAheadOfTimeAndOnce() {
        TestClock clock = new TestClock();
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        clock.advance(Duration.between(clock.instant(), Instant.now()).plus(Duration.ofDays(300)));
        AuditPartitions partitions = partitions(clock, Duration.ofDays(4000));
        partitions.maintain();
        partitions.maintain();
        assertThat(exists(partition(today.plusDays(300).plusMonths(1)))).isTrue();
    }

    @Test
    void areDroppedWhenEverythingInThemIsOldEnough() {
        database.sql("select security_event_prepare('2019-03-01', 2)").query().listOfRows();
        UUID account = UUID.randomUUID();
        for (String day : new String[] {"2019-03-31T23:59:59Z", "2019-04-01T00:00:00Z"}) {
            database.sql("""
                            insert into security_event (id, occurred_at, type, outcome, account_id, details)
                            values (gen_random_uuid(), cast(:day as timestamptz), 'SIGN_IN', 'SUCCESS', :account, '{}')
                            """).param("day", day).param("account", account).update();
        }
        Duration sinceApril = Duration.between(Instant.parse("2019-04-01T00:00:00Z"), Instant.now());

        partitions(server.bean(java.time.Clock.class), sinceApril).maintain();

        assertThat(exists("security_event_2019_03")).isFalse();
        assertThat(exists("security_event_2019_04")).isTrue();
        assertThat(server.bean(RecordedEvents.class).ofAccount(account, null, 10))
                .extracting(RecordedEvent::occurredAt)
                .containsExactly(Instant.parse("2019-04-01T00:00:00Z"));
    }

    private AuditPartitions partitions(java.time.Clock clock, Duration retention) {
        AuditProperties properties =
                new AuditProperties(retention, true, 1, new AuditProperties.Guessing(Duration.ofMinutes(1), 1, 1, 1));
        return new AuditPartitions(database, properties, clock);
    }

    private static String partition(LocalDate month) {
        return "security_event_%d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private boolean exists(String table) {
        return database.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }
}
