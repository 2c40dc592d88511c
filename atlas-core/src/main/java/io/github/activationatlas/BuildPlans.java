package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.internal.build.BuildPlan;
import io.github.activationatlas.internal.build.Selection;
import io.github.activationatlas.internal.build.SelectionText;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.VisualizationProgress;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapBuilder;
import io.github.activationatlas.umap.UmapProgress;
import io.github.activationatlas.umap.UmapSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides what a build is to do, from a builder's options; the caller's functions are called here, once. */
final class BuildPlans {
    private BuildPlans() {}

    static BuildPlan of(AtlasBuilder options) {
        VisionModel network = options.model;
        checkState(network != null, "call model(...) before build()");
        ActivationSet existing = options.activations;
        checkState(existing != null || options.images != null, "call images(...) or activations(...) before build()");
        List<String> wanted = options.layers.isEmpty() && existing != null
                ? existing.layers().stream().map(LayerActivations::layer).toList()
                : options.layers;
        checkState(!wanted.isEmpty(), "call layers(...) with at least one layer before build()");
        wanted.forEach(network::layer);
        checkState(
                !options.aligned
                        || options.selection instanceof Selection.All && options.layouts.isEmpty() && wanted.size() > 1,
                "aligned is for two or more layers of all activations, without existing layouts");
        checkState(
                options.examples == 0 || options.images != null,
                "call images(...) before build(): examples are cut from them");
        checkState(
                options.saveTo != null || !options.overviews && !options.page,
                "call saveTo(...) before build(): overviews and page are written into its folder");
        BuildPlan.Relay<UmapProgress> layoutProgress = new BuildPlan.Relay<>();
        BuildPlan.Relay<VisualizationProgress> iconProgress = new BuildPlan.Relay<>();
        AtlasSettings earlier = options.settings;
        boolean reseeded = earlier == null || earlier.seed() != options.seed;
        UmapBuilder umap = Umap.builder();
        if (earlier == null) {
            umap.metric(Metric.COSINE)
                    .nNeighbors(options.selection.defaults().nNeighbors())
                    .minDist(options.selection.defaults().minDist());
        } else {
            umap.from(UmapSettings.fromMap(earlier.umap()));
        }
        if (reseeded) {
            umap.seed(options.seed);
        }
        Umap layout = options.umap
                .apply(umap.threads(options.threads).onProgress(layoutProgress))
                .build();
        options.selection.name(network.labels().names());
        Map<String, FeatureVisualizer> visualizers = new LinkedHashMap<>();
        Map<String, Map<String, String>> icons = new LinkedHashMap<>();
        for (String layer : wanted) {
            VisualizerBuilder builder =
                    FeatureVisualizer.builder(network, layer).onProgress(iconProgress);
            boolean known = earlier != null && earlier.icons().containsKey(layer);
            if (known) {
                builder.settings(VisualizerSettings.fromMap(earlier.icons().get(layer)));
            }
            if (!known || reseeded) {
                builder.seed(options.seed);
            }
            FeatureVisualizer visualizer = options.visualizer.apply(builder).build();
            visualizers.put(layer, visualizer);
            icons.put(layer, visualizer.settings().toMap());
        }
        AtlasSettings settings = new AtlasSettings(
                options.title,
                wanted,
                options.perImage,
                options.seed,
                SelectionText.of(options.selection),
                layout.settings().toMap(),
                options.aligned,
                options.grids,
                options.minPoints,
                options.objective,
                options.whitening,
                icons,
                options.examples);
        return new BuildPlan(
                settings,
                network,
                options.images,
                existing,
                Map.copyOf(options.layouts),
                options.selection,
                layout,
                visualizers,
                options.threads,
                options.digests,
                options.overviews,
                options.page,
                options.saveTo,
                options.progress,
                layoutProgress,
                iconProgress);
    }
}
