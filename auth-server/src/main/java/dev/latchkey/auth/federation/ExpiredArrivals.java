package dev.latchkey.auth.federation;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps what nobody came back for. */
@Component
class ExpiredArrivals {

    private final FederatedRequests requests;
    private final Arrivals arrivals;

    ExpiredArrivals(FederatedRequests requests, Arrivals arrivals) {
        this.requests = requests;
        this.arrivals = arrivals;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT80S")
    void sweep() {
        requests.deleteExpired();
        arrivals.deleteExpired();
    }
}
