package io.github.activationatlas.internal.build;

import com.google.common.hash.Hashing;
import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationCollector.CollectProgress;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.AtlasProgress;
import io.github.activationatlas.AtlasSettings;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.Provenance;
import io.github.activationatlas.internal.saved.OptionNames;
import io.github.activationatlas.internal.saved.Versions;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.VisualizationProgress;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a build is to do, all of it decided: the caller's functions have been called once, and nothing changes any more.
 *
 * @param settings what decides the result
 * @param model the network
 * @param images what activations are collected from, or examples are cut from
 * @param activations activations that were given in place of images
 * @param layouts layouts that were given in place of UMAP's, by layer
 * @param selection which activations
 * @param umap lays out
 * @param visualizers draw icons, by layer
 * @param threads of decoding and layout
 * @param digests whether images are distinguished by their contents
 * @param overviews whether maps are drawn into the folder
 * @param page whether a page is written into it
 * @param saveTo where stages are kept, if anywhere
 * @param progress the caller's listener
 * @param layoutProgress what UMAP reports to
 * @param iconProgress what visualisers report to
 */
public record BuildPlan(
        AtlasSettings settings,
        VisionModel model,
        @Nullable ImageSource images,
        @Nullable ActivationSet activations,
        Map<String, Layout> layouts,
        Selection selection,
        Umap umap,
        Map<String, FeatureVisualizer> visualizers,
        int threads,
        boolean digests,
        boolean overviews,
        boolean page,
        @Nullable Path saveTo,
        Consumer<AtlasProgress> progress,
        Relay<UmapProgress> layoutProgress,
        Relay<VisualizationProgress> iconProgress) {

    /** A listener whose end can be changed. */
    public static final class Relay<T> implements Consumer<T> {
        private volatile Consumer<T> to = t -> {};

        void to(Consumer<T> listener) {
            to = listener;
        }

        @Override
        public void accept(T t) {
            to.accept(t);
        }
    }

    public Umap umap(Consumer<UmapProgress> listener) {
        layoutProgress.to(listener);
        return umap;
    }

    public FeatureVisualizer visualizer(String layer, Consumer<VisualizationProgress> listener) {
        iconProgress.to(listener);
        return Objects.requireNonNull(visualizers.get(layer));
    }

    public ActivationCollector collector(Consumer<CollectProgress> listener) {
        return ActivationCollector.builder(model, settings.layers().toArray(String[]::new))
                .perImage(settings.perImage())
                .seed(settings.seed())
                .threads(threads)
                .onProgress(listener)
                .build();
    }

    /** All that activations depend on beside the images. */
    public String collectSettings() {
        return network() + " " + settings.layers() + " " + settings.perImage() + " " + settings.seed();
    }

    /** The network by what it does, wherever its files lie. */
    private String network() {
        Map<String, String> network = new LinkedHashMap<>(model.settings().toMap());
        network.keySet().removeAll(List.of("file", "labelsFile"));
        return network + " " + labels();
    }

    /** What icons depend on beside their own settings: activations that were given are not known to be of this network. */
    public String iconsKey(String laidOut) {
        return StageKey.of("laid out", 1)
                .with("layout", laidOut)
                .with("network", network())
                .hash();
    }

    public List<String> labels() {
        return model.labels().names();
    }

    /** Whether the atlas is of all activations of all layers of a set. */
    public boolean takesAll(ActivationSet whole) {
        return selection instanceof Selection.All
                && settings.layers()
                        .equals(whole.layers().stream()
                                .map(LayerActivations::layer)
                                .toList());
    }

    public ActivationSet selected(ActivationSet whole) {
        if (takesAll(whole)) {
            return whole;
        }
        return new ActivationSet(
                whole.images(),
                whole.predicted(),
                whole.skipped(),
                settings.layers().stream()
                        .map(whole::layer)
                        .map(layer -> selection instanceof Selection.All ? layer : layer.subset(selection.rows(layer)))
                        .toList());
    }

    public String selectedKey(String collected) {
        return StageKey.of("selected", 1)
                .with("collected", collected)
                .with("layers", settings.layers())
                .with("selection", settings.selection())
                .hash();
    }

    public List<Integer> gridSizes(ActivationSet set) {
        if (!settings.grids().isEmpty()) {
            return settings.grids();
        }
        int points =
                set.layers().stream().mapToInt(LayerActivations::size).min().orElseThrow();
        List<Integer> suit = selection.defaults().grids();
        return suit.isEmpty() ? GridSizes.of(points, settings.minPoints()) : suit;
    }

    public ExampleCutter exampleCutter(int layer) {
        return new ExampleCutter(
                Objects.requireNonNull(images),
                ImagePatches.of(model, settings.layers().get(layer)),
                settings.examples());
    }

    /** Examples depend on the images' contents too, which the activations' key holds. */
    public String examplesKey(String icons) {
        return StageKey.of("examples", 1)
                .with("icons", icons)
                .with("each", settings.examples())
                .hash();
    }

    public BuildChecks checks() {
        return new BuildChecks(this);
    }

    public Provenance provenance(ActivationSet set, List<Integer> grids, Map<String, Double> seconds) {
        Map<String, String> options = new LinkedHashMap<>(settings.toMap());
        model.settings().toMap().forEach((name, value) -> options.put(OptionNames.MODEL + name, value));
        if (images != null) {
            images.origin().forEach((name, value) -> options.put(OptionNames.IMAGES + name, value));
        }
        int least = set.layers().stream().mapToInt(LayerActivations::size).min().orElseThrow();
        options.put(OptionNames.USED + "nNeighbors", Integer.toString(Math.min(umap.nNeighbors(), Math.max(2, least))));
        options.put(OptionNames.USED + "grids", grids.toString());
        options.put(OptionNames.USED + "selection", selection.name(labels()));
        return new Provenance(
                model.sha256(),
                settings.layers(),
                set.images().size(),
                Hashing.sha256()
                        .hashString(String.join("\n", set.images()), StandardCharsets.UTF_8)
                        .toString(),
                set.skipped(),
                options,
                settings.seed(),
                Versions.all(),
                seconds);
    }
}
