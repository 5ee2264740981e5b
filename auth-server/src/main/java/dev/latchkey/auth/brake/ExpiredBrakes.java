package dev.latchkey.auth.brake;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what has expired, so that guessing at a million names leaves nothing behind for long. */
@Component
class ExpiredBrakes {

    private final BrakeCounters counters;
    private final KnownDevices devices;

    ExpiredBrakes(BrakeCounters counters, KnownDevices devices) {
        this.counters = counters;
        this.devices = devices;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT40S")
    void sweep() {
        counters.deleteExpired();
        devices.deleteExpired();
    }
}
