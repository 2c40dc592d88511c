package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.umap.internal.parallel.BatchSchedule;
import io.github.activationatlas.umap.internal.parallel.PairSchedule;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is thrown by the caller's code, or in any thread, ends the work of all threads and reaches the caller as it is. */
class FailuresTest {
    private static final float[][] ROWS = Clusters.of(4, 300, 8, 1);
    private static final Distance TAXI = (a, b) -> {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    };

    private static final NeighborGraph NEAR = quick().build().neighbors(Vectors.of(ROWS));

    /** Work that calls a caller's code of one kind, which may throw each time that it is called. */
    private interface Job extends Consumer<Runnable> {}

    private static UmapBuilder quick() {
        return Umap.builder().threads(4).nEpochs(10);
    }

    private static Vectors calling(Runnable code) {
        Vectors rows = Vectors.of(ROWS);
        return new Vectors() {
            @Override
            public int rows() {
                return rows.rows();
            }

            @Override
            public int dimension() {
                return rows.dimension();
            }

            @Override
            public void copy(int row, float[] to) {
                code.run();
                rows.copy(row, to);
            }
        };
    }

    private static Distance taxi(Runnable code) {
        return (a, b) -> {
            code.run();
            return TAXI.between(a, b);
        };
    }

    private static UmapProgress.Stage stage(UmapProgress p) {
        return p.stage();
    }

    private static Job progressOf(UmapProgress.Stage stage, Distance metric) {
        return code -> quick().metric(metric)
                .onProgress(p -> {
                    if (stage(p) == stage) {
                        code.run();
                    }
                })
                .build()
                .fit(ROWS);
    }

    static Stream<Arguments> jobs() {
        float[][] many = Clusters.of(4, 1200, 3, 1);
        Supplier<UmapModel> model =
                () -> quick().metric(TAXI).build().fromLayout(Vectors.of(ROWS), new float[ROWS.length][2]);
        Stream<Arguments> kinds = Stream.of(
                job("progress of the search", progressOf(UmapProgress.Stage.NEIGHBORS, Metric.EUCLIDEAN)),
                job("progress of the exact search", progressOf(UmapProgress.Stage.NEIGHBORS, TAXI)),
                job("progress of the start", progressOf(UmapProgress.Stage.GRAPH, Metric.COSINE)),
                job("progress of the layout", progressOf(UmapProgress.Stage.LAYOUT, Metric.EUCLIDEAN)),
                job(
                        "snapshots",
                        code -> quick().onSnapshot(5, s -> code.run()).build().fit(ROWS)),
                job(
                        "snapshots of densMAP",
                        code -> quick().densMap(true)
                                .onSnapshot(5, s -> code.run())
                                .build()
                                .fit(ROWS)),
                job(
                        "progress of aligned sets",
                        code -> quick().onProgress(p -> code.run())
                                .build()
                                .fitAligned(List.of(Vectors.of(ROWS), Vectors.of(ROWS)))),
                job("own metric", code -> quick().metric(taxi(code)).build().fit(ROWS)),
                job(
                        "own metric of a descent",
                        code -> quick().metric(taxi(code)).build().fit(many)),
                job("own vectors", code -> quick().build().fit(calling(code))),
                job(
                        "own vectors by correlation",
                        code -> quick().metric(Metric.CORRELATION).build().fit(calling(code))),
                job(
                        "own vectors of which some are equal",
                        code -> quick().unique(true).build().fit(calling(code))),
                job(
                        "own vectors by inner products",
                        code -> quick().metric(Metric.INNER_PRODUCT).build().fit(calling(code))),
                job("own vectors, searched alone", code -> quick().build().neighbors(calling(code))),
                job(
                        "own vectors of aligned sets",
                        code -> quick().build().fitAligned(List.of(Vectors.of(ROWS), calling(code)))),
                job(
                        "progress with given neighbours",
                        code -> quick().onProgress(p -> code.run()).build().fit(Vectors.of(ROWS), NEAR)),
                job(
                        "progress with a target",
                        code -> quick().onProgress(p -> code.run())
                                .build()
                                .fit(Vectors.of(ROWS), Target.numbers(new float[ROWS.length]))),
                job(
                        "own vectors of a finished layout",
                        code -> quick().build().fromLayout(calling(code), new float[ROWS.length][2])),
                job("new vectors", code -> model.get().transform(calling(code))),
                job("quality by an own metric", code -> LayoutQuality.of(Vectors.of(ROWS), taxi(code), ROWS, 5)),
                job("recall of own vectors", code -> model.get().neighbors().recall(calling(code), TAXI, 100, 1)));
        return kinds;
    }

