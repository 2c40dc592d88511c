package io.github.activationatlas.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Grid;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.Layout;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A network that sees the mean colour alone: class 0 is red, 1 green, 2 blue. */
class PatchExperimentTest {
    private static final VisionModel COLOURS = colours();

    private static VisionModel colours() {
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, 3, -1, -1);
        var mean = graph.mean("mean", image, false, 2, 3);
        graph.mmul("logits", mean, graph.constant("w", Nd4j.eye(3).mul(20)));
        return SameDiffModels.of(graph, Preprocessing.builder().size(20).build());
    }

    private static BufferedImage plain(Color color) {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, 20, 20);
        g.dispose();
        return image;
    }

    private static final ImageSource PHOTOS =
            ImageSource.generated(6, i -> plain(i < 4 ? new Color(120, 0, 0) : i == 4 ? Color.GREEN : Color.BLUE));

    @Test
    void photosThatCannotBeReadAreNamedCountedAndSkipped() throws IOException {
        ImageSource broken = new ImageSource() {
            @Override
            public int size() {
                return PHOTOS.size();
            }

            @Override
            public String id(int index) {
                return "image " + index;
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                if (index == 1 || index == 5) {
                    throw new IOException("it is damaged");
                }
                return PHOTOS.open(index);
            }
        };
        PatchReport report = PatchExperiment.builder(COLOURS, 1)
                .places(List.of(new PatchPlace(0.8, 1, 1)))
                .build()
                .run(plain(Color.GREEN), broken);
        assertThat(report.images()).isEqualTo(3);
        assertThat(report.skipped()).containsExactly("image 1: it is damaged", "image 5: it is damaged");
        ImageSource none = new ImageSource() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public String id(int index) {
                return "image " + index;
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                throw new IOException("it is damaged");
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchExperiment.builder(COLOURS, 1)
                        .randomFrom(PHOTOS)
                        .build()
                        .run(plain(Color.GREEN), none))
                .withMessage("none of the 2 images could be read; the first: image 0: it is damaged");
    }

    @Test
    void aPatchThatIsLargeEnoughTurnsPhotosAndASmallOneDoesNot() throws IOException {
        PatchReport report = PatchExperiment.builder(COLOURS, 1)
                .source(0)
                .places(List.of(new PatchPlace(0.2, 0, 0), new PatchPlace(0.8, 1, 1)))
                .build()
                .run(plain(Color.GREEN), PHOTOS);
        assertThat(report.images()).isEqualTo(4);
        PatchResult small = report.at(Treatment.PATCH, 0);
        PatchResult large = report.at(Treatment.PATCH, 1);
        assertThat(small.flips()).isZero();
        assertThat(large.flips()).isEqualTo(1);
        assertThat(large.targetBefore()).isLessThan(0.01);
        assertThat(large.targetAfter()).isGreaterThan(0.9);
        assertThat(large.ownBefore()).isGreaterThan(0.9);
        assertThat(large.ownAfter()).isLessThan(0.1);
        assertThat(report.bestPlace()).isEqualTo(1);
        assertThat(report.best(Treatment.PATCH)).isEqualTo(large);
        // This network has no eye for shape, which the control shows.
        assertThat(report.at(Treatment.SCRAMBLED, 1).flips()).isEqualTo(1);
        // Squares out of the photos are red for the most part; squares out of green photos are not.
        assertThat(report.at(Treatment.RANDOM, 1).flips()).isLessThan(1);
        PatchReport green = PatchExperiment.builder(COLOURS, 1)
                .source(0)
                .places(List.of(new PatchPlace(0.8, 1, 1)))
                .randomFrom(ImageSource.generated(2, i -> plain(Color.GREEN)))
                .build()
                .run(plain(Color.GREEN), PHOTOS);
        assertThat(green.at(Treatment.RANDOM, 0).flips()).isEqualTo(1);
    }

    /** The photos, with some that are damaged among them. */
    private static ImageSource torn(int... damaged) {
        return new ImageSource() {
            @Override
            public int size() {
                return PHOTOS.size() + damaged.length;
            }

            @Override
            public String id(int index) {
                return "image " + index;
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                int before = 0;
                for (int i : damaged) {
                    if (i == index) {
                        throw new IOException("image " + index + " is damaged");
                    }
                    before += i < index ? 1 : 0;
                }
                return PHOTOS.open(index - before);
            }
        };
    }

    @Test
    void photosThatCannotBeReadAreSkipped() throws IOException {
        PatchExperiment.Builder builder =
                PatchExperiment.builder(COLOURS, 1).source(0).places(List.of(new PatchPlace(0.8, 1, 1)));
        PatchReport report = builder.build().run(plain(Color.GREEN), torn(0, 3, 7));
        assertThat(report.images()).isEqualTo(4);
        assertThat(report.at(Treatment.PATCH, 0).flips()).isEqualTo(1);
    }

    @Test
    void thePatchCoversItsPlaceAndNothingElse() {
        Pasted pasted = new Pasted(plain(Color.WHITE), new PatchPlace(0.25, 1, 0), COLOURS.input());
        float[] picture = new float[20 * 20 * 3];
        pasted.onto(picture, 0);
        for (int i = 0; i < 400; i++) {
            assertThat(picture[3 * i]).isCloseTo(i / 20 < 5 && i % 20 >= 15 ? 1 : 0, within(1e-5f));
        }
    }

    @Test
    void scramblingKeepsTheColoursAndMovesThem() {
        BufferedImage half = plain(Color.BLACK);
        for (int i = 0; i < 200; i++) {
            half.setRGB(i % 20, i / 20, 0xffffff);
        }
        PatchPlace place = new PatchPlace(1, 0, 0);
        float[] whole = new float[1200];
        float[] mixed = new float[1200];
        Pasted pasted = new Pasted(half, place, COLOURS.input());
        pasted.onto(whole, 0);
        pasted.scrambled(new java.util.SplittableRandom(1)).onto(mixed, 0);
        assertThat(mixed).isNotEqualTo(whole);
        java.util.Arrays.sort(whole);
        java.util.Arrays.sort(mixed);
        assertThat(mixed).isEqualTo(whole);
    }

    @Test
    void theSameSeedGivesTheSameReport() throws IOException {
        PatchExperiment experiment = PatchExperiment.builder(COLOURS, 1).seed(5).build();
        PatchReport one = experiment.run(plain(Color.YELLOW), PHOTOS);
        PatchReport two = experiment.run(plain(Color.YELLOW), PHOTOS);
        assertThat(one.images()).isEqualTo(5);
        for (Treatment treatment : Treatment.values()) {
            for (int p = 0; p < 8; p++) {
                assertThat(two.at(treatment, p)).isEqualTo(one.at(treatment, p));
            }
        }
    }

    @Test
    void whatCannotBeTriedIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchExperiment.builder(COLOURS, 3))
                .withMessage("target must be between 0 and 2, but was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchExperiment.builder(COLOURS, 1).source(1))
                .withMessage("source and target must differ, but both are 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PatchPlace(0, 0, 0))
                .withMessage("a patch's size must be above 0 and at most 1, but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchExperiment.builder(COLOURS, 1)
                        .source(2)
                        .build()
                        .run(plain(Color.RED), ImageSource.generated(2, i -> plain(Color.RED))))
                .withMessage("none of the 2 images is taken for class 2");
        ActivationSet unknown = ActivationSet.of("layer", new float[4][2]);
        Grid grid = Grid.of(unknown.layer("layer"), Layout.ofPoints(new float[4][2]), 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShortcutFinder.of(unknown, "layer", grid))
                .withMessageStartingWith("it is not known what the images were taken for");
    }
}
