package dev.latchkey.auth.passkey;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps answered challenges that have expired. */
@Component
class ExpiredChallenges {

    private final PasskeyChallenges challenges;

    ExpiredChallenges(PasskeyChallenges challenges) {
        this.challenges = challenges;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT50S")
    void sweep() {
        challenges.deleteExpired();
    }
}
