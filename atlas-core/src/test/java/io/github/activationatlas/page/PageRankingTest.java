package io.github.activationatlas.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.Provenance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the library rank cells alike. */
class PageRankingTest {
    private static final int CLASSES = 3;

    @TempDir
    private static Path folder;

    private static Atlas atlas;
    private static Chromium browser;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        ImmutableList<AtlasLayer> layers = ImmutableList.of(layer("early", 1), layer("late", 2));
        atlas = new Atlas(
                "Ranked",
                ImmutableList.of("red fox", "grey fox", "tile roof"),
                ImmutableList.of("photo"),
                ImmutableList.of(0),
                1,
                layers,
                new Provenance(
                        "",
                        ImmutableList.of("early", "late"),
                        1,
                        "",
                        ImmutableList.of(),
                        ImmutableMap.of(),
                        1,
                        ImmutableMap.of(),
                        ImmutableMap.of()));
        atlas.writePageFolder(folder.resolve("page"));
        browser = Chromium.open(1200, 900);
        browser.colourScheme("light");
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    /** Sixteen cells, every fourth of few points, all noisy: by their averages alone small cells would lead. */
    private static AtlasLayer layer(String name, long seed) {
        Random random = new Random(seed);
        List<float[]> points = new ArrayList<>();
        List<float[]> attributions = new ArrayList<>();
        for (int cell = 0; cell < 16; cell++) {
            int row = cell / 4;
            double[] mean = random.doubles(CLASSES).map(x -> 2 * x - 1).toArray();
            for (int i = 0; i < (cell % 4 == 0 ? 2 : 60 + cell); i++) {
                points.add(new float[] {(cell % 4 + 0.5f) / 4, (row + 0.5f) / 4});
                float[] values = new float[CLASSES];
                for (int c = 0; c < CLASSES; c++) {
                    values[c] = (float) (mean[c] + 4 * random.nextGaussian());
                }
                attributions.add(values);
            }
        }
        int[] none = new int[points.size()];
        LayerActivations activations = LayerActivations.of(
                name, new float[none.length][2], attributions.toArray(float[][]::new), none, none, none);
        Layout layout = Layout.ofPoints(points.toArray(float[][]::new));
        Grid grid = Grid.of(activations, layout, 4, 1);
        BufferedImage icon = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        ImmutableList<BufferedImage> icons =
                grid.cells().stream().map(c -> icon).collect(ImmutableList.toImmutableList());
        return new AtlasLayer(activations, layout, ImmutableList.of(new IconGrid(grid, icons)));
    }

    /** The three cells that come first of those whose value has the sign, as the page names their places. */
    private static List<String> strongest(AtlasLayer layer, int label, int sign) {
        Grid grid = layer.grids().get(0).grid();
        List<Integer> order = grid.strongest(label);
        return (sign > 0 ? order : com.google.common.collect.Lists.reverse(order))
                .stream()
                        .filter(i -> sign * grid.cells().get(i).attribution(label) > 0)
                        .limit(3)
                        .map(i -> "Column " + (grid.cells().get(i).column() + 1) + ", row "
                                + (grid.cells().get(i).row() + 1) + " of 4.")
                        .toList();
    }

    private static List<String> byAverage(AtlasLayer layer, int label, int sign) {
        Grid grid = layer.grids().get(0).grid();
        ToDoubleFunction<Integer> value = i -> -sign * grid.cells().get(i).attribution(label);
        return IntStream.range(0, 16)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(value))
                .limit(3)
                .map(i -> "Column " + (i % 4 + 1) + ", row " + (i / 4 + 1) + " of 4.")
                .toList();
    }

    @Test
    void theStrongestIconsOfEachLayerAreThoseOfTheLibrary() throws InterruptedException {
        int other = 0;
        for (int label = 0; label < CLASSES; label++) {
            for (int sign = 1; sign >= -1; sign -= 2) {
                open("#side=1&class=" + label + (sign < 0 ? "&sign=against" : ""));
                browser.await("document.querySelectorAll('#side-by-side li').length === 2");
                for (int l = 0; l < 2; l++) {
                    List<String> expected = strongest(atlas.layers().get(l), label, sign);
                    String shown = browser.evaluate("[...document.querySelectorAll('#side-by-side li')[" + l + "]"
                            + ".querySelectorAll('span canvas')].map(c => /Column .*/.exec(c.getAttribute('aria-label'))[0])"
                            + ".join('|')");
                    assertThat(List.of(shown.split("\\|", -1)))
                            .as("layer %s, class %s, sign %s", l, label, sign)
                            .isEqualTo(expected);
                    other += expected.equals(byAverage(atlas.layers().get(l), label, sign)) ? 0 : 1;
                }
            }
        }
        assertThat(other).isGreaterThan(6);
    }

    @Test
    void theButtonGoesToTheCellThatTheLibraryRanksFirst() throws InterruptedException {
        for (int label = 0; label < CLASSES; label++) {
            for (int sign = 1; sign >= -1; sign -= 2) {
                open("#layer=early&class=" + label + (sign < 0 ? "&sign=against" : ""));
                browser.evaluate("document.getElementById('strongest').click()");
                assertThat(browser.evaluate("document.getElementById('spoken').textContent"))
                        .endsWith(strongest(atlas.layers().get(0), label, sign).get(0));
            }
        }
    }

    @Test
    void betweenTwoClassesNoCellOfTwoPointsIsTheStrongest() throws InterruptedException {
        for (int l = 0; l < 2; l++) {
            for (int first = 0; first < CLASSES; first++) {
                open("#layer=" + atlas.layers().get(l).name() + "&class=" + first + "&versus=" + (first + 1) % CLASSES);
                browser.evaluate("document.getElementById('strongest').click()");
                assertThat(browser.evaluate("document.getElementById('spoken').textContent"))
                        .doesNotContain(" 2 activations", "map ends");
            }
        }
    }

    private static void open(String fragment) throws InterruptedException {
        browser.load(folder.resolve("page/index.html"), fragment);
        browser.await("window.atlas && atlas.cells && atlas.first >= 0 && !document.getElementById('first').hidden");
    }
}
