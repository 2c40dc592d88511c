package io.github.activationatlas.models.plan;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The threads that run the lanes of a plan. A single lane runs in the caller's thread and leaves the division of work to ND4J. */
final class Crew implements AutoCloseable {
    private final int threads;
    private final @Nullable ExecutorService workers;

    Crew(int threads, int lanes) {
        this.threads = threads;
        this.workers = lanes == 1 ? null : Executors.newFixedThreadPool(lanes, Crew::worker);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "atlas-plan");
        thread.setDaemon(true);
        return thread;
    }

    /** Does work 0 to count - 1 at once and waits for all of it, also when interrupted: the lanes' memory is in use until then. */
    void run(int count, IntConsumer work) {
        if (count == 1 || workers == null) {
            for (int i = 0; i < count; i++) {
                work.accept(i);
            }
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int lane = i;
            running.add(workers.submit(() -> {
                Threads.allow(Math.max(1, threads / count));
                work.accept(lane);
            }));
        }
        RuntimeException failure = null;
        for (Future<?> future : running) {
            try {
                Uninterruptibles.getUninterruptibly(future);
            } catch (ExecutionException e) {
                failure = failure(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.shutdown();
        }
    }
}
