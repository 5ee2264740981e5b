package dev.latchkey.auth.registration;

import java.util.function.IntUnaryOperator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what was never confirmed and what was never used. */
@Component
class ExpiredRegistrations {

    private static final int BATCH = 500;

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
        whileFull(signUps::deleteExpired);
        whileFull(resets::deleteExpired);
        whileFull(emailChanges::deleteExpired);
        whileFull(emailChanges::deleteExpiredUndos);
    }

    private static void whileFull(IntUnaryOperator deletion) {
        int deleted;
        do {
            deleted = deletion.applyAsInt(BATCH);
        } while (deleted == BATCH);
    }
}
