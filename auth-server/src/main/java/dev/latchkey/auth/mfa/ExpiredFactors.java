package dev.latchkey.auth.mfa;

import java.util.function.IntUnaryOperator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps authenticator apps that nobody finished setting up, and trust that has ended. */
@Component
class ExpiredFactors {

    private static final int BATCH = 500;

    private final TotpEnrolments enrolments;
    private final TrustedDevices trustedDevices;

    ExpiredFactors(TotpEnrolments enrolments, TrustedDevices trustedDevices) {
        this.enrolments = enrolments;
        this.trustedDevices = trustedDevices;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT70S")
    void sweep() {
        whileFull(enrolments::deleteExpired);
        whileFull(trustedDevices::deleteExpired);
    }

    private static void whileFull(IntUnaryOperator deletion) {
        int deleted;
        do {
            deleted = deletion.applyAsInt(BATCH);
        } while (deleted == BATCH);
    }
}
