package dev.latchkey.auth.federation;

import dev.latchkey.auth.outbound.OutboundException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks providers for somebody who waits, for no longer than the time limit, whatever number of requests that takes. Few wait at
 * once: who comes on top is told to try again, and nobody who signs in with a password notices.
 */
@Component
class UpstreamCalls implements DisposableBean {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ThreadPoolExecutor threads;
    private final Duration timeout;

    UpstreamCalls(FederationProperties properties) {
        this.timeout = properties.timeout();
        this.threads = new ThreadPoolExecutor(
                0, properties.concurrency(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), UpstreamCalls::thread);
    }

    <T> T within(Callable<T> call) throws UpstreamException {
        Future<T> answer;
        try {
            answer = threads.submit(call);
        } catch (RejectedExecutionException full) {
            throw new UpstreamException(UpstreamException.Reason.BUSY, "too many wait at once");
        }
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
