package dev.latchkey.auth.mail;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.latchkey.auth.database.RepeatedTask;
import dev.latchkey.auth.mail.MailQueue.QueuedMail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/**
 * Delivers one mail, on one node at a time, and forgets it once it was taken. The log names it by its id: neither address nor
 * content are for the log, and what an SMTP server answers repeats both.
 */
@Component
class MailDelivery extends RepeatedTask {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("mail");

    /**
     * A mail server that is slow keeps a thread until it answers. The others are for the rest that is done in the background,
     * such as telling applications of a sign-out.
     */
    private static final int MOST_AT_ONCE = 2;

    private static final Duration UNTIL_NEXT_TURN = Duration.ofSeconds(1);

    /** Mails that come by the hundred wait for one another this long, while they are taken. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(MailDelivery.class);

    private final MailQueue queue;
    private final MailTexts texts;
    private final MailTransport transport;
    private final MailProperties properties;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
    private volatile Instant lastTaken = Instant.EPOCH;

    MailDelivery(MailQueue queue, MailTexts texts, MailTransport transport, MailProperties properties, Clock clock) {
        super(TASK);
        this.queue = queue;
        this.texts = texts;
        this.transport = transport;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected Optional<Instant> attempt(UUID id) {
        if (!takesTurn()) {
            return Optional.of(clock.instant().plus(UNTIL_NEXT_TURN));
        }
        try {
            return deliver(id);
        } finally {
            turns.release();
        }
    }

    /** Waits for one if the mail server has just taken a mail. When it hangs, no more threads than have a turn hang with it. */
    private boolean takesTurn() {
        if (turns.tryAcquire()) {
            return true;
        }
        if (!lastTaken.plus(PATIENCE).isAfter(clock.instant())) {
            return false;
        }
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Instant> deliver(UUID id) {
        Optional<QueuedMail> queued = queue.find(id);
        if (queued.isEmpty()) {
            return Optional.empty(); // taken before, by a node that died before it could say so
        }
        if (!clock.instant().isBefore(queued.get().expiresAt())) {
            log.warn("Mail {} has expired and is not sent", id);
            queue.remove(id);
            return Optional.empty();
        }
        try {
            transport.deliver(texts.render(queued.get().content()));
        } catch (MailException refused) {
            SmtpFailure failure = SmtpFailure.of(refused);
            log.warn("Mail {} was not taken: {}", id, failure.summary());
            return failure.isFinal() ? givenUp(id) : later(id);
        } catch (RuntimeException ours) {
            log.error("Mail {} cannot be made", id, ours);
            return later(id);
        }
        queue.remove(id);
        lastTaken = clock.instant();
        return Optional.empty();
    }

    private Optional<Instant> givenUp(UUID id) {
        queue.remove(id);
        return Optional.empty();
    }

    private Optional<Instant> later(UUID id) {
        return Optional.of(clock.instant().plus(properties.retryAfter(queue.countFailure(id))));
    }
}
