package dev.latchkey.auth.federation;

import dev.latchkey.auth.outbound.OutboundException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks providers for somebody who waits, for no longer than the time limit, whatever number of requests that takes. Few wait at
 * once, and two thirds of them at one provider: who comes on top is told to try again, and nobody who signs in with a password,
 * or with another provider, notices.
 */
@Component
class UpstreamCalls implements DisposableBean {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ThreadPoolExecutor threads;
    private final Duration timeout;
    private final int atOneProvider;
    private final Map<UUID, Semaphore> providers = new ConcurrentHashMap<>();

    UpstreamCalls(FederationProperties properties) {
        this.timeout = properties.timeout();
        this.atOneProvider = Math.max(1, properties.concurrency() * 2 / 3);
        this.threads = new ThreadPoolExecutor(
                0, properties.concurrency(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), UpstreamCalls::thread);
    }

    <T> T within(Provider provider, Callable<T> call) throws UpstreamException {
        Future<T> answer = submitted(provider, call);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "took too long");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UpstreamException upstream) {
                throw upstream;
            }
            if (failed.getCause() instanceof OutboundException) {
                throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "did not answer");
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** The place is held until the work has ended, however long ago somebody gave up on it. */
    private <T> Future<T> submitted(Provider provider, Callable<T> call) throws UpstreamException {
        Semaphore places = providers.computeIfAbsent(provider.id(), id -> new Semaphore(atOneProvider));
        if (!places.tryAcquire()) {
            throw new UpstreamException(UpstreamException.Reason.BUSY, "has too many who wait for it");
        }
        try {
            FutureTask<T> task = new FutureTask<>(call);
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    places.release();
                }
            });
            return task;
        } catch (RejectedExecutionException full) {
            places.release();
            throw new UpstreamException(UpstreamException.Reason.BUSY, "is one of too many that are waited for");
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "federation-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
