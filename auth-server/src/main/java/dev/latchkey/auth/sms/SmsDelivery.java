package dev.latchkey.auth.sms;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.latchkey.auth.database.RepeatedTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands one message over, on one node at a time, and again until it was taken or its code has expired. */
@Component
@ConditionalOnSms
class SmsDelivery extends RepeatedTask {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("sms");

    private static final Logger log = LoggerFactory.getLogger(SmsDelivery.class);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SmsCodes codes;
    private final SmsGateway gateway;
    private final Clock clock;

    SmsDelivery(SmsCodes codes, SmsGateway gateway, Clock clock) {
        super(TASK);
        this.codes = codes;
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    protected Optional<Instant> attempt(UUID id) {
        Optional<SmsCodes.Waiting> waiting = codes.find(id);
        if (waiting.isEmpty()) {
            return Optional.empty(); // used already, or another one was asked for
        }
        if (!clock.instant().isBefore(waiting.get().expiresAt())) {
            log.warn("Message {} has expired and is not sent", id);
            return Optional.empty();
        }
        return gateway.send(id, waiting.get().message())
                ? Optional.empty()
                : Optional.of(clock.instant().plus(RETRY));
    }
}
