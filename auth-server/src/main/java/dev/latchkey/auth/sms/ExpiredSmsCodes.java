package dev.latchkey.auth.sms;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps codes that were not used in time. */
@Component
@ConditionalOnSms
class ExpiredSmsCodes {

    private final SmsCodes codes;

    ExpiredSmsCodes(SmsCodes codes) {
        this.codes = codes;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT75S")
    void sweep() {
        codes.deleteExpired();
    }
}
