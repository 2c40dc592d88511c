package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Atlases of one class and of two, and cells with examples. */
class SelectionTest {
    private static final ImageSource PICTURES = Tiny.pictures(60);
    private static ActivationSet set;

    @BeforeAll
    static void collect() {
        set = ActivationCollector.builder(Tiny.MODEL, "mixed3b", Tiny.LAYER)
                .perImage(4)
                .build()
                .collect(PICTURES);
    }

    private static AtlasBuilder builder() {
        return Atlas.builder()
                .model(Tiny.MODEL)
                .activations(set)
                .layers(Tiny.LAYER)
                .umap(Tiny::layout)
                .visualizer(Tiny::icons)
                .minPoints(1);
    }

    @Test
    void anAtlasOfOneClassHoldsWhatSpeaksForIt() {
        Atlas atlas = builder().ofClass(0, ClassFilter.byMagnitude(50)).build();
        LayerActivations chosen = atlas.layer(Tiny.LAYER).activations();
        assertThat(chosen.size()).isBetween(10, 50);
        assertThat(java.util.Arrays.stream(Rows.attributions(chosen))).allMatch(a -> a[0] > 0);
        assertThat(atlas.layer(Tiny.LAYER).grids())
                .extracting(g -> g.grid().size())
                .containsExactly(8);
        assertThat(atlas.provenance().options()).containsEntry("used.selection", "stripes by magnitude 50");
        Grid grid = atlas.layer(Tiny.LAYER).grid(8).grid();
        List<Integer> order = grid.strongest(0);
        assertThat(grid.cells().get(order.get(0)).attribution(0))
                .isGreaterThanOrEqualTo(
                        grid.cells().get(order.get(order.size() - 1)).attribution(0));
    }

    @Test
    void inAComparisonWhatSpeaksForTheRightClassLiesOnTheRight() {
        Atlas atlas = builder().compare(0, 4, ClassFilter.byMagnitude(40)).build();
        AtlasLayer layer = atlas.layer(Tiny.LAYER);
        assertThat(layer.grids()).extracting(g -> g.grid().size()).containsExactly(10);
        for (int i = 0; i < layer.activations().size(); i++) {
            float[] a = Rows.attributions(layer.activations())[i];
            float x = layer.layout().x(i);
            assertThat(Math.signum(x - 0.5f)).isEqualTo(Math.signum(a[4] - a[0]));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().compare(3, 3, ClassFilter.byRank()))
                .withMessage("compare must name two classes, but both are 3");
    }

    @Test
    void aClassMayHaveFewerVectorsThanNeighbours() {
        Atlas atlas = builder().ofClass(0, ClassFilter.byMagnitude(3)).build();
        assertThat(atlas.layer(Tiny.LAYER).activations().size()).isEqualTo(3);
        assertThat(atlas.provenance().options()).containsEntry("used.nNeighbors", "3");
    }

