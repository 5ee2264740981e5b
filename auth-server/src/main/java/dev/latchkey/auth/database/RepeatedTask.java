package dev.latchkey.auth.database;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Work about one row, on one node at a time, that is repeated until it is over. An instance is called by the id of its row.
 *
 * <p>What fails unexpectedly is tried again after five minutes, and what a node was at when it died is taken up by another.
 */
public abstract class RepeatedTask extends CustomTask<Void> {

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    protected RepeatedTask(TaskDescriptor<Void> task) {
        super(
                task.getTaskName(),
                Void.class,
                null, // nothing is scheduled because the server starts
                UnaryOperator.identity(),
                new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE),
                new DeadExecutionHandler.ReviveDeadExecution<>());
    }

    /** When to try again; empty when it is over. */
    protected abstract Optional<Instant> attempt(UUID id);

    @Override
    public final CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        Optional<Instant> again = attempt(UUID.fromString(instance.getId()));
        return again.isPresent()
                ? (done, operations) -> operations.reschedule(done, again.get())
                : new CompletionHandler.OnCompleteRemove<>();
    }
}
