package dev.latchkey.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RecentOutageTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final AtomicInteger tries = new AtomicInteger();
    private final RecentOutage outage = new RecentOutage(now::get);
    private boolean away;

    @Test
    void failsWithWhoeverFailedAMomentAgo() {
        away = true;
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(this::read).isInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(tries).hasValue(1);
    }

    @Test
    void triesAgainAfterASecond() {
        away = true;
        assertThatThrownBy(this::read).isInstanceOf(DataAccessResourceFailureException.class);
        away = false;
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(read()).isEqualTo("read");
        assertThat(read()).isEqualTo("read");
        assertThat(tries).hasValue(3);
    }

    @Test
    void doesNotTakeAMistakeForAnOutage() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> outage.unlessAway(() -> {
                        tries.incrementAndGet();
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(tries).hasValue(2);
    }

    private String read() {
        return outage.unlessAway(() -> {
            tries.incrementAndGet();
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            return "read";
        });
    }
}
