package dev.latchkey.auth.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a partition ready for each of the next months, and drops those that have been kept long enough. */
@Component
class AuditPartitions {

    static final int MONTHS_AHEAD = 4;

    private static final Logger log = LoggerFactory.getLogger(AuditPartitions.class);

    private final JdbcClient jdbc;
    private final AuditProperties properties;
    private final Clock clock;

    AuditPartitions(JdbcClient jdbc, AuditProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    public void maintain() {
        int made = jdbc.sql("select security_event_prepare(:month, :months)")
                .param("month", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("months", MONTHS_AHEAD)
                .query(Integer.class)
                .single();
        int dropped = jdbc.sql("select security_event_forget(:before)")
                .param("before", clock.instant().minus(properties.retention()).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        if (made + dropped > 0) {
            log.info("Audit trail: {} months prepared, {} dropped", made, dropped);
        }
    }
}
