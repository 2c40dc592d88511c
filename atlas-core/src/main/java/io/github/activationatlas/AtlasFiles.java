package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.activationatlas.files.WholeFile;
import io.github.activationatlas.umap.Npy;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The files of a saved atlas: {@code activations.json} names pictures and layers, {@code atlas.json} holds the rest of the text; a layer's
 * vectors, attributions, places and layout are {@code .npy} files, and each grid's icons one PNG, side by side.
 */
final class AtlasFiles {
    static final String ACTIVATIONS = "activations.json";
    private static final int FORMAT = 1;
    private static final int ICONS_A_ROW = 20;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private final Path folder;

    private AtlasFiles(Path folder) {
        this.folder = folder;
    }

    static AtlasFiles of(Path folder) {
        return new AtlasFiles(folder);
    }

    /** The text of activations.json. */
    private record SetText(
            int format,
            List<String> images,
            int @Nullable [] predicted,
            List<String> skipped,
            List<String> layers,
            @Nullable List<String> digests) {}

    /** The text of atlas.json. */
    private record AtlasText(
            int format,
            String title,
            List<String> labels,
            int minPoints,
            List<Integer> grids,
            int iconSize,
            ProvenanceText provenance) {}

    private record ProvenanceText(
            String modelSha256,
            List<String> layers,
            int images,
            String imagesSha256,
            List<String> skipped,
            Map<String, String> options,
            long seed,
            Map<String, String> versions,
            Map<String, Double> seconds) {}

    void writeActivations(ActivationSet set) throws IOException {
        AtlasFolder.claim(folder);
        writePart(set);
    }

    /** Writes into a folder that is the caller's. */
    void writePart(ActivationSet set) throws IOException {
        List<String> layers = new ArrayList<>();
        for (LayerActivations layer : set.layers()) {
            String file = "layer-" + layers.size();
            Npy.write(folder.resolve(file + "-activations.npy"), layer.values());
            Npy.write(folder.resolve(file + "-attributions.npy"), layer.attributions());
            int n = layer.size();
            int[] places = new int[3 * n];
            for (int i = 0; i < n; i++) {
                places[3 * i] = layer.images()[i];
                places[3 * i + 1] = layer.rows()[i];
                places[3 * i + 2] = layer.columns()[i];
            }
            Npy.writeIntegers(folder.resolve(file + "-places.npy"), places, n, 3);
            layers.add(layer.layer());
        }
        writeText(
                ACTIVATIONS,
                new SetText(FORMAT, set.images(), set.predicted().toArray(), set.skipped(), layers, digests(set)));
    }

    private static @Nullable ImmutableList<String> digests(ActivationSet set) {
        return set.layers().stream()
                .map(LayerActivations::digests)
                .filter(digests -> digests.stream().anyMatch(digest -> !digest.isEmpty()))
                .findFirst()
                .orElse(null);
    }

    ActivationSet readActivations() throws IOException {
        SetText text = readText(ACTIVATIONS, SetText.class);
        ImmutableList<String> images = ImmutableList.copyOf(text.images());
        ImmutableList<String> digests =
                text.digests() == null ? ImmutableList.of() : ImmutableList.copyOf(text.digests());
        ImmutableList.Builder<LayerActivations> layers = ImmutableList.builder();
        for (int l = 0; l < text.layers().size(); l++) {
            float[][] values = Npy.readRows(folder.resolve("layer-" + l + "-activations.npy"));
            float[][] attributions = Npy.readRows(folder.resolve("layer-" + l + "-attributions.npy"));
            int[] places = Npy.readIntegers(folder.resolve("layer-" + l + "-places.npy"));
            layers.add(new LayerActivations(
                    text.layers().get(l),
                    values,
                    attributions,
                    column(places, 0),
                    column(places, 1),
                    column(places, 2),
                    images,
                    digests));
        }
        ImmutableList<String> skipped = ImmutableList.copyOf(text.skipped());
        // Sets that were saved before predictions were kept.
        return text.predicted() == null
                ? new ActivationSet(images, skipped, layers.build())
                : new ActivationSet(images, ImmutableIntArray.copyOf(text.predicted()), skipped, layers.build());
    }

    /** How many pictures the activations are of; 0 where none are saved. */
    int countImages() throws IOException {
        return Files.exists(folder.resolve(ACTIVATIONS))
                ? readText(ACTIVATIONS, SetText.class).images().size()
                : 0;
    }

    private static int[] column(int[] places, int column) {
        int[] values = new int[places.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = places[3 * i + column];
        }
        return values;
    }

    /** Writes all; tells how many layers are done. */
    void writeAtlas(Atlas atlas, ActivationSet set, IntConsumer layersDone) throws IOException {
        writeActivations(set);
        for (int l = 0; l < atlas.layers().size(); l++) {
            layersDone.accept(l);
            AtlasLayer layer = atlas.layers().get(l);
            writeLayout(l, layer.layout());
            for (IconGrid grid : layer.grids()) {
                writeSheet(iconFile(l, grid.grid().size()), grid.icons());
                ExampleFiles.write(
                        this, folder, "layer-" + l + "-examples-" + grid.grid().size(), grid);
            }
        }
        AtlasLayer first = atlas.layers().get(0);
        Provenance p = atlas.provenance();
        writeText(
                AtlasFolder.ATLAS,
                new AtlasText(
                        FORMAT,
                        atlas.title(),
                        atlas.labels(),
                        atlas.minPoints(),
                        first.grids().stream().map(g -> g.grid().size()).toList(),
                        first.grids().get(0).icons().get(0).getWidth(),
                        new ProvenanceText(
                                p.modelSha256(),
                                p.layers(),
                                p.images(),
                                p.imagesSha256(),
                                p.skipped(),
                                p.options(),
                                p.seed(),
                                p.versions(),
                                p.seconds())));
        AtlasFolder.finish(folder);
        layersDone.accept(atlas.layers().size());
    }

