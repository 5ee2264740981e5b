package dev.latchkey.auth.risk;

import java.util.function.IntUnaryOperator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what is familiar no more, and links that are good for nothing. */
@Component
class ExpiredOrigins {

    private static final int BATCH = 1000;

    private final FamiliarOrigins origins;
    private final DisowningLinks links;

    ExpiredOrigins(FamiliarOrigins origins, DisowningLinks links) {
        this.origins = origins;
        this.links = links;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void sweep() {
        whileFull(origins::deleteExpired);
        whileFull(links::deleteExpired);
    }

    private static void whileFull(IntUnaryOperator deletion) {
        int deleted;
        do {
            deleted = deletion.applyAsInt(BATCH);
        } while (deleted == BATCH);
    }
}
