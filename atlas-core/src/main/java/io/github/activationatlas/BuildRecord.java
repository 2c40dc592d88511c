package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Umap;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a build is made with: for its provenance, and to tell whether an interrupted one can be taken up. */
final class BuildRecord {
    private static final Logger LOG = LoggerFactory.getLogger(BuildRecord.class);
    private final AtlasBuilder options;
    private final VisionModel model;
    private final List<String> layers;

    BuildRecord(AtlasBuilder options, VisionModel model, List<String> layers) {
        this.options = options;
        this.model = model;
        this.layers = layers;
    }

    private Map<String, String> layout() {
        Umap umap = options.umapSettings(p -> {});
        Map<String, String> used = new LinkedHashMap<>();
        used.put("nNeighbors", Integer.toString(umap.nNeighbors()));
        used.put("minDist", Double.toString(umap.minDist()));
        used.put("metric", umap.metric().name());
        used.put("init", umap.init().name());
        used.put("aligned", Boolean.toString(options.aligned));
        used.put("selection", options.selection.name(model.labels().names()));
        return used;
    }

    private Map<String, String> icons() {
        Map<String, String> used = new LinkedHashMap<>();
        used.put("minPoints", Integer.toString(options.minPoints));
        used.put("objective", options.objective.name());
        used.put("whitening", Boolean.toString(options.whitening));
        String first = icons(layers.get(0));
        used.put("icons", first);
        // Only where a layer needs larger ones.
        layers.stream()
                .filter(layer -> !icons(layer).equals(first))
                .forEach(layer -> used.put("icons of " + layer, icons(layer)));
        return used;
    }

    private String icons(String layer) {
        return options.visualizer
                .apply(FeatureVisualizer.builder(model, layer).seed(options.seed))
                .build()
                .toString();
    }

    StageFolder.Keys keys() {
        String collect = hash(model.sha256(), layers, options.seed, options.perImage, pictures());
        String layout = hash(collect, layout(), layouts());
        return new StageFolder.Keys(collect, layout, hash(layout, icons()));
    }

    /** The pictures' names, or the vectors that were given in their place. */
    private String pictures() {
        Hasher hasher = Hashing.sha256().newHasher();
        ActivationSet given = options.activations;
        ImageSource images = options.images;
        if (given != null) {
            given.layers().forEach(layer -> hash(hasher, layer.values()));
        } else if (images != null) {
            for (int i = 0; i < images.size(); i++) {
                hasher.putString(images.id(i), StandardCharsets.UTF_8).putChar('\n');
            }
        }
        return hasher.hash().toString();
    }

    private String layouts() {
        Hasher hasher = Hashing.sha256().newHasher();
        options.layouts.forEach((layer, layout) -> {
            hasher.putString(layer, StandardCharsets.UTF_8);
            hash(hasher, layout.points());
        });
        return hasher.hash().toString();
    }

    private static void hash(Hasher hasher, float[][] rows) {
        for (float[] row : rows) {
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
    }

    private static String hash(Object... parts) {
        return Hashing.sha256()
                .hashString(List.of(parts).toString(), StandardCharsets.UTF_8)
                .toString();
    }

    Provenance provenance(ActivationSet set, List<Integer> grids, StageClock clock) {
        LOG.debug("Stages took {}", clock.seconds());
        ImmutableMap.Builder<String, String> used = ImmutableMap.builder();
        used.put("perImage", Integer.toString(options.perImage));
        Map<String, String> layout = layout();
        int least = set.layers().stream().mapToInt(LayerActivations::size).min().orElseThrow();
        layout.computeIfPresent("nNeighbors", (option, n) -> Integer.parseInt(n) <= least ? n : n + ", of " + least);
        used.putAll(layout);
        boolean chosen = options.grids.isEmpty();
        used.put("grids", grids + (chosen ? " chosen for " + set.layers().get(0).size() + " points" : ""));
        used.putAll(icons());
        used.put("examples", Integer.toString(options.examples));
        used.put("threads", Integer.toString(options.threads));
        return new Provenance(
                model.sha256(),
                ImmutableList.copyOf(layers),
                set.images().size(),
                Hashing.sha256()
                        .hashString(String.join("\n", set.images()), StandardCharsets.UTF_8)
                        .toString(),
                set.skipped(),
                used.buildOrThrow(),
                options.seed,
                Versions.all(),
                ImmutableMap.copyOf(clock.seconds()));
    }
}
