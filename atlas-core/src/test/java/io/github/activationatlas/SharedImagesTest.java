package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.activationatlas.diff.AtlasDiff;
import io.github.activationatlas.diff.RegionChange;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets are joined by what their pictures are called, not by where they stand in the list. */
class SharedImagesTest {
    private static final int EACH = 4;
    private static final int CHANNELS = 12;

    /** What the network says depends on the picture's name and place alone; a picture's name ends with the quarter in which it lies. */
    private static ActivationSet set(int side, List<String> names, String... layers) {
        ImmutableList.Builder<LayerActivations> all = ImmutableList.builder();
        for (String layer : layers) {
            int n = names.size() * EACH;
            float[][] values = new float[n][CHANNELS];
            int[] images = new int[n];
            int[] rows = new int[n];
            int[] columns = new int[n];
            for (int i = 0; i < n; i++) {
                String name = names.get(i / EACH);
                Random random = new Random(31L * name.hashCode() + i % EACH);
                images[i] = i / EACH;
                rows[i] = (int) (random.nextDouble() * side);
                columns[i] = (int) (random.nextDouble() * side);
                for (int c = 0; c < CHANNELS; c++) {
                    values[i][c] = 0.3f * (float) random.nextGaussian();
                }
                values[i][quarter(name)] += 3;
            }
            all.add(LayerActivations.of(layer, values, new float[n][2], images, rows, columns));
        }
        return new ActivationSet(ImmutableList.copyOf(names), ImmutableList.of(), all.build());
    }

