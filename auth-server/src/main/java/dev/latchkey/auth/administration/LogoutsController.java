package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.logout.LogoutDeliveries;
import dev.latchkey.auth.logout.LogoutDelivery;
import dev.latchkey.auth.logout.LogoutRetry;
import dev.latchkey.auth.web.SeeOther;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Whether applications have been told of logouts (OpenID Connect Back-Channel Logout), and what came of it. */
@Controller
class LogoutsController {

    static final String PATH = "/admin/logouts";

    private static final int LATEST = 100;

    private final LogoutDeliveries deliveries;
    private final LogoutRetry retry;
    private final Clients clients;

    LogoutsController(LogoutDeliveries deliveries, LogoutRetry retry, Clients clients) {
        this.deliveries = deliveries;
        this.retry = retry;
        this.clients = clients;
    }

    @GetMapping(PATH)
    ModelAndView list(@RequestParam(defaultValue = "") String client, @RequestParam(defaultValue = "") String done) {
        String clientId = client.strip();
        List<LogoutDelivery> found = clientId.isEmpty()
                ? deliveries.latest(LATEST)
                : clients.byClientId(clientId)
                        .map(known -> deliveries.latestOf(known.id(), LATEST))
                        .orElseGet(List::of);
        LogoutsPage page = new LogoutsPage(
                found.stream().map(this::row).toList(),
                clientId,
                switch (done) {
                    case "retried" -> "administration.logouts.retried";
                    case "gone" -> "administration.logouts.gone";
                    default -> null;
                });
        return new ModelAndView("administration/logouts", Map.of("page", page));
    }

    /** Harmless to repeat: an application that knows of the logout already ignores it. */
    @PostMapping(PATH + "/{id}/retry")
    ModelAndView retry(@PathVariable UUID id) {
        return SeeOther.to(PATH + (retry.now(id) ? "?done=retried" : "?done=gone"));
    }

    private LogoutRow row(LogoutDelivery delivery) {
        String client = clients.byId(delivery.clientId()).map(Client::clientId).orElse("");
        return new LogoutRow(
                delivery.id(),
                client,
                delivery.accountId(),
                state(delivery),
                delivery.attempts(),
                delivery.lastOutcome(),
                utc(delivery.createdAt()),
                delivery.lastAttemptAt() == null ? null : utc(delivery.lastAttemptAt()));
    }

    private static String state(LogoutDelivery delivery) {
        if (delivery.isPending()) {
            return "waiting";
        }
        return delivery.deliveredAt() == null ? "given-up" : "delivered";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * One application that is told of one logout.
     *
     * @param outcome of the last attempt: the status of the answer, or why there was none
     */
    record LogoutRow(
            UUID id,
            String client,
            UUID accountId,
            String state,
            int attempts,
            @Nullable String outcome,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime lastAttemptAt) {}

    /** What the page shows: the latest, of one client if one was asked for. */
    record LogoutsPage(
            List<LogoutRow> deliveries,
            String client,
            @Nullable String done) {}
}
