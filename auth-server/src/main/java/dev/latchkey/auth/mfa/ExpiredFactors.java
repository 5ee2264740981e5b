package dev.latchkey.auth.mfa;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps authenticator apps that nobody finished setting up, and trust that has ended. */
@Component
class ExpiredFactors {

    private final TotpEnrolments enrolments;
    private final TrustedDevices trustedDevices;

    ExpiredFactors(TotpEnrolments enrolments, TrustedDevices trustedDevices) {
        this.enrolments = enrolments;
        this.trustedDevices = trustedDevices;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT70S")
    void sweep() {
        enrolments.deleteExpired();
        trustedDevices.deleteExpired();
    }
}
