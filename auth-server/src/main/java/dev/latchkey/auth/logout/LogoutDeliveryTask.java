package dev.latchkey.auth.logout;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.database.RepeatedTask;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends one logout token, on one node at a time, until the application has taken it or a day has passed. Sent at least once:
 * a node that dies after it was taken and before that is written down sends again.
 *
 * <p>How long it waits grows with the age of the delivery, a tenth of it: an application that was away for ten minutes hears
 * within one minute of its return.
 */
@Component
class LogoutDeliveryTask extends RepeatedTask {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("back-channel-logout");

    private static final Logger log = LoggerFactory.getLogger(LogoutDeliveryTask.class);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final LogoutDeliveries deliveries;
    private final Clients clients;
    private final LogoutTokens tokens;
    private final OutboundClient http;
    private final ClientLines lines;
    private final Clock clock;

    LogoutDeliveryTask(
            LogoutDeliveries deliveries,
            Clients clients,
            LogoutTokens tokens,
            OutboundClient http,
            ClientLines lines,
            Clock clock) {
        super(TASK);
        this.deliveries = deliveries;
        this.clients = clients;
        this.tokens = tokens;
        this.http = http;
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    protected Optional<Instant> attempt(UUID id) {
        @Nullable LogoutDelivery delivery = deliveries.findPending(id).orElse(null);
        if (delivery == null) {
            return Optional.empty();
        }
        @Nullable Client client = clients.byId(delivery.clientId()).orElse(null);
        if (client == null || client.backchannelLogoutUri() == null) {
            deliveries.giveUp(id, "NO_ADDRESS");
            return Optional.empty();
        }
        if (!clock.instant().isBefore(delivery.expiresAt())) {
            log.warn("Client {} could not be told of a logout for a day", client.clientId());
            deliveries.giveUp(id, "EXPIRED");
            return Optional.empty();
        }
        Optional<Instant> busyUntil = lines.take(client.id());
        if (busyUntil.isPresent()) {
            return busyUntil;
        }
        return send(client, client.backchannelLogoutUri(), delivery);
    }

    private Optional<Instant> send(Client client, String uri, LogoutDelivery delivery) {
        boolean reachable = false;
        String outcome = "UNREACHABLE";
        try {
            int status = http.postForm(uri, Map.of("logout_token", tokens.issue(client, delivery)))
                    .status();
            reachable = true;
            outcome = "STATUS_" + status;
            // §2.8 asks for 200; 204 is what frameworks send instead.
            if (status == 200 || status == 204) {
                deliveries.delivered(delivery.id(), outcome);
                return Optional.empty();
            }
        } catch (OutboundException unreachable) {
            log.debug("Client {} was not reached", client.clientId());
        } finally {
            lines.release(client.id(), reachable);
        }
        deliveries.failed(delivery.id(), outcome);
        log.info("Client {} was not told of a logout: {}", client.clientId(), outcome);
        return Optional.of(clock.instant().plus(waitOf(delivery)));
    }

    private Duration waitOf(LogoutDelivery delivery) {
        Duration tenth = Duration.between(delivery.createdAt(), clock.instant()).dividedBy(10);
        if (tenth.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return tenth.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : tenth;
    }
}
