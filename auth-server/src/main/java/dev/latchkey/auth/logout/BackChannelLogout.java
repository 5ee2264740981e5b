package dev.latchkey.auth.logout;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.session.SessionEnded;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells applications that a session has ended, by whichever door (OpenID Connect Back-Channel Logout). What is to be said is
 * written down in the transaction that ends the session: it is said if that commits, whatever happens to this node then, and
 * nobody waits for it.
 */
@Component
class BackChannelLogout {

    /** The application did it itself, was not honest, or hears of the session anyway. */
    private static final Set<GrantRevoked.Reason> NOT_TOLD = EnumSet.of(
            GrantRevoked.Reason.CODE_REPLAYED,
            GrantRevoked.Reason.CODE_MISUSED,
            GrantRevoked.Reason.REFRESH_TOKEN_REPLAYED,
            GrantRevoked.Reason.REVOKED_BY_CLIENT,
            GrantRevoked.Reason.SESSION_ENDED);

    private final LogoutDeliveries deliveries;
    private final Scheduler scheduler;
    private final Clock clock;

    BackChannelLogout(LogoutDeliveries deliveries, Scheduler scheduler, Clock clock) {
        this.deliveries = deliveries;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void on(SessionEnded ended) {
        schedule(deliveries.addForSession(ended.sessionId(), ended.accountId()));
    }

    @EventListener
    @Transactional
    public void on(GrantRevoked revoked) {
        if (!NOT_TOLD.contains(revoked.reason())) {
            schedule(deliveries.addForGrant(revoked.grantId(), revoked.accountId()));
        }
    }

    private void schedule(List<UUID> added) {
        if (added.isEmpty()) {
            return;
        }
        for (UUID id : added) {
            scheduler.scheduleIfNotExists(
                    LogoutDeliveryTask.TASK.instance(id.toString()).scheduledTo(clock.instant()));
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }
}
