package dev.latchkey.auth.risk;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what is familiar no more, and links that are good for nothing. */
@Component
class ExpiredOrigins {

    private final FamiliarOrigins origins;
    private final DisowningLinks links;

    ExpiredOrigins(FamiliarOrigins origins, DisowningLinks links) {
        this.origins = origins;
        this.links = links;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void sweep() {
        origins.deleteExpired();
        links.deleteExpired();
    }
}
