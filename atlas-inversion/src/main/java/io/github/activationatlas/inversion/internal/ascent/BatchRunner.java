package io.github.activationatlas.inversion.internal.ascent;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.VisualizationProgress;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.inversion.internal.objective.ObjectiveCheck;
import io.github.activationatlas.inversion.internal.objective.Positions;
import io.github.activationatlas.inversion.internal.objective.SameDiffFunction;
import io.github.activationatlas.models.Threads;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many objectives, batch by batch, each with its random starts. A batch is divided among as many threads as ND4J may use, each of which does
 * all of its images' work: there is nothing to wait for between the network's operations and the rest. Where the images of a batch know
 * of one another, one thread does them together.
 */
public final class BatchRunner {
    private static final long START_STRIDE = 0x632BE59BD9B4E019L;
    private final VisualizationTask task;
    private final VisualizerSettings settings;
    private final List<? extends Objective> objectives;
    private final @Nullable List<BufferedImage> from;
    private final IntToLongFunction numbers;
    private final List<Part> parts = new ArrayList<>();
    private final Visualization[] done;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean interrupted;
    private long steps;

    /** Objectives from {@code first} to before {@code end}. */
    private record Part(int first, int end) {
        int length() {
            return end - first;
        }
    }

    private BatchRunner(
            VisualizationTask task,
            List<? extends Objective> objectives,
            @Nullable List<BufferedImage> from,
            IntToLongFunction numbers,
            int threads) {
        this.task = task;
        this.settings = task.settings();
        this.objectives = objectives;
        this.from = from;
        this.numbers = numbers;
        this.done = new Visualization[objectives.size()];
        for (int first = 0; first < objectives.size(); first += settings.batch()) {
            int length = Math.min(settings.batch(), objectives.size() - first);
            int share =
                    settings.parametrization() instanceof Parametrization.SharedBase ? 1 : Math.min(threads, length);
            for (int i = 0; i < share; i++) {
                parts.add(new Part(first + length * i / share, first + length * (i + 1) / share));
            }
        }
    }

    public static List<Visualization> run(
            VisualizationTask task,
            List<? extends Objective> objectives,
            @Nullable List<BufferedImage> from,
            IntToLongFunction numbers) {
        ObjectiveCheck.check(objectives, task.model().layer(task.layer()).shape());
        int threads = task.settings().batchTerms().isEmpty() ? Threads.allowed() : 1;
        BatchRunner batches = new BatchRunner(task, objectives, from, numbers, threads);
        Checkpoints checkpoints = task.checkpoints();
        if (checkpoints != null) {
            checkpoints.open(batches.files(checkpoints));
        }
        int workers = Math.min(threads, batches.parts.size());
        try {
            if (workers <= 1) {
                batches.work();
            } else {
                batches.work(workers);
            }
        } finally {
            objectives.forEach(SameDiffFunction::release);
        }
        if (checkpoints != null) {
            checkpoints.delete(batches.files(checkpoints));
        }
        return List.of(batches.done);
    }

    private Set<Path> files(Checkpoints checkpoints) {
        Set<Path> files = new HashSet<>();
        for (Part part : parts) {
            for (int start = 0; start < settings.starts(); start++) {
                files.add(checkpoints.file(part.first(), part.end(), start));
            }
        }
        return files;
    }

    private void work(int workers) {
        ExecutorService pool = Executors.newFixedThreadPool(workers, BatchRunner::worker);
        CompletionService<Void> running = new ExecutorCompletionService<>(pool);
        try {
            for (int i = 0; i < workers; i++) {
                running.submit(() -> {
                    Threads.allow(1);
                    work();
                    return null;
                });
            }
            for (int i = 0; i < workers; i++) {
                running.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("visualisation was cancelled");
        } catch (ExecutionException e) {
            Throwable first = failure.get() == null ? e.getCause() : failure.get();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwables.throwIfUnchecked(first);
            throw new IllegalStateException(first);
        } finally {
            pool.shutdownNow();
            Uninterruptibles.awaitTerminationUninterruptibly(pool);
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "atlas-visualizer");
        thread.setDaemon(true);
        return thread;
    }

    /** The first failure is what the caller gets; the other threads end at their next step. */
    private void failed(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            // A listener may interrupt the thread that calls it: the caller's flag is to be set as well.
            interrupted =
                    e instanceof CancellationException && Thread.currentThread().isInterrupted();
        }
    }

    /** Does parts until none is left. Parts of one length share memory. */
    private void work() {
        int reach = settings.batchTerms().isEmpty()
                ? objectives.stream().mapToInt(Positions::reach).max().orElse(0)
                : Positions.EVERYWHERE;
        GradientAscent ascent = null;
        try {
            for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                Part part = parts.get(i);
                if (ascent == null || ascent.batch() != part.length()) {
                    if (ascent != null) {
                        ascent.close();
                    }
                    ascent = new GradientAscent(task, part.length(), reach);
                }
                run(ascent, part);
            }
        } catch (Throwable e) {
            failed(e);
            throw e;
        } finally {
            if (ascent != null) {
                ascent.close();
            }
        }
    }

    private void run(GradientAscent ascent, Part part) {
        Checkpoints checkpoints = task.checkpoints();
        for (int start = 0; start < settings.starts(); start++) {
            List<Visualization> found = ascent.run(
                    objectives.subList(part.first(), part.end()),
                    settings.seed() + start * START_STRIDE,
                    i -> numbers.applyAsLong(part.first() + i),
                    from == null ? null : from.subList(part.first(), part.end()),
                    checkpoints == null ? null : checkpoints.file(part.first(), part.end(), start),
                    (mean, stepsDone) -> report(ascent, mean, (long) stepsDone * part.length()));
            for (int i = 0; i < found.size(); i++) {
                Visualization best = done[part.first() + i];
                if (start == 0 || found.get(i).reached() > best.reached()) {
                    done[part.first() + i] = found.get(i);
                }
            }
        }
    }

    private synchronized void report(GradientAscent ascent, double mean, long more) {
        if (failure.get() != null) {
            throw new CancellationException("visualisation was cancelled");
        }
        steps += more;
        long total = (long) done.length * settings.steps() * settings.starts();
        try {
            task.progress().accept(new VisualizationProgress(steps, total, mean, ascent.cosine(), ascent::images));
        } catch (Throwable e) {
            failed(e);
            throw e;
        }
    }
}
