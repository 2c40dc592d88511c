package io.github.activationatlas.umap;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/** Threads that share ranges of rows. How a range is cut does not depend on their number, so neither do results. */
final class Workers implements AutoCloseable {
    private static final int CHUNK = 256;
    private final ForkJoinPool pool;
    private final int threads;

    /** Work on the rows from one to just before another. */
    interface RangeWork {
        void run(int from, int to);
    }

    Workers(int threads) {
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    void forRows(int rows, RangeWork work) {
        forEach((rows + CHUNK - 1) / CHUNK, chunk -> work.run(chunk * CHUNK, Math.min(rows, (chunk + 1) * CHUNK)));
    }

    /** Does the same in every thread; the work shares itself out. */
    void forThreads(Runnable work) {
        forEach(threads, thread -> work.run());
    }

    void forEach(int items, java.util.function.IntConsumer work) {
        checkInterrupt();
        ForkJoinTask<?> task =
                pool.submit(() -> IntStream.range(0, items).parallel().forEach(item -> {
                    if (!pool.isShutdown()) {
                        work.accept(item);
                    }
                }));
        try {
            task.get();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw cancelled();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            // The pool wraps what was thrown in another thread in one more of its kind.
            while (cause.getCause() != null && cause.getCause().getClass() == cause.getClass()) {
                cause = cause.getCause();
            }
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(cause);
        }
    }

    static void checkInterrupt() {
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
