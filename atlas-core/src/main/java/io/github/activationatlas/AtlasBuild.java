package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run through all stages. */
final class AtlasBuild {
    private static final Logger LOG = LoggerFactory.getLogger(AtlasBuild.class);
    private final AtlasBuilder options;
    private final VisionModel model;
    private final ImmutableList<String> layers;
    private final StageClock clock;
    private final ImmutableMap.Builder<String, String> used = ImmutableMap.builder();

    AtlasBuild(AtlasBuilder options, VisionModel model, ImmutableList<String> layers) {
        this.options = options;
        this.model = model;
        this.layers = layers;
        this.clock = new StageClock(options.progress);
    }

    Atlas run() {
        try {
            ActivationSet set = collect();
            ImmutableList.Builder<AtlasLayer> done = ImmutableList.builder();
            for (int l = 0; l < layers.size(); l++) {
                LayerActivations activations = set.layer(layers.get(l));
                Layout layout = layout(activations);
                if (options.saveTo != null) {
                    AtlasFiles.of(options.saveTo).writeLayout(l, layout);
                }
                done.add(new AtlasLayer(activations, layout, icons(activations, layout)));
            }
            Atlas atlas = new Atlas(
                    options.title,
                    model.labels().names(),
                    set.images(),
                    options.minPoints,
                    done.build(),
                    provenance(set));
            if (options.saveTo != null) {
                AtlasFiles.of(options.saveTo).writeAtlas(atlas, atlas.activations());
                clock.finish("save");
            }
            return atlas;
        } catch (IOException e) {
            throw new UncheckedIOException(options.saveTo + " cannot be written: " + e.getMessage(), e);
        }
    }

    private ActivationSet collect() throws IOException {
        if (options.activations != null) {
            return options.activations;
        }
        clock.start();
        ActivationSet set = ActivationCollector.builder(model, layers.toArray(String[]::new))
                .perImage(options.perImage)
                .seed(options.seed)
                .threads(options.threads)
                .onProgress(p -> clock.report(AtlasProgress.Stage.COLLECT, "", p.done(), p.total()))
                .build()
                .collect(Objects.requireNonNull(options.images));
        clock.finish("collect");
        if (options.saveTo != null) {
            AtlasFiles.of(options.saveTo).writeActivations(set);
            clock.finish("save");
        }
        return set;
    }

    private Layout layout(LayerActivations activations) {
        Layout given = options.layouts.get(activations.layer());
        if (given != null) {
            return given;
        }
        clock.start();
        Umap umap = options.umapSettings(p -> clock.report(
                AtlasProgress.Stage.LAYOUT,
                activations.layer(),
                1000L * p.stage().ordinal() + 1000L * p.done() / p.total(),
                3000));
        Layout layout = Layout.of(umap.fit(Vectors.of(activations.values())).embedding());
        clock.finish("layout " + activations.layer());
        return layout;
    }

    private ImmutableList<IconGrid> icons(LayerActivations activations, Layout layout) {
        List<Grid> grids = options.grids.stream()
                .map(size -> Grid.of(activations, layout, size, options.minPoints))
                .toList();
        clock.start();
        Whitening whitening = options.whitening ? Whitening.ofActivations(activations.values()) : null;
        long total = grids.stream().mapToLong(grid -> grid.cells().size()).sum();
        long before = 0;
        ImmutableList.Builder<IconGrid> done = ImmutableList.builder();
        for (Grid grid : grids) {
            long earlier = before;
            FeatureVisualizer visualizer = options.visualizer
                    .apply(FeatureVisualizer.builder(model, activations.layer()).seed(options.seed))
                    .onProgress(p -> clock.report(
                            AtlasProgress.Stage.ICONS,
                            activations.layer(),
                            earlier * p.total() + p.done() * grid.cells().size(),
                            total * p.total()))
                    .build();
            List<Objective> objectives = grid.cells().stream()
                    .map(cell -> options.objective.of(cell.mean(), whitening))
                    .toList();
            done.add(new IconGrid(
                    grid,
                    visualizer.visualize(objectives).stream()
                            .map(Visualization::image)
                            .collect(ImmutableList.toImmutableList())));
            before += grid.cells().size();
        }
        clock.finish("icons " + activations.layer());
        return done.build();
    }

    private Provenance provenance(ActivationSet set) {
        Umap umap = options.umapSettings(p -> {});
        used.put("perImage", Integer.toString(options.perImage))
                .put("nNeighbors", Integer.toString(umap.nNeighbors()))
                .put("minDist", Double.toString(umap.minDist()))
                .put("metric", umap.metric().name())
                .put("init", umap.init().name())
                .put("grids", options.grids.toString())
                .put("minPoints", Integer.toString(options.minPoints))
                .put("objective", options.objective.name())
                .put("whitening", Boolean.toString(options.whitening))
                .put("threads", Integer.toString(options.threads))
                .put(
                        "icons",
                        options.visualizer
                                .apply(FeatureVisualizer.builder(model, layers.get(0))
                                        .seed(options.seed))
                                .build()
                                .toString());
        LOG.debug("Stages took {}", clock.seconds());
        return new Provenance(
                model.sha256(),
                layers,
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
