package io.github.activationatlas.umap.internal.parallel;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that share ranges of rows. How a range is cut does not depend on their number, so neither do results. The first error in any of them
 * ends the work of all, and reaches the caller as it was thrown; these threads do nothing more after it.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int CHUNK = 256;
    /** How long a failed call waits for threads that are in the caller's code: one that never returns must not hold up the error. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ForkJoinPool pool;
    private final int threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean interrupted;

    /** Work on the rows from one to just before another. */
    public interface RangeWork {
        void run(int from, int to);
    }

    public Workers(int threads) {
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    public void forRows(int rows, RangeWork work) {
        forEach((rows + CHUNK - 1) / CHUNK, chunk -> work.run(chunk * CHUNK, Math.min(rows, (chunk + 1) * CHUNK)));
    }

    /** Does the same in every thread; the work shares itself out. */
    public void forThreads(Runnable work) {
        forEach(threads, thread -> work.run());
    }

    public void forEach(int items, IntConsumer work) {
        check();
        int shares = Math.min(threads, items);
        AtomicInteger next = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(shares);
        Runnable share = () -> {
            try {
                for (int i = next.getAndIncrement(); i < items; i = next.getAndIncrement()) {
                    check();
                    work.accept(i);
                }
            } catch (Throwable e) {
                // Nothing is allocated here: there may be no memory left.
                failure.compareAndSet(null, e);
                for (int i = 1; i < shares; i++) {
                    left.countDown();
                }
            } finally {
                left.countDown();
            }
        };
        try {
            for (int i = 0; i < shares; i++) {
                pool.execute(share);
            }
            left.await();
        } catch (InterruptedException e) {
            interrupted = true;
            failure.compareAndSet(null, cancelled());
        } catch (Throwable e) {
            // No thread could be started.
            failure.compareAndSet(null, e);
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw ended(cause);
        }
    }

    private RuntimeException ended(Throwable cause) {
        pool.shutdownNow();
        if (!Uninterruptibles.awaitTerminationUninterruptibly(pool, PATIENCE)) {
            LOG.warn("Ended by {}, but a metric, a listener or vectors have not returned yet", cause.toString());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwables.throwIfUnchecked(cause);
        return new IllegalStateException(cause);
    }

    /**
     * Ends what a thread does if another has failed or this one is interrupted. Whatever waits or takes long calls it again and again.
     *
     * @throws CancellationException if so
     */
    public void check() {
        if (failure.get() != null) {
            throw cancelled();
        }
        if (Thread.currentThread().isInterrupted()) {
            // A listener that wants to stop may interrupt the thread that calls it: the caller's flag is to be set as
            // well.
            interrupted = true;
            throw cancelled();
        }
    }

    public static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("UMAP was cancelled");
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
