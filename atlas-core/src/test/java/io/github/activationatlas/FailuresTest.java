package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.internal.view.Pages;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.page.PageWriter;
import io.github.activationatlas.shortcuts.PatchExperiment;
import io.github.activationatlas.umap.Metric;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What any code of the caller's throws ends the work of all threads and reaches the caller. */
class FailuresTest {
    @TempDir
    static Path folder;

    /** Work that calls a caller's code of one kind. */
    private interface Job {
        void run(Runnable code) throws Exception;
    }

    private static Arguments job(String name, Job job) {
        return Arguments.of(name, job);
    }

    private static ActivationCollector.Builder collector() {
        return ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER).batch(4).threads(3);
    }

    /** Pictures of which one calls the code when it is opened. */
    private static ImageSource pictures(int count, int bad, Runnable code) {
        return ImageSource.generated(count, i -> {
            if (i == bad) {
                code.run();
            }
            return Tiny.picture(i);
        });
    }

    private static ImageSource named(Runnable code) {
        ImageSource all = Tiny.pictures(8);
        return new ImageSource() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public String id(int index) {
                code.run();
                return all.id(index);
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                return all.open(index);
            }
        };
    }

    private static AtlasBuilder saved() throws IOException {
        return Tiny.atlas().saveTo(Files.createTempDirectory(folder, "atlas"));
    }

    private static Job atlas(AtlasProgress.Stage stage) {
        return code -> saved().examples(1)
                .onProgress(p -> {
                    if (p.stage() == stage) {
                        code.run();
                    }
                })
                .build();
    }

    static Stream<Arguments> jobs() {
        List<Arguments> jobs = new ArrayList<>(List.of(
                job(
                        "collecting tells",
                        code -> collector().onProgress(p -> code.run()).build().collect(Tiny.pictures(20))),
                job("an image is named", code -> collector().build().collect(named(code))),
                job(
                        "the layout is set",
                        code -> saved().umap(u -> {
                                    code.run();
                                    return Tiny.layout(u);
                                })
                                .build()),
                job(
                        "the layout compares",
                        code -> saved().umap(u -> Tiny.layout(u).metric((a, b) -> {
                                    code.run();
                                    return Metric.COSINE.between(a, b);
                                }))
                                .build()),
                job(
                        "the layout shows",
                        code -> saved().umap(u -> Tiny.layout(u).onSnapshot(3, s -> code.run()))
                                .build()),
                job(
                        "icons are set",
                        code -> saved().visualizer(v -> {
                                    code.run();
                                    return Tiny.icons(v);
                                })
                                .build()),
                job(
                        "a patch is pasted",
                        code -> PatchExperiment.builder(Tiny.MODEL, 1)
                                .onProgress(done -> code.run())
                                .build()
                                .run(Tiny.picture(1), Tiny.pictures(3))),
                job(
                        "an image to paste on is made",
                        code -> PatchExperiment.builder(Tiny.MODEL, 1)
                                .build()
                                .run(Tiny.picture(1), pictures(3, 2, code))),
                job(
                        "a page tells",
                        code -> Small.atlas("a", "b").writePageFolder(folder.resolve("page"), p -> code.run())),
                job(
                        "a page in one file tells",
                        code -> PageWriter.writeFile(
                                Pages.of(Small.atlas("a", "b")),
                                folder.resolve("page.html"),
                                (done, total) -> code.run()))));
        for (AtlasProgress.Stage stage : AtlasProgress.Stage.values()) {
            if (stage != AtlasProgress.Stage.PAGE) {
                jobs.add(job("a build tells of " + stage, atlas(stage)));
            }
        }
        return jobs.stream();
    }

    @ParameterizedTest(name = "when {0}")
    @MethodSource("jobs")
    void whatTheCallersCodeThrowsReachesTheCaller(String when, Job job) {
        for (Throwable thrown : List.of(
                new IllegalStateException("at once", new IOException("the cause")),
                new StackOverflowError("in a thread"),
                new CancellationException("enough"))) {
            Throwable found = assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> catchThrowable(() -> job.run(() -> FailuresTest.<RuntimeException>raise(thrown))));
            boolean wrapped = found != thrown && found instanceof CancellationException;
            assertThat(wrapped ? found.getCause() : found).isSameAs(thrown);
        }
    }

    /** An exception there is no more than a picture that cannot be read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 39})
    void anErrorInAPictureReachesTheCaller(int bad) {
        for (Throwable thrown : List.of(new StackOverflowError("deep"), new CancellationException("enough"))) {
            ImageSource source = pictures(40, bad, () -> FailuresTest.<RuntimeException>raise(thrown));
            Throwable found = assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> catchThrowable(() -> collector().build().collect(source)));
            assertThat(found).isSameAs(thrown);
            Throwable built = assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> catchThrowable(() -> saved().images(source).build()));
            assertThat(built instanceof Error ? built : built.getCause()).isSameAs(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void anErrorInALaterPictureIsNotHeldUpByOneThatWaits() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        ImageSource source = ImageSource.generated(30, i -> {
            opened.incrementAndGet();
            if (i == 0 || i > 2) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (i == 2) {
                throw new StackOverflowError("the third");
            }
            return Tiny.picture(i);
        });
        Throwable found = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> catchThrowable(() -> collector().build().collect(source)));
        assertThat(found).hasMessage("the third");
        assertThat(opened.get()).isLessThan(10);
    }

    @Test
    void aPictureThatThereIsNoMemoryForIsSkippedByName() {
        ActivationSet set = collector().build().collect(ImageSource.generated(6, i -> {
            if (i == 2) {
                throw new OutOfMemoryError("Java heap space");
            }
            return Tiny.picture(i);
        }));
        assertThat(set.skipped()).containsExactly("picture 2: Java heap space");
    }

    @Test
    void whereNoPictureCanBeReadTheCauseIsThatOfTheFirst() {
        ImageSource source = new ImageSource() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public String id(int index) {
                return "p" + index;
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                throw new IOException("no. " + index);
            }
        };
        assertThat(catchThrowable(() -> collector().build().collect(source)))
                .hasMessage("none of 3 images could be read; the first: p0: no. 0")
                .hasRootCauseMessage("no. 0");
    }

    @Test
    void anObjectiveOfTheCallersOwnMayFailWhileManyAreDrawn() {
        IllegalStateException thrown = new IllegalStateException("no such thing");
        Throwable found = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> catchThrowable(() -> io.github.activationatlas.inversion.FeatureVisualizer.builder(
                                Tiny.MODEL, Tiny.LAYER)
                        .size(24)
                        .steps(2)
                        .build()
                        .visualize(List.of(Objective.channel(1), SameDiffObjective.of(h -> {
                            throw thrown;
                        })))));
        assertThat(found).isSameAs(thrown);
    }
}