    private static Arguments job(String name, Job job) {
        return Arguments.of(name, job);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void whatTheCallersCodeThrowsReachesTheCaller(String name, Job job) {
        IntFunction<Throwable> kinds = i -> i == 0
                ? new IllegalStateException("at once", new java.io.IOException("the cause"))
                : i == 1 ? new OutOfMemoryError("in a worker") : new CancellationException("enough");
        for (int kind = 0; kind < 3; kind++) {
            Throwable thrown = kinds.apply(kind);
            // Later calls as well, in the middle of the work.
            for (int from : new int[] {1, 4}) {
                AtomicInteger calls = new AtomicInteger();
                Throwable found = assertTimeoutPreemptively(
                        Duration.ofSeconds(20),
                        () -> catchThrowable(() -> job.accept(() -> {
                            if (calls.incrementAndGet() >= from) {
                                FailuresTest.<RuntimeException>raise(thrown);
                            }
                        })));
                assertThat(calls.get() < from ? null : found).isSameAs(calls.get() < from ? null : thrown);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aStackThatOverflowsInAMetricReachesTheCaller() {
        Distance endless = new Distance() {
            @Override
            public float between(float[] a, float[] b) {
                return a.length > 0 ? between(b, a) + 1 : 0;
            }
        };
        Throwable found = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> catchThrowable(() -> quick().metric(endless).build().fit(ROWS)));
        assertThat(found).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void noThreadGoesOnAfterAnError() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        Distance failing = (a, b) -> {
            threads.add(Thread.currentThread());
            if (calls.incrementAndGet() == 5000) {
                throw new IllegalStateException("enough");
            }
            return TAXI.between(a, b);
        };
        Throwable found = catchThrowable(() -> quick().metric(failing).build().fit(ROWS));
        assertThat(found).hasMessage("enough");
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        // All pairs are more than a million; others notice within a block of 64 by 256.
        assertThat(calls.get()).isLessThan(5000 + 5 * 64 * 256);
    }

    @Test
    void aCallThatOtherThreadsWaitInEndsWithTheErrorToo() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Distance waiting = (a, b) -> {
            if (calls.incrementAndGet() == 1000) {
                throw new IllegalStateException("enough");
            }
            if (calls.get() > 1000) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return TAXI.between(a, b);
        };
        Throwable found = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> catchThrowable(() -> quick().metric(waiting).build().fit(ROWS)));
        assertThat(found).hasMessage("enough");
    }

    @Test
    void aListenerMayInterruptWhicheverThreadCallsIt() {
        for (UmapProgress.Stage stage : UmapProgress.Stage.values()) {
            Throwable found = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                Throwable thrown = catchThrowable(() -> progressOf(stage, TAXI)
                        .accept(() -> Thread.currentThread().interrupt()));
                assertThat(Thread.interrupted()).as(stage.name()).isTrue();
                return thrown;
            });
            assertThat(found).isInstanceOf(CancellationException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void workIsCancelledWhereverItIsInterrupted(String name, Job job) {
        AtomicInteger calls = new AtomicInteger();
        job.accept(calls::incrementAndGet);
        int all = calls.get();
        for (int part = 0; part < 8; part++) {
            int at = 1 + (int) ((long) all * part / 8);
            calls.set(0);
            Throwable found = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                Throwable thrown = catchThrowable(() -> job.accept(() -> {
                    if (calls.incrementAndGet() == at) {
                        Thread.currentThread().interrupt();
                    }
                }));
                Thread.interrupted();
                return thrown;
            });
            // What comes last may be over before anybody looks.
            assertThat(found == null ? calls.get() : all)
                    .as("interrupted at %s", at)
                    .isEqualTo(all);
            assertThat(found == null || found instanceof CancellationException).isTrue();
        }
    }

    @Test
    void whatVectorsThrowWhileTheyAreSavedLeavesNothingBehind(@TempDir Path folder) throws IOException {
        AtomicInteger calls = new AtomicInteger(Integer.MIN_VALUE);
        UmapModel model = quick().build().fit(calling(() -> {
            if (calls.incrementAndGet() > 100) {
                throw new IllegalStateException("enough");
            }
        }));
        calls.set(0);
        assertThatIllegalStateException()
                .isThrownBy(() -> model.save(folder.resolve("model")))
                .withMessage("enough");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptFromOutsideEndsTheSearch() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Distance slow = (a, b) -> {
            begun.countDown();
            return TAXI.between(a, b);
        };
        Throwable[] found = new Throwable[1];
        Thread fitting = new Thread(() ->
                found[0] = catchThrowable(() -> quick().metric(slow).build().fit(Clusters.of(4, 1000, 200, 1))));
        fitting.start();
        begun.await();
        fitting.interrupt();
        fitting.join(20_000);
        assertThat(fitting.isAlive()).isFalse();
        assertThat(found[0]).isInstanceOf(CancellationException.class);
    }

    @Test
    void anErrorInAnyMeetingOrChunkEndsAllThatWaitForIt() {
        PairSchedule pairs = new PairSchedule(12);
        BatchSchedule batches = new BatchSchedule(4000, 400);
        for (int bad : new int[] {0, 1, 7, 30}) {
            Error thrown = new StackOverflowError("in " + bad);
            List<Consumer<Workers>> runs = List.of(
                    w -> pairs.run(w, (left, right, number) -> raise(number == bad, thrown)),
                    w -> batches.run(w, true, (from, to, batch, chunk) -> raise(chunk == bad, thrown)),
                    w -> batches.run(w, false, (from, to, batch, chunk) -> raise(chunk == bad, thrown)));
            for (Consumer<Workers> run : runs) {
                Throwable found = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                    try (Workers workers = new Workers(4)) {
                        return catchThrowable(() -> run.accept(workers));
                    }
                });
                assertThat(found).isSameAs(thrown);
            }
        }
    }

    private static void raise(boolean now, Error thrown) {
        if (now) {
            throw thrown;
        }
    }
}
