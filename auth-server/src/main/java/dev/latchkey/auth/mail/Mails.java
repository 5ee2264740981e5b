package dev.latchkey.auth.mail;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends mails. What is sent in a transaction is sent if it commits and not otherwise; nobody waits for the SMTP server. Each
 * mail is delivered at least once, and exactly once unless a node dies while it hands one over.
 */
@Component
public class Mails {

    private final MailQueue queue;
    /** Asked for late: a task of the scheduler may itself send mails. */
    private final ObjectProvider<Scheduler> scheduler;

    private final MailProperties properties;
    private final Clock clock;

    Mails(MailQueue queue, ObjectProvider<Scheduler> scheduler, MailProperties properties, Clock clock) {
        this.queue = queue;
        this.scheduler = scheduler;
        this.properties = properties;
        this.clock = clock;
    }

    /** Queues a mail, in the caller's transaction if there is one. */
    @Transactional
    public void send(Mail mail) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Instant expiresAt = mail.expiresAt();
        queue.add(id, mail.content(), now, expiresAt == null ? now.plus(properties.patience()) : expiresAt);
        scheduler
                .getObject()
                .scheduleIfNotExists(MailDelivery.TASK.instance(id.toString()).scheduledTo(now));
        // What the scheduler does by itself at once, it does before the row can be seen.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }
}
