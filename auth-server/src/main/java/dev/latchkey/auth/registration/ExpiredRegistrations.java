package dev.latchkey.auth.registration;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what was never confirmed and what was never used. */
@Component
class ExpiredRegistrations {

    private final PendingSignUps signUps;
    private final PasswordResets resets;
    private final EmailChanges emailChanges;

    ExpiredRegistrations(PendingSignUps signUps, PasswordResets resets, EmailChanges emailChanges) {
        this.signUps = signUps;
        this.resets = resets;
        this.emailChanges = emailChanges;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT50S")
    void sweep() {
        signUps.deleteExpired();
        resets.deleteExpired();
        emailChanges.deleteExpired();
    }
}
