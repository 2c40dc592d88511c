package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupted build is taken up where it stopped, and ends as if nothing had happened. */
class ResumeTest {
    private static final int PICTURES = 450;

    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();

    private AtlasBuilder builder() {
        return Tiny.atlas()
                .images(ImageSource.generated(PICTURES, i -> {
                    opened.incrementAndGet();
                    return Tiny.picture(i);
                }))
                .grids(3, 19)
                .saveTo(folder);
    }

    private void interruptedAt(String kept, Consumer<AtlasProgress> listener) {
        assertThatThrownBy(() -> builder().onProgress(listener).build())
                .isInstanceOf(CancellationException.class)
                .hasMessage("the build was stopped; %s keeps %s, and the same build goes on from there", folder, kept);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void assertAsIfNothingHadHappened() throws IOException {
        Atlas atlas = Atlas.load(folder);
        Atlas straight =
                Tiny.atlas().images(Tiny.pictures(PICTURES)).grids(3, 19).build();
        assertThat(atlas.layers().get(0).activations())
                .isEqualTo(straight.layers().get(0).activations());
        assertThat(atlas.predicted()).isEqualTo(straight.predicted());
        assertThat(atlas.layers().get(0).grids()).hasSize(2);
        for (int g = 0; g < 2; g++) {
            IconGrid resumed = atlas.layers().get(0).grids().get(g);
            IconGrid whole = straight.layers().get(0).grids().get(g);
            assertThat(resumed.grid().cells())
                    .usingRecursiveComparison()
                    .isEqualTo(whole.grid().cells());
            assertThat(resumed.icons()).hasSameSizeAs(whole.icons());
            for (int i = 0; i < whole.icons().size(); i++) {
                assertThat(pixels(resumed.icons().get(i)))
                        .as("icon %d of grid %d", i, g)
                        .isEqualTo(pixels(whole.icons().get(i)));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .noneMatch(
                            name -> name.contains(".part") || name.equals("unfinished") || name.equals("build.lock"));
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void collectingGoesOnAfterTheLastWholePart() throws IOException {
        interruptedAt("the activations of 200 images", p -> {
            if (p.stage() == AtlasProgress.Stage.COLLECT && p.done() > 250) {
                Thread.currentThread().interrupt();
            }
        });
        opened.set(0);
        builder().build();
        assertThat(opened.get()).isEqualTo(PICTURES - 200);
        assertAsIfNothingHadHappened();
    }

    @Test
    void iconsGoOnAndNothingIsCollectedOrLaidOutAgain() throws IOException {
        interruptedAt("all activations, 1 layout, 1 sheet of icons", p -> {
            if (p.stage() == AtlasProgress.Stage.ICONS && p.done() > p.total() / 2) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(folder.resolve("layer-0-icons-3.png")).exists();
        opened.set(0);
        builder()
                .onProgress(p -> assertThat(p.stage()).isNotEqualTo(AtlasProgress.Stage.LAYOUT))
                .build();
        assertThat(opened.get()).isZero();
        assertAsIfNothingHadHappened();
    }

    @Test
    void otherSettingsKeepOnlyTheStagesBeforeThem() throws IOException {
        interruptedAt("all activations, 1 layout", p -> {
            if (p.stage() == AtlasProgress.Stage.ICONS) {
                Thread.currentThread().interrupt();
            }
        });
        opened.set(0);
        AtomicInteger layouts = new AtomicInteger();
        builder()
                .umap(umap -> Tiny.layout(umap).nNeighbors(9))
                .onProgress(p -> layouts.addAndGet(p.stage() == AtlasProgress.Stage.LAYOUT ? 1 : 0))
                .build();
        assertThat(opened.get()).isZero();
        assertThat(layouts.get()).isPositive();
        builder().seed(2).build();
        assertThat(opened.get()).isEqualTo(PICTURES);
    }

    @Test
    void whereTheListOfWhatIsFinishedIsDamagedEverythingIsMadeAgain() throws IOException {
        interruptedAt("the activations of 200 images", p -> {
            if (p.stage() == AtlasProgress.Stage.COLLECT && p.done() > 250) {
                Thread.currentThread().interrupt();
            }
        });
        String list = Files.readString(folder.resolve("unfinished"));
        Files.writeString(folder.resolve("unfinished"), list.replaceFirst("\"key\": \"", "$0x"));
        opened.set(0);
        builder().build();
        assertThat(opened.get()).isEqualTo(PICTURES);
        assertAsIfNothingHadHappened();
    }

    @Test
    void anInterruptWhileTheFinishedAtlasIsWrittenComesTooLate() throws IOException {
        builder()
                .onProgress(p -> {
                    if (p.stage() == AtlasProgress.Stage.SAVE) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();
        assertThat(Thread.interrupted()).isTrue();
        assertAsIfNothingHadHappened();
    }

    @Test
    void aPartInWhichNoPictureCanBeReadIsSkippedAsAWhole() throws IOException {
        Atlas atlas = builder()
                .images(ImageSource.generated(PICTURES, i -> {
                    if (i < 200) {
                        throw new IllegalStateException("torn");
                    }
                    return Tiny.picture(i);
                }))
                .build();
        assertThat(atlas.provenance().skipped()).hasSize(200).contains("picture 7: torn");
        assertThat(atlas.layers().get(0).activations().image(0)).isEqualTo(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .images(ImageSource.generated(PICTURES, i -> {
                            throw new IllegalStateException("torn");
                        }))
                        .compareContents(true)
                        .build())
                .withMessage("none of 450 images could be read; the first: picture 0: torn");
    }
}
