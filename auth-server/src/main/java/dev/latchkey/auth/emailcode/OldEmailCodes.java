package dev.latchkey.auth.emailcode;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps codes that count for nothing any more, not even for how often an address was asked for. */
@Component
class OldEmailCodes {

    private final EmailCodes codes;

    OldEmailCodes(EmailCodes codes) {
        this.codes = codes;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT70S")
    void sweep() {
        codes.deleteOld();
    }
}
