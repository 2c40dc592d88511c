package io.github.activationatlas.umap.internal.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Points in batches, one batch after another, and each batch in chunks that threads take. Cuts depend on the number of points alone.
 */
public final class BatchSchedule {
    /** Work on the points from one to just before another, in a batch that begins at {@code batch}. */
    public interface Work {
        void run(int from, int to, int batch, int chunk);
    }

    private static final int LEAST = 64;
    private static final int MOST = 1024;

    private final int n;
    private final int batch;
    private final int chunk;
    private final int chunksOfBatch;

    public BatchSchedule(int n, int batch) {
        this.n = n;
        this.batch = batch;
        this.chunk = Math.max(LEAST, Math.min(MOST, (batch + 7) / 8));
        this.chunksOfBatch = (batch + chunk - 1) / chunk;
    }

    /** Goes through all points once; without {@code ordered} batches need not wait for the ones before. */
    public void run(Workers workers, boolean ordered, Work work) {
        int batches = (n + batch - 1) / batch;
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        workers.forThreads(() -> {
            for (int c = next.getAndIncrement(); c < batches * chunksOfBatch; c = next.getAndIncrement()) {
                workers.check();
                int start = c / chunksOfBatch * batch;
                int end = Math.min(n, start + batch);
                int from = Math.min(end, start + c % chunksOfBatch * chunk);
                if (ordered) {
                    await(done, c / chunksOfBatch * chunksOfBatch, workers);
                }
                work.run(from, Math.min(end, from + chunk), start, c);
                done.incrementAndGet();
            }
        });
    }

    private static void await(AtomicInteger done, int before, Workers workers) {
        for (int spins = 0; done.get() < before; spins++) {
            if (spins > 5000) {
                LockSupport.parkNanos(20_000);
                workers.check();
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
