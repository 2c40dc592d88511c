package io.github.activationatlas.umap;

import com.google.common.collect.ImmutableSet;
import io.github.activationatlas.files.AtomicFolder;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.neighbors.GivenNeighbors;
import io.github.activationatlas.umap.internal.npy.FlatJson;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models as folders: NumPy arrays, and the settings as JSON. */
final class ModelFiles {
    private static final String FORMAT = "atlas-umap model";
    private static final int VERSION = 2;
    private static final String SETTINGS = "model.json";
    private static final String VECTORS = "vectors.npy";
    private static final String LAYOUT = "layout.npy";
    private static final String NEIGHBORS = "neighbors.npy";
    private static final String DISTANCES = "distances.npy";
    private static final ImmutableSet<String> FILES = ImmutableSet.of(SETTINGS, VECTORS, LAYOUT, NEIGHBORS, DISTANCES);

    /** Entries of the settings' file that are no settings. */
    private static final ImmutableSet<String> OF_THE_LAYOUT = ImmutableSet.of("format", "version", "a", "b", "epochs");

    private ModelFiles() {}

    static void save(UmapModel model, Path folder) throws IOException {
        AtomicFolder.write(folder, "model", FILES, ModelFiles::isModel, part -> {
            Npy.write(part.resolve(VECTORS), model.vectors());
            NeighborTable neighbors = model.neighbors().table();
            int n = neighbors.size();
            new Npy(new int[] {n, model.settings().nComponents()}, model.layout()).write(part.resolve(LAYOUT));
            Npy.writeIntegers(part.resolve(NEIGHBORS), neighbors.ids(), n, neighbors.k());
            new Npy(new int[] {n, neighbors.k()}, neighbors.distances()).write(part.resolve(DISTANCES));
            FlatJson.write(part.resolve(SETTINGS), settings(model));
        });
    }

    private static boolean isModel(Path folder) {
        try {
            return FlatJson.read(folder.resolve(SETTINGS)).text("format").equals(FORMAT);
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> settings(UmapModel model) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", FORMAT);
        values.put("version", Integer.toString(VERSION));
        values.put("a", Double.toString(model.a()));
        values.put("b", Double.toString(model.b()));
        values.put("epochs", Integer.toString(model.epochs()));
        values.putAll(model.settings().toMap());
        return values;
    }

    static UmapModel load(Path folder, @Nullable Distance given) throws IOException {
        FlatJson json = FlatJson.read(folder.resolve(SETTINGS));
        if (!json.text("format").equals(FORMAT)) {
            throw new IOException(json.file() + " is not of an " + FORMAT);
        }
        if (json.whole("version") > VERSION) {
            throw new IOException(json.file() + " has version " + json.whole("version") + "; versions up to " + VERSION
                    + " can be read");
        }
        FitOptions options = options(json, metric(json, given));
        Vectors vectors = Npy.map(folder.resolve(VECTORS));
        Npy layout = read(folder, LAYOUT);
        int n = layout.shape()[0];
        if (vectors.rows() != n || layout.shape()[1] != options.settings().nComponents()) {
            throw new IOException(folder + " is damaged: its arrays do not fit together");
        }
        return new UmapModel(
                options,
                vectors,
                neighbors(folder, n),
                layout.values(),
                new SimilarityCurve(json.number("a"), json.number("b")),
                (int) json.whole("epochs"));
    }

    private static Npy read(Path folder, String name) throws IOException {
        Npy array = Npy.read(folder.resolve(name));
        if (array.shape().length != 2 || array.shape()[0] == 0) {
            throw new IOException(folder.resolve(name) + " is damaged: it is not a table");
        }
        return array;
    }

    private static NeighborGraph neighbors(Path folder, int n) throws IOException {
        Npy distances = read(folder, DISTANCES);
        int[] ids = Npy.readIntegers(folder.resolve(NEIGHBORS));
        if (distances.shape()[0] != n || ids.length != distances.values().length) {
            throw new IOException(folder + " is damaged: its arrays do not fit together");
        }
        try {
            return new NeighborGraph(GivenNeighbors.check(n, distances.shape()[1], ids, distances.values()));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(NEIGHBORS) + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Distance metric(FlatJson json, @Nullable Distance given) throws IOException {
        String name = json.text("metric");
        if (given != null) {
            if (!given.name().equals(name)) {
                throw new IOException(json.file() + " was made with the distance " + name + ", not " + given.name());
            }
            return given;
        }
        for (Metric metric : Metric.values()) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        throw new IOException(json.file() + " was made with the distance " + name + ", which must be given to load");
    }

    private static FitOptions options(FlatJson json, Distance metric) throws IOException {
        Map<String, String> values = new LinkedHashMap<>(json.values());
        values.keySet().removeAll(OF_THE_LAYOUT);
        try {
            UmapSettings settings = UmapSettings.fromMap(json.whole("version") == 1 ? withDefaults(values) : values);
            return Umap.builder().from(settings).metric(metric).options();
        } catch (IllegalArgumentException e) {
            throw new IOException(json.file() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Version 1 did not know all settings, and wrote 0 for the default number of epochs. */
    private static Map<String, String> withDefaults(Map<String, String> known) {
        Map<String, String> values = new LinkedHashMap<>(UmapSettings.DEFAULTS.toMap());
        values.putAll(known);
        values.replace("nEpochs", "0", "auto");
        return values;
    }
}
