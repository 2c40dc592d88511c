package io.github.activationatlas.umap;

import com.google.common.collect.ImmutableSet;
import io.github.activationatlas.files.WholeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models as folders: NumPy arrays, and the settings as JSON. */
final class ModelFiles {
    private static final String FORMAT = "atlas-umap model";
    private static final int VERSION = 1;
    private static final String SETTINGS = "model.json";
    private static final String VECTORS = "vectors.npy";
    private static final String LAYOUT = "layout.npy";
    private static final String NEIGHBORS = "neighbors.npy";
    private static final String DISTANCES = "distances.npy";
    private static final ImmutableSet<String> FILES = ImmutableSet.of(SETTINGS, VECTORS, LAYOUT, NEIGHBORS, DISTANCES);

    private ModelFiles() {}

    static void save(UmapModel model, Path folder) throws IOException {
        WholeFolder.write(folder, "model", FILES, ModelFiles::isModel, part -> {
            Npy.write(part.resolve(VECTORS), model.vectors());
            NeighborGraph neighbors = model.neighbors();
            int n = neighbors.size();
            new Npy(new int[] {n, model.umap().nComponents()}, model.layout()).write(part.resolve(LAYOUT));
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

    private static Map<String, Object> settings(UmapModel model) {
        UmapBuilder options = model.umap().toBuilder();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", FORMAT);
        values.put("version", VERSION);
        values.put("metric", options.metric.name());
        values.put("a", model.a());
        values.put("b", model.b());
        values.put("epochs", model.epochs());
        values.put("nNeighbors", options.nNeighbors);
        values.put("minDist", options.minDist);
        values.put("spread", options.spread);
        values.put("nComponents", options.nComponents);
        values.put("nEpochs", options.nEpochs);
        values.put("init", options.init);
        values.put("learningRate", options.learningRate);
        values.put("negativeSampleRate", options.negativeSampleRate);
        values.put("repulsionStrength", options.repulsionStrength);
        values.put("localConnectivity", options.localConnectivity);
        values.put("setOpMixRatio", options.setOpMixRatio);
        values.put("targetWeight", options.targetWeight);
        values.put("alignmentRegularization", options.alignmentRegularization);
        values.put("alignmentWindow", options.alignmentWindow);
        if (!Double.isNaN(options.disconnectionDistance)) {
            values.put("disconnectionDistance", options.disconnectionDistance);
        }
        values.put("unique", options.unique);
        values.put("densMap", options.densMap);
        values.put("densLambda", options.densLambda);
        values.put("densFraction", options.densFraction);
        values.put("seed", options.seed);
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
        Umap umap = umap(json, metric(json, given));
        Vectors vectors = Npy.map(folder.resolve(VECTORS));
        Npy layout = read(folder, LAYOUT);
        int n = layout.shape()[0];
        if (vectors.rows() != n || layout.shape()[1] != umap.nComponents()) {
            throw new IOException(folder + " is damaged: its arrays do not fit together");
        }
        return new UmapModel(
                umap,
                vectors,
                neighbors(folder, n),
                layout.values(),
                new Curve(json.number("a"), json.number("b")),
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
        for (int id : ids) {
            if (id < -1 || id >= n) {
                throw new IOException(folder.resolve(NEIGHBORS) + " is damaged: it names point " + id);
            }
        }
        return new NeighborGraph(n, distances.shape()[1], ids, distances.values());
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

    private static Umap umap(FlatJson json, Distance metric) throws IOException {
        UmapBuilder builder = Umap.builder();
        try {
            builder.nNeighbors((int) json.whole("nNeighbors"))
                    .minDist(json.number("minDist"))
                    .spread(json.number("spread"))
                    .nComponents((int) json.whole("nComponents"))
                    .init(Init.valueOf(json.text("init")))
                    .learningRate(json.number("learningRate"))
                    .negativeSampleRate((int) json.whole("negativeSampleRate"))
                    .repulsionStrength(json.number("repulsionStrength"))
                    .localConnectivity(json.number("localConnectivity"))
                    .setOpMixRatio(json.number("setOpMixRatio"))
                    .targetWeight(json.number("targetWeight"))
                    .alignmentRegularization(json.number("alignmentRegularization"))
                    .alignmentWindow((int) json.whole("alignmentWindow"))
                    .densMap(Boolean.parseBoolean(json.text("densMap")))
                    .densLambda(json.number("densLambda"))
                    .densFraction(json.number("densFraction"))
                    .seed(json.whole("seed"))
                    .metric(metric);
            // Earlier versions knew neither.
            if (json.has("disconnectionDistance")) {
                builder.disconnectionDistance(json.number("disconnectionDistance"));
            }
            builder.unique(json.has("unique") && Boolean.parseBoolean(json.text("unique")));
            if (json.whole("nEpochs") > 0) {
                builder.nEpochs((int) json.whole("nEpochs"));
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IOException(json.file() + " is damaged: " + e.getMessage(), e);
        }
    }
}
