package dev.latchkey.auth.clientregistration;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps registrations that nobody uses, and expired tokens to register with, a few at a time. */
@Component
class UnusedRegistrations {

    private static final int BATCH = 100;

    private final ClientRegistrations registrations;
    private final InitialAccessTokens tokens;

    UnusedRegistrations(ClientRegistrations registrations, InitialAccessTokens tokens) {
        this.tokens = tokens;
        this.registrations = registrations;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void sweep() {
        int deleted;
        do {
            deleted = registrations.deleteUnused(BATCH);
        } while (deleted == BATCH);
        tokens.deleteExpired();
    }
}