    void writeLayout(int layer, Layout layout) throws IOException {
        Npy.write(layoutFile(layer), layout.points());
    }

    Layout readLayout(int layer) throws IOException {
        return new Layout(Npy.readRows(layoutFile(layer)));
    }

    Path layoutFile(int layer) {
        return folder.resolve("layer-" + layer + "-layout.npy");
    }

    Atlas readAtlas() throws IOException {
        AtlasText text = readText(AtlasFolder.ATLAS, AtlasText.class);
        ActivationSet set = readActivations();
        ImmutableList.Builder<AtlasLayer> layers = ImmutableList.builder();
        for (int l = 0; l < set.layers().size(); l++) {
            LayerActivations activations = set.layers().get(l);
            Layout layout = readLayout(l);
            ImmutableList.Builder<IconGrid> grids = ImmutableList.builder();
            for (int size : text.grids()) {
                Grid grid = Grid.of(activations, layout, size, text.minPoints());
                grids.add(new IconGrid(
                        grid,
                        readSheet(iconFile(l, size), grid.cells().size(), text.iconSize()),
                        ExampleFiles.read(this, folder, "layer-" + l + "-examples-" + size, grid)));
            }
            layers.add(new AtlasLayer(activations, layout, grids.build()));
        }
        ProvenanceText p = text.provenance();
        Provenance provenance = new Provenance(
                p.modelSha256(),
                ImmutableList.copyOf(p.layers()),
                p.images(),
                p.imagesSha256(),
                ImmutableList.copyOf(p.skipped()),
                ImmutableMap.copyOf(p.options()),
                p.seed(),
                ImmutableMap.copyOf(p.versions()),
                ImmutableMap.copyOf(p.seconds()));
        return new Atlas(
                text.title(),
                ImmutableList.copyOf(text.labels()),
                set.images(),
                set.predicted(),
                text.minPoints(),
                layers.build(),
                provenance);
    }

    private static String iconFile(int layer, int grid) {
        return "layer-" + layer + "-icons-" + grid + ".png";
    }

    void writeSheet(String name, List<BufferedImage> icons) throws IOException {
        writeImage(name, sheet(icons));
    }

    private static BufferedImage sheet(List<BufferedImage> icons) {
        int side = icons.get(0).getWidth();
        int rows = (icons.size() + ICONS_A_ROW - 1) / ICONS_A_ROW;
        BufferedImage sheet =
                new BufferedImage(Math.min(icons.size(), ICONS_A_ROW) * side, rows * side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        for (int i = 0; i < icons.size(); i++) {
            g.drawImage(icons.get(i), i % ICONS_A_ROW * side, i / ICONS_A_ROW * side, null);
        }
        g.dispose();
        return sheet;
    }

    /** Reads pictures whose side is told by the sheet's width. */
    ImmutableList<BufferedImage> readSheet(String file, int count) throws IOException {
        return cut(file, readImage(file), count, 0);
    }

    ImmutableList<BufferedImage> readSheet(String file, int count, int side) throws IOException {
        return cut(file, readImage(file), count, side);
    }

    private @Nullable BufferedImage readImage(String file) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return ImageIO.read(in);
        }
    }

    private ImmutableList<BufferedImage> cut(String file, @Nullable BufferedImage sheet, int count, int expected)
            throws IOException {
        int columns = Math.min(count, ICONS_A_ROW);
        int side = expected > 0 || sheet == null ? expected : sheet.getWidth() / columns;
        int rows = (count + ICONS_A_ROW - 1) / ICONS_A_ROW;
        if (sheet == null || sheet.getHeight() != rows * side || sheet.getWidth() != columns * side) {
            throw new IOException(
                    folder.resolve(file) + " is damaged: it should hold " + count + " icons of " + side + " pixels");
        }
        ImmutableList.Builder<BufferedImage> icons = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            icons.add(sheet.getSubimage(i % ICONS_A_ROW * side, i / ICONS_A_ROW * side, side, side));
        }
        return icons.build();
    }

    void writeImage(String name, BufferedImage image) throws IOException {
        PictureFile.write(image, folder.resolve(name));
    }

    private void writeText(String name, Object text) throws IOException {
        WholeFile.write(folder.resolve(name), GSON.toJson(text));
    }

    private <T> T readText(String name, Class<T> type) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + " holds no " + name + ", so it is not a saved atlas");
        }
        @Nullable T text;
        try {
            text = GSON.fromJson(Files.readString(file), type);
        } catch (JsonParseException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        if (text == null) {
            throw new IOException(file + " is damaged: it is empty");
        }
        return text;
    }
}
