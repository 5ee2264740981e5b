package dev.latchkey.auth.device;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes requests an hour after they expired: until then a device hears that it came too late. */
@Component
class ExpiredDeviceAuthorizations {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;

    ExpiredDeviceAuthorizations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${latchkey.device.sweep-interval:PT5M}", initialDelayString = "PT45S")
    void sweep() {
        int deleted;
        do {
            deleted = jdbc.sql("""
                            delete from device_authorization where id in (
                              select id from device_authorization where expires_at < now() - interval '1 hour'
                              order by expires_at limit :batch for update skip locked)
                            """).param("batch", BATCH).update();
        } while (deleted == BATCH);
    }
}
