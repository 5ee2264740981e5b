package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecurityMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SecurityMetrics metrics = new SecurityMetrics(registry);

    /** SC-13: a hundred thousand different values make no more series than one. */
    @Test
    void haveLabelsThatNobodyOutsideChooses() {
        for (int i = 0; i < 100_000; i++) {
            metrics.happened(SecurityEvent.failure(SecurityEventType.SIGN_IN, "REASON_" + i)
                    .account(new UUID(0, i))
                    .client("client-" + i)
                    .detail("detail-" + i, "value-" + i));
        }
        assertThat(registry.getMeters()).singleElement().satisfies(meter -> {
            Meter.Id id = meter.getId();
            assertThat(id.getName()).isEqualTo("latchkey.security.events");
            assertThat(id.getTag("type")).isEqualTo("sign_in");
            assertThat(id.getTag("outcome")).isEqualTo("failure");
        });
        assertThat(registry.get("latchkey.security.events").counter().count()).isEqualTo(100_000);
    }

    @Test
    void goOnCountingWhatIsNotWrittenDownAnyMore() {
        FailureBudget budget = new FailureBudget(new AuditProperties(
                Duration.ofDays(400), true, 3, new AuditProperties.Guessing(Duration.ofMinutes(1), 1, 1, 1)));
        RequestOrigin attacker = new RequestOrigin("192.0.2.1", null, null);
        SecurityEvent failure = SecurityEvent.failure(SecurityEventType.SIGN_IN, "WRONG_PASSWORD");
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            if (budget.admits(failure, attacker)) {
                admitted++;
            } else {
                metrics.wasNotRecorded(failure);
            }
        }
        assertThat(admitted).isEqualTo(3);
        assertThat(registry.get("latchkey.security.events.unrecorded").counter().count())
                .isEqualTo(97);
        assertThat(budget.admits(failure, new RequestOrigin("192.0.2.2", null, null)))
                .isTrue();
        assertThat(budget.admits(SecurityEvent.success(SecurityEventType.SIGN_IN), attacker))
                .isTrue();
    }
}
