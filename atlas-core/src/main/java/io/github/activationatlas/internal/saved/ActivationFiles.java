package io.github.activationatlas.internal.saved;

import com.google.common.primitives.Ints;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.internal.table.CheckedVectors;
import io.github.activationatlas.internal.table.TableFile;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a set of activations. */
public final class ActivationFiles {
    public static final String ACTIVATIONS = "activations.json";
    private static final int FORMAT = 1;
    private final Path folder;
    private final Map<Path, CheckedVectors.Check> checks;

    private ActivationFiles(Path folder, Map<Path, CheckedVectors.Check> checks) {
        this.folder = folder;
        this.checks = checks;
    }

    public static void writeSegment(Path folder, ActivationSet set) throws IOException {
        new ActivationFiles(folder, Map.of()).writePart(set);
    }

    /** Opens a set that is one segment. */
    public static ActivationSet read(Path folder) throws IOException {
        return new ActivationFiles(folder, Map.of()).readActivations();
    }

    /**
     * Opens segments as one set. Vectors stay in their files, which are mapped where the file system can, and must not be changed as long as the
     * set is in use.
     *
     * @param checks for tables that were not compared with what was written, what does so when they are first read
     * @throws AtlasFormatException if a file is missing, damaged, or does not fit the others
     * @throws IOException if one cannot be read
     */
    public static ActivationSet openSegments(List<Path> segments, Map<Path, CheckedVectors.Check> checks)
            throws IOException {
        List<ActivationSet> sets = new ArrayList<>();
        for (Path segment : segments) {
            sets.add(new ActivationFiles(segment, checks).readActivations());
        }
        try {
            return JoinedSegments.of(sets);
        } catch (IllegalArgumentException e) {
            throw new AtlasFormatException(segments.get(0).resolveSibling(""), "is damaged: " + e.getMessage(), e);
        }
    }

    /** Writes into a folder that is the caller's. */
    public void writePart(ActivationSet set) throws IOException {
        List<String> layers = new ArrayList<>();
        for (LayerActivations layer : set.layers()) {
            String file = "layer-" + layers.size();
            Npy.write(folder.resolve(file + "-activations.npy"), layer.vectors());
            TableFile.writeExactly(folder.resolve(file + "-attributions.npy"), layer.attributions());
            int n = layer.size();
            int[] places = new int[3 * n];
            for (int i = 0; i < n; i++) {
                places[3 * i] = layer.image(i);
                places[3 * i + 1] = layer.positionRow(i);
                places[3 * i + 2] = layer.positionColumn(i);
            }
            Npy.writeIntegers(folder.resolve(file + "-places.npy"), places, n, 3);
            layers.add(layer.layer());
        }
        new ActivationText(FORMAT, set.images(), Ints.toArray(set.predicted()), set.skipped(), layers, digests(set))
                .write(folder.resolve(ACTIVATIONS));
    }

    private static @Nullable List<String> digests(ActivationSet set) {
        return set.layers().stream()
                .map(LayerActivations::digests)
                .filter(digests -> digests.stream().anyMatch(digest -> !digest.isEmpty()))
                .findFirst()
                .orElse(null);
    }

    public ActivationSet readActivations() throws IOException {
        ActivationText text = ActivationText.read(folder.resolve(ACTIVATIONS));
        try {
            List<String> digests = text.digests() == null ? List.of() : text.digests();
            List<LayerActivations> layers = new ArrayList<>();
            for (int l = 0; l < text.layers().size(); l++) {
                layers.add(layer(text.layers().get(l), "layer-" + l).withImages(text.images(), digests));
            }
            // Sets that were saved before predictions were kept.
            return text.predicted() == null
                    ? new ActivationSet(text.images(), text.skipped(), layers)
                    : new ActivationSet(text.images(), Ints.asList(text.predicted()), text.skipped(), layers);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new AtlasFormatException(folder.resolve(ACTIVATIONS), "is damaged: " + e.getMessage(), e);
        }
    }

    private LayerActivations layer(String name, String file) throws IOException {
        Path placesFile = folder.resolve(file + "-places.npy");
        Vectors values = table(folder.resolve(file + "-activations.npy"));
        Vectors attributions = table(folder.resolve(file + "-attributions.npy"));
        int[] places = TableFile.integers(placesFile);
        checkRows(folder.resolve(file + "-attributions.npy"), attributions.rows(), values.rows());
        checkRows(placesFile, places.length % 3 == 0 ? places.length / 3 : -1, values.rows());
        return LayerActivations.of(name, values, attributions, column(places, 0), column(places, 1), column(places, 2));
    }

    private Vectors table(Path file) throws IOException {
        Vectors vectors = TableFile.open(file);
        CheckedVectors.Check check = checks.get(file);
        return check == null ? vectors : new CheckedVectors(vectors, check);
    }

    /** Whether a file is a table, whose vectors may be compared with what was written when they are first read. */
    static boolean isTable(String name) {
        return name.endsWith("-activations.npy") || name.endsWith("-attributions.npy");
    }

    private static void checkRows(Path file, int rows, int expected) {
        if (rows != expected) {
            throw new AtlasFormatException(
                    file, "is damaged: it does not have the " + expected + " rows of the activations beside it");
        }
    }

    private static int[] column(int[] places, int column) {
        int[] values = new int[places.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = places[3 * i + column];
        }
        return values;
    }
}
