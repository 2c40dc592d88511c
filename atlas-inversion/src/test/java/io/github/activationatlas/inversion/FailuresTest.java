package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.models.Threads;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener or an objective of the caller's own throws ends all threads and reaches the caller as it is. */
class FailuresTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private final int before = Threads.allowed();

    @BeforeEach
    void twoThreads() {
        Threads.allow(2);
    }

    @AfterEach
    void threadsAsBefore() {
        Threads.allow(before);
    }

    /** Where the caller's code is called. */
    private enum Callback {
        PROGRESS,
        PICTURES_OF_PROGRESS,
        OWN_OBJECTIVE
    }

    private static Objective objective(Callback callback, Runnable code) {
        return callback == Callback.OWN_OBJECTIVE
                ? SameDiffObjective.of(h -> {
                    code.run();
                    return h.mean();
                })
                : Objective.channel(1);
    }

    private static FeatureVisualizer visualizer(Callback callback, Runnable code, Path checkpoints) {
        return FeatureVisualizer.builder(MODEL, "mixed3a")
                .size(24)
                .steps(3)
                .batch(2)
                .checkpoints(checkpoints, 1)
                .onProgress(p -> {
                    if (callback == Callback.PICTURES_OF_PROGRESS) {
                        assertThat(p.images().get()).isNotEmpty();
                    }
                    if (callback != Callback.OWN_OBJECTIVE) {
                        code.run();
                    }
                })
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheCallersCodeThrowsReachesTheCaller(Callback callback, @TempDir Path folder) {
        List<Throwable> kinds = List.of(
                new IllegalStateException("at once", new IOException("the cause")),
                new OutOfMemoryError("in a worker"),
                new StackOverflowError("in a worker"),
                new CancellationException("enough"));
        for (Throwable thrown : kinds) {
            Runnable code = () -> FailuresTest.<RuntimeException>raise(thrown);
            FeatureVisualizer visualizer = visualizer(callback, code, folder);
            Throwable found = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                Threads.allow(2);
                Throwable caught =
                        catchThrowable(() -> visualizer.visualize(Collections.nCopies(4, objective(callback, code))));
                assertThat(Thread.interrupted()).isFalse();
                return caught;
            });
            assertThat(found).isSameAs(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aListenerIsNotCalledAgainAfterItHasThrown(@TempDir Path folder) {
        AtomicInteger calls = new AtomicInteger();
        FeatureVisualizer visualizer = visualizer(
                Callback.PROGRESS,
                () -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("once");
                },
                folder);
        assertThat(catchThrowable(() -> visualizer.visualize(Collections.nCopies(4, Objective.channel(1)))))
                .hasMessage("once");
        assertThat(calls).hasValue(1);
    }
}
