package io.github.activationatlas.models.internal.plan;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.activationatlas.models.internal.array.NativeCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run the replicas of a plan. The caller's thread runs the first replica: a caller that slept instead would often leave its
 * processor idle, and two replicas on the other. A single replica leaves the division of work to ND4J.
 */
final class ReplicaExecutor implements AutoCloseable {
    private final int threads;
    private final @Nullable ExecutorService workers;

    ReplicaExecutor(int threads, int replicas) {
        this.threads = threads;
        this.workers = replicas == 1 ? null : Executors.newFixedThreadPool(replicas - 1, ReplicaExecutor::worker);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "atlas-plan");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does work 0 to count - 1 at once and waits for all of it, also when interrupted or when a part has failed: the replicas' memory is in use
     * until then. What failed first is thrown as it is.
     */
    void run(int count, IntConsumer work) {
        if (count == 1 || workers == null) {
            for (int i = 0; i < count; i++) {
                work.accept(i);
            }
            return;
        }
        int before = NativeCpu.threads();
        int each = Math.max(1, threads / count);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int i = 1; i < count; i++) {
                int replica = i;
                running.add(workers.submit(() -> work(work, replica, each, failure), null));
            }
            work(work, 0, each, failure);
        } catch (Throwable e) {
            // No thread could be started.
            failure.compareAndSet(null, e);
        }
        NativeCpu.allowThreads(before);
        for (Future<?> future : running) {
            await(future, failure);
        }
        if (failure.get() != null) {
            Throwables.throwIfUnchecked(failure.get());
            throw new IllegalStateException(failure.get());
        }
    }

    private static void work(IntConsumer work, int replica, int each, AtomicReference<@Nullable Throwable> failure) {
        try {
            NativeCpu.allowThreads(each);
            work.accept(replica);
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void await(Future<?> future, AtomicReference<@Nullable Throwable> failure) {
        try {
            Uninterruptibles.getUninterruptibly(future);
        } catch (ExecutionException e) {
            failure.compareAndSet(null, e.getCause());
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.shutdown();
        }
    }
}