    private static int quarter(String name) {
        return name.charAt(name.length() - 1) - '0';
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "photo-" + i + "-" + i % 4)
                .toList();
    }

    private static AtlasLayer layer(ActivationSet set, String name) {
        LayerActivations some = set.layer(name);
        float[][] points = new float[some.size()][];
        for (int i = 0; i < points.length; i++) {
            Random random = new Random(i);
            int quarter = quarter(set.images().get(some.image(i)));
            points[i] = new float[] {
                0.1f + 0.3f * random.nextFloat() + 0.5f * (quarter % 2),
                0.1f + 0.3f * random.nextFloat() + 0.5f * (quarter >> 1)
            };
        }
        Layout layout = Layout.ofPoints(points);
        Grid grid = Grid.of(some, layout, 2, 1);
        BufferedImage icon = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        return new AtlasLayer(
                some,
                layout,
                ImmutableList.of(new IconGrid(
                        grid, grid.cells().stream().map(c -> icon).collect(ImmutableList.toImmutableList()))));
    }

    private static AtlasDiff diff(List<String> before, List<String> after) {
        return AtlasDiff.between(layer(set(8, before, "late"), "late"), layer(set(8, after, "late"), "late"), 2);
    }

    @Test
    void theSamePicturesInAnotherOrderChangeNothing() {
        List<String> shuffled = new ArrayList<>(names(0, 40));
        Collections.shuffle(shuffled, new Random(1));
        AtlasDiff diff = diff(names(0, 40), shuffled);
        assertThat(diff.changes()).hasSize(4).allMatch(c -> c.kind() == RegionChange.Kind.STAYS);
        assertThat(diff.compared()).isEqualTo(40 * EACH);
    }

    @Test
    void picturesThatOneAtlasLacksAreLeftOut() {
        AtlasDiff diff = diff(names(0, 40), names(8, 60));
        assertThat(diff.changes()).hasSize(4).allMatch(c -> c.kind() == RegionChange.Kind.STAYS);
        assertThat(diff.changes()).allMatch(c -> c.cohesionBefore() > 0.8 && c.cohesionAfter() > 0.8);
        assertThat(diff.compared()).isEqualTo(32 * EACH);
    }

    @Test
    void asManyOtherPicturesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> diff(names(0, 40), names(40, 80)))
                .withMessage(
                        "layers late and late hold activations of different images, such as 'photo-0-0' and 'photo-40-0'");
    }

    @Test
    void otherPlacesOfTheSamePicturesAreRefused() {
        ActivationSet one = set(200, names(0, 40), "late");
        LayerActivations moved = one.layer("late");
        LayerActivations elsewhere = LayerActivations.of(
                "late",
                Rows.values(moved),
                Rows.attributions(moved),
                Rows.images(moved),
                IntStream.of(Rows.rows(moved)).map(r -> (r * 7 + 3) % 200).toArray(),
                Rows.columns(moved));
        ActivationSet other = new ActivationSet(one.images(), ImmutableList.of(), ImmutableList.of(elsewhere));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasDiff.between(layer(one, "late"), layer(other, "late"), 2))
                .withMessageContaining("other places of the same images");
    }

    @Test
    void aCellIsFollowedIntoASetOfAnotherOrder() {
        ActivationSet one = set(8, names(0, 40), "early", "late");
        ActivationSet other = set(16, Lists.reverse(names(8, 40)), "early", "late");
        Grid from = layer(one, "early").grid(2).grid();
        Grid to = layer(other, "late").grid(2).grid();
        CellLinks links = CellLinks.between(one.layer("early"), from, other.layer("late"), to);
        for (int cell = 0; cell < 4; cell++) {
            assertThat(links.from(cell)).containsExactly(new CellLinks.Link(cell, 8 * EACH, 0.8));
        }
    }

    @Test
    void cellsOfOtherPicturesAreNotFollowed() {
        ActivationSet one = set(8, names(0, 40), "early");
        ActivationSet other = set(8, names(40, 80), "late");
        Grid from = layer(one, "early").grid(2).grid();
        Grid to = layer(other, "late").grid(2).grid();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellLinks.between(one.layer("early"), from, other.layer("late"), to))
                .withMessageStartingWith("layers early and late hold activations of different images");
    }

    @Property(tries = 100)
    void everyRowFindsItsOwnPlaceOfItsOwnPicture(
            @ForAll @IntRange(min = 3, max = 20) int side,
            @ForAll @IntRange(min = 3, max = 20) int otherSide,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<String> some = new ArrayList<>(names(0, 30));
        Collections.shuffle(some, random);
        List<String> others = new ArrayList<>(names(10, 40));
        Collections.shuffle(others, random);
        LayerActivations here = set(side, some, "some").layer("some");
        LayerActivations there = set(otherSide, others, "other").layer("other");
        int[] partners = here.partners(there);
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] < 0) {
                assertThat(others).doesNotContain(here.imageName(i));
            } else {
                assertThat(there.imageName(partners[i])).isEqualTo(here.imageName(i));
                // The values depend on the picture and the place alone.
                assertThat(Rows.values(there)[partners[i]]).isEqualTo(Rows.values(here)[i]);
            }
        }
    }

    @Test
    void layersOfTheClassesOwnAtlasThatHoldOtherRowsAreNotFollowed() {
        ActivationSet whole = set(20, names(0, 40), "early", "late");
        // One activation of each picture, but not the same one.
        LayerActivations early = whole.layer("early")
                .subset(IntStream.range(0, 40).map(i -> EACH * i).toArray());
        LayerActivations late = whole.layer("late")
                .subset(IntStream.range(0, 40).map(i -> EACH * i + 1).toArray());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> early.partners(late))
                .withMessageContaining("other places of the same images");
    }

    @Test
    void alignedLayersOfOtherPicturesAreRefused() {
        LayerActivations some = set(8, names(0, 40), "some").layer("some");
        LayerActivations turned = some.subset(IntStream.range(0, some.size())
                .map(i -> (39 - i / EACH) * EACH + i % EACH)
                .toArray());
        LayerActivations early = LayerActivations.of(
                "mixed3b",
                new float[160][144],
                new float[160][15],
                Rows.images(some),
                Rows.rows(some),
                Rows.columns(some));
        LayerActivations shifted = LayerActivations.of(
                "mixed4a",
                new float[160][176],
                new float[160][15],
                Rows.images(turned),
                Rows.rows(turned),
                Rows.columns(turned));
        ActivationSet set = new ActivationSet(
                ImmutableList.copyOf(names(0, 40)), ImmutableList.of(), ImmutableList.of(early, shifted));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder()
                        .model(Tiny.MODEL)
                        .activations(set)
                        .layers("mixed3b", "mixed4a")
                        .aligned(true)
                        .umap(Tiny::layout)
                        .grids(2)
                        .build())
                .withMessage(
                        "layers mixed3b and mixed4a cannot be aligned: their activations are not of the same places of the same images, in"
                                + " the same order");
    }

    private static ActivationSet collected(Path folder, int from) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < 8; i++) {
            Path file = folder.resolve("photo-" + i + ".png");
            javax.imageio.ImageIO.write(Tiny.picture(from + i), "png", file.toFile());
        }
        ActivationSet set =
                ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER).build().collect(ImageSource.directory(folder));
        set.save(folder.resolve("saved"));
        return ActivationSet.load(folder.resolve("saved"));
    }

    @Test
    void otherPicturesOfTheSameNamesAreToldApart(@TempDir Path folder) throws IOException {
        LayerActivations some = collected(folder.resolve("some"), 0).layer(Tiny.LAYER);
        LayerActivations same = collected(folder.resolve("same"), 0).layer(Tiny.LAYER);
        LayerActivations half = collected(folder.resolve("half"), 4).layer(Tiny.LAYER);
        assertThat(some.partners(same)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.partners(half))
                .withMessage(
                        "layers mixed4a and mixed4a hold activations of different images, though some have the same names");
        Files.copy(
                folder.resolve("some/photo-3.png"),
                folder.resolve("half/photo-3.png"),
                StandardCopyOption.REPLACE_EXISTING);
        LayerActivations one = ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER)
                .build()
                .collect(ImageSource.directory(folder.resolve("half")))
                .layer(Tiny.LAYER);
        assertThat(some.partners(one)).containsExactly(-1, -1, -1, 3, -1, -1, -1, -1);
        // As of a set that was saved before contents were known.
        assertThat(some.partners(half.withImages(half.imageNames(), ImmutableList.of())))
                .doesNotContain(-1);
    }

    @Test
    void aPictureOutsideTheListIsNamed() {
        LayerActivations some =
                LayerActivations.of("some", new float[1][1], new float[1][0], new int[] {3}, new int[1], new int[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ActivationSet(ImmutableList.of("a.png"), ImmutableList.of(), ImmutableList.of(some)))
                .withMessage("activation vector 0 of layer some is of image 3, but there are 1, numbered from 0");
    }

    @Test
    void aSourceOpensAPictureByItsName() throws IOException {
        ImageSource pictures = Tiny.pictures(5);
        assertThat(pictures.find("picture 3")).isEqualTo(3);
        assertThat(pictures.open("picture 3").getRGB(5, 5))
                .isEqualTo(pictures.open(3).getRGB(5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pictures.find("photo.png"))
                .withMessage("there is no image 'photo.png' among the 5; name those that the activations came from");
    }
}
