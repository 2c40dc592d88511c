package io.github.activationatlas.examples.bench;

import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.ClassFilter;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.Provenance;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.export.AtlasTables;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Vectors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Shows what memory a large atlas takes. Not a test: {@code java -Xmx2g -cp ... MemoryProof rows FOLDER 1000000} makes up activations of three
 * layers, 512 channels and 1000 classes, and grids, filters, whitens, tabulates and pages them; {@code java -Xmx128m -cp ... MemoryProof images
 * FOLDER 64000} builds an atlas of two layers of the shipped network. Each stage prints resident size and heap.
 */
final class MemoryProof {
    private static final int CHANNELS = 512;
    private static final int CLASSES = 1000;
    private static final int LAYERS = 3;
    private static final int GRID = 160;
    private static long started = System.nanoTime();

    private MemoryProof() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int count = Integer.parseInt(args[2]);
        if (args[0].equals("rows")) {
            madeUp(folder, count);
        } else {
            built(folder, count);
        }
    }

    /** Numbers of a row that are drawn anew whenever they are asked for; halves, so that they are saved as 16-bit floats. */
    private record Drawn(long seed, int rows, int dimension) implements Vectors {
        @Override
        public void copy(int row, float[] to) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + row);
            for (int i = 0; i < dimension; i += 4) {
                int bits = random.nextInt();
                for (int k = 0; k < 4; k++) {
                    to[i + k] = (byte) (bits >> 8 * k) / 64f;
                }
            }
        }
    }

    private static void madeUp(Path folder, int rows) throws IOException {
        List<LayerActivations> layers = new ArrayList<>();
        int[] images = IntStream.range(0, rows).toArray();
        for (int l = 0; l < LAYERS; l++) {
            layers.add(LayerActivations.of(
                    "layer" + l,
                    new Drawn(l, rows, CHANNELS),
                    new Drawn(100 + l, rows, CLASSES),
                    images,
                    new int[rows],
                    new int[rows]));
        }
        List<String> names = IntStream.range(0, rows).mapToObj(i -> i + ".png").toList();
        new ActivationSet(names, Collections.nCopies(rows, 0), List.of(), layers).save(folder.resolve("set"));
        tell("saved");
        ActivationSet set = ActivationSet.load(folder.resolve("set"));
        tell("mapped");
        BufferedImage icon = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        List<AtlasLayer> done = new ArrayList<>();
        for (LayerActivations layer : set.layers()) {
            Layout layout = Layout.of(points(layer.size()));
            Grid grid = Grid.of(layer, layout, GRID, 1);
            tell("grid of " + layer.layer() + ", " + grid.cells().size() + " cells");
            int chosen = ClassFilter.byRankOrMagnitude(2000).select(layer, 7).length;
            tell("class filter, " + chosen + " of " + layer.size());
            Whitening.ofActivations(layer.size(), layer.channels(), layer::copyRow);
            tell("whitening");
            done.add(new AtlasLayer(
                    layer,
                    layout,
                    List.of(new IconGrid(grid, Collections.nCopies(grid.cells().size(), icon)))));
        }
        Atlas atlas = new Atlas(
                "Made up",
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList(),
                set.images(),
                set.predicted(),
                1,
                done,
                new Provenance("", List.of(), rows, "", List.of(), Map.of(), 1, Map.of(), Map.of()));
        tell("atlas");
        AtlasTables.write(atlas, folder.resolve("tables"));
        tell("tables");
        atlas.writePageFolder(folder.resolve("page"));
        tell("page");
    }

    private static float[][] points(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] points = new float[rows][2];
        for (float[] point : points) {
            point[0] = (float) random.nextDouble();
            point[1] = (float) random.nextDouble();
        }
        return points;
    }

    private static void built(Path folder, int images) throws IOException {
        DrawnImages drawn = DrawnImages.of(2);
        int classes = DrawnImages.classes().size();
        Set<String> told = new HashSet<>();
        Atlas.builder()
                .model(VisionModel.bundled())
                .layers("mixed3b", "mixed4a")
                .images(ImageSource.generated(images, i -> drawn.draw(i % classes, i, Mark.AS_TRAINED)))
                .grids(20)
                // Fifty neighbours, the default of an atlas, take 200 MB while they are searched.
                .umap(umap -> umap.nNeighbors(15))
                .visualizer(icons -> icons.size(64).steps(16))
                .examples(4)
                .overviews(true)
                .page(true)
                .threads(2)
                .saveTo(folder.resolve("atlas"))
                .onProgress(p -> {
                    String stage = p.stage() + " " + p.layer();
                    long tenth = p.total() == 0 ? 0 : 4 * p.done() / p.total();
                    if (told.add(stage + tenth)) {
                        tell(stage + " " + p.done() + " of " + p.total());
                    }
                })
                .build();
        tell("built");
    }

    private static synchronized void tell(String stage) {
        System.gc();
        Runtime java = Runtime.getRuntime();
        Path status = Path.of("/proc/self/status");
        String resident = "unknown";
        try {
            resident = Files.readAllLines(status).stream()
                    .filter(line -> line.matches("(VmRSS|RssAnon|RssFile):.*"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .reduce("", (a, b) -> a + " " + b);
        } catch (IOException e) {
            // Another system than Linux.
        }
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  heap %5d MB %s  %s%n",
                (System.nanoTime() - started) / 1e9,
                (java.totalMemory() - java.freeMemory()) >> 20,
                resident,
                stage);
        started = System.nanoTime();
    }
}