    @Test
    void whatCannotBeChosenIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().ofClass(15, ClassFilter.byRank()).build())
                .withMessage("there is no class 15: the network has 15");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .minPoints(4)
                        .ofClass(0, ClassFilter.byMagnitude(3))
                        .build())
                .withMessageStartingWith("no cell can hold 4 points: layer 'mixed4a' has 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().examples(2).build())
                .withMessage("call images(...) before build(): examples are cut from them");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        builder().examples(2).images(Tiny.pictures(3)).grids(2).build())
                .withMessage(
                        "examples need the images that the activations came from, but 'picture 3' is not among the 3 given");
    }

    @Test
    void examplesComeFromThePicturesOfTheirNamesWhereverTheseStandNow() {
        int count = PICTURES.size();
        ImageSource reversed = new ImageSource() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public String id(int index) {
                return PICTURES.id(count - 1 - index);
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                return PICTURES.open(count - 1 - index);
            }
        };
        CellExample straight = example(PICTURES);
        CellExample turned = example(reversed);
        assertThat(turned.row()).isEqualTo(straight.row());
        assertThat(turned.crop().getRGB(5, 7)).isEqualTo(straight.crop().getRGB(5, 7));
    }

    @Test
    void aPhotoThatCanNoLongerBeReadCostsItsExamplesAndNotTheAtlas() {
        ImageSource broken = new ImageSource() {
            @Override
            public int size() {
                return PICTURES.size();
            }

            @Override
            public String id(int index) {
                return PICTURES.id(index);
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                if (index % 2 == 0) {
                    throw new IOException("picture " + index + " is damaged");
                }
                return PICTURES.open(index);
            }
        };
        Atlas atlas = builder().examples(3).images(broken).grids(2).build();
        IconGrid grid = atlas.layer(Tiny.LAYER).grid(2);
        int[] images = Rows.images(atlas.layer(Tiny.LAYER).activations());
        assertThat(grid.examples()).hasSameSizeAs(grid.icons());
        assertThat(grid.examples().stream().flatMap(List::stream))
                .isNotEmpty()
                .allMatch(example -> images[example.row()] % 2 == 1);
    }

    private static CellExample example(ImageSource pictures) {
        Atlas atlas = builder().examples(1).images(pictures).grids(2).build();
        return atlas.layer(Tiny.LAYER).grid(2).examples().get(0).get(0);
    }

    @Test
    void everyCellKeepsTheClosestPartsOfDifferentPhotos(@TempDir Path folder) throws IOException {
        Atlas atlas = builder().examples(3).images(PICTURES).grids(2).build();
        atlas.save(folder);
        IconGrid kept = Atlas.load(folder).layer(Tiny.LAYER).grid(2);
        LayerActivations activations = atlas.layer(Tiny.LAYER).activations();
        assertThat(kept.examples()).hasSameSizeAs(kept.icons());
        atlas.writePageFolder(folder.resolve("page"));
        assertThat(folder.resolve("page/examples/0-2/0-0.jpg")).exists();
        assertThat(folder.resolve("page/cells/0-2.js"))
                .content()
                .contains(atlas.images()
                        .get(activations.image(kept.examples().get(0).get(0).row())));
        ImagePatches patches = ImagePatches.of(Tiny.MODEL, Tiny.LAYER);
        for (int c = 0; c < kept.examples().size(); c++) {
            List<CellExample> examples = kept.examples().get(c);
            GridCell cell = kept.grid().cells().get(c);
            assertThat(examples).hasSizeBetween(1, 3);
            assertThat(examples.stream().map(e -> activations.image(e.row()))).doesNotHaveDuplicates();
            assertThat(examples)
                    .allMatch(e -> java.util.Arrays.stream(cell.members()).anyMatch(m -> m == e.row()));
            int row = examples.get(0).row();
            BufferedImage cut = patches.cut(
                    Tiny.picture(activations.image(row)),
                    activations.positionRow(row),
                    activations.positionColumn(row));
            assertThat(cut.getRGB(5, 7)).isEqualTo(examples.get(0).crop().getRGB(5, 7));
            assertThat(cut.getWidth()).isEqualTo(patches.side()).isEqualTo(45);
        }
    }

    @Test
    void aPhotoIsOpenedOnceForTheExamplesOfAllGridsOfALayer() {
        AtomicInteger opened = new AtomicInteger();
        ImageSource counted = ImageSource.generated(60, i -> {
            opened.incrementAndGet();
            return Tiny.picture(i);
        });
        Atlas atlas = builder().examples(3).images(counted).grids(2, 4, 8).build();
        long shown = atlas.layer(Tiny.LAYER).grids().stream()
                .flatMap(grid -> grid.examples().stream())
                .flatMap(List::stream)
                .mapToInt(e -> atlas.layer(Tiny.LAYER).activations().image(e.row()))
                .distinct()
                .count();
        assertThat(opened).hasValue((int) shown);
    }

    @Test
    void withoutARequestNoPhotoIsKept() {
        assertThat(builder().grids(2).build().layer(Tiny.LAYER).grid(2).examples())
                .isEmpty();
    }

    @Test
    void theSetKnowsWhatEachPictureWasTakenFor(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(set.predicted().get(i))
                    .isEqualTo(Tiny.MODEL.classify(Tiny.picture(i), 1).get(0).classIndex());
        }
        set.save(folder);
        assertThat(ActivationSet.load(folder).predicted()).isEqualTo(set.predicted());
    }
}
