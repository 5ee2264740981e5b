package dev.latchkey.auth.device;

import dev.latchkey.auth.database.OldRows;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes requests an hour after they expired: until then a device hears that it came too late. */
@Component
class ExpiredDeviceAuthorizations {

    private final JdbcClient jdbc;

    ExpiredDeviceAuthorizations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${latchkey.device.sweep-interval:PT5M}", initialDelayString = "PT45S")
    void sweep() {
        OldRows.expired("device_authorization", "id").deleteAfter(jdbc, Duration.ofHours(1));
    }
}
