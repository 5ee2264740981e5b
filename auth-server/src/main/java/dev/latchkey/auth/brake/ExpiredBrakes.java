package dev.latchkey.auth.brake;

import java.util.function.IntUnaryOperator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what has expired, so that guessing at a million names leaves nothing behind for long. */
@Component
class ExpiredBrakes {

    private static final int BATCH = 1000;

    private final BrakeCounters counters;
    private final KnownDevices devices;

    ExpiredBrakes(BrakeCounters counters, KnownDevices devices) {
        this.counters = counters;
        this.devices = devices;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT40S")
    void sweep() {
        whileFull(counters::deleteExpired);
        whileFull(devices::deleteExpired);
    }

    private static void whileFull(IntUnaryOperator deletion) {
        int deleted;
        do {
            deleted = deletion.applyAsInt(BATCH);
        } while (deleted == BATCH);
    }
}
