package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import io.github.activationatlas.files.Reasons;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import io.github.activationatlas.umap.Vectors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run through all stages. */
final class AtlasBuild {
    private static final Logger LOG = LoggerFactory.getLogger(AtlasBuild.class);
    private final AtlasBuilder options;
    private final VisionModel model;
    private final ImmutableList<String> layers;
    private final StageClock clock;
    private final BuildRecord record;
    private final BuildChecks checks;
    private Map<String, Integer> iconSizes = Map.of();
    private List<Layout> aligned = List.of();

    AtlasBuild(AtlasBuilder options, VisionModel model, ImmutableList<String> layers) {
        this.options = options;
        this.model = model;
        this.layers = layers;
        this.clock = new StageClock(options.progress);
        this.record = new BuildRecord(options, model, layers);
        this.checks = new BuildChecks(options, model, layers);
    }

    Atlas run() {
        checks.check();
        iconSizes = checks.iconSizes();
        try {
            StageFolder folder = StageFolder.begin(options.saveTo, record.keys());
            try {
                return run(folder);
            } catch (CancellationException e) {
                throw folder.stopped(e);
            } catch (IOException | RuntimeException | Error e) {
                leaveAsItWas(folder, e);
                throw e;
            }
        } catch (FileSystemException e) {
            throw new UncheckedIOException(
                    options.saveTo + " cannot be written: " + e.getFile() + ": " + Reasons.of(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void leaveAsItWas(StageFolder folder, Throwable failure) {
        try {
            folder.leaveAsItWas();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Atlas run(StageFolder folder) throws IOException {
        ActivationSet whole = collect(folder);
        ActivationSet set = chosen(whole);
        checks.checkChosen(set);
        List<Integer> sizes = grids(set);
        ImmutableList.Builder<AtlasLayer> done = ImmutableList.builder();
        if (options.aligned) {
            align(folder, set);
        }
        // All layouts and grids before the first icon: a grid without a cell is found before the work that takes
        // longest.
        List<Layout> layouts = new ArrayList<>();
        List<List<Grid>> grids = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerActivations activations = set.layers().get(l);
            Layout layout = layout(folder, l, activations);
            layouts.add(layout);
            grids.add(sizes.stream()
                    .map(size -> Grid.of(activations, layout, size, options.minPoints))
                    .toList());
        }
        for (int l = 0; l < layers.size(); l++) {
            LayerActivations activations = set.layers().get(l);
            Whitening whitening = options.whitening
                    ? Whitening.ofActivations(whole.layer(activations.layer()).values())
                    : null;
            done.add(new AtlasLayer(activations, layouts.get(l), icons(folder, set, l, grids.get(l), whitening)));
        }
        Atlas atlas = new Atlas(
                options.title,
                ImmutableList.copyOf(model.labels().names()),
                set.images(),
                set.predicted(),
                options.minPoints,
                done.build(),
                record.provenance(set, sizes, clock));
        if (folder.saves()) {
            folder.files()
                    .writeAtlas(
                            atlas,
                            atlas.activations(),
                            saved -> clock.report(AtlasProgress.Stage.SAVE, "", saved, layers.size()));
            folder.removeParts();
            clock.finish("save");
        }
        return atlas;
    }

    private ActivationSet collect(StageFolder folder) throws IOException {
        clock.start();
        if (options.activations != null) {
            if (folder.saves()) {
                folder.files().writeActivations(options.activations);
                clock.finish("save");
            }
            return options.activations;
        }
        ActivationCollector collector = ActivationCollector.builder(model, layers.toArray(String[]::new))
                .perImage(options.perImage)
                .seed(options.seed)
                .threads(options.threads)
                .onProgress(p -> clock.report(AtlasProgress.Stage.COLLECT, "", p.done(), p.total()))
                .build();
        ActivationSet set = new CollectStage(collector, Objects.requireNonNull(options.images), folder).run();
        clock.finish("collect");
        return set;
    }

    private ActivationSet chosen(ActivationSet whole) {
        ImmutableList.Builder<LayerActivations> chosen = ImmutableList.builder();
        for (String layer : layers) {
            LayerActivations all = whole.layer(layer);
            chosen.add(options.selection instanceof Selection.All ? all : all.subset(options.selection.rows(all)));
        }
        return new ActivationSet(whole.images(), whole.predicted(), whole.skipped(), chosen.build());
    }

    private List<Integer> grids(ActivationSet set) {
        if (!options.grids.isEmpty()) {
            return options.grids;
        }
        int points =
                set.layers().stream().mapToInt(LayerActivations::size).min().orElseThrow();
        List<Integer> suit = options.selection.defaults().grids();
        return suit.isEmpty() ? GridSizes.of(points, options.minPoints) : suit;
    }

    /** Lays all layers out together; their rows are of the same places of the same pictures. */
    private void align(StageFolder folder, ActivationSet set) throws IOException {
        if (folder.has("layer-" + (layers.size() - 1) + "-layout.npy")) {
            return;
        }
        clock.start();
        aligned = Layout.together(umap("", set.layers().get(0))
                .fitAligned(set.layers().stream()
                        .map(layer -> Vectors.of(layer.values()))
                        .toList())
                .stream()
                .map(UmapModel::embedding)
                .toList());
        clock.finish("layout of all layers");
        for (int l = 0; folder.saves() && l < aligned.size(); l++) {
            folder.files().writeLayout(l, aligned.get(l));
        }
    }

    private Umap umap(String layer, LayerActivations activations) {
        Umap umap = options.umapSettings(p -> clock.report(
                AtlasProgress.Stage.LAYOUT, layer, 1000L * p.stage().ordinal() + 1000L * p.done() / p.total(), 3000));
        int most = Math.max(2, activations.size());
        if (umap.nNeighbors() <= most) {
            return umap;
        }
        LOG.warn(
                "nNeighbors is {}, but there are only {} vectors{}: each has all others as neighbours",
                umap.nNeighbors(),
                activations.size(),
                layer.isEmpty() ? "" : " of layer " + layer);
        return umap.toBuilder().nNeighbors(most).build();
    }

    private Layout layout(StageFolder folder, int index, LayerActivations activations) throws IOException {
        Layout given = options.layouts.get(activations.layer());
        if (given != null) {
            return given;
        }
        if (!aligned.isEmpty()) {
            return aligned.get(index);
        }
        if (folder.saves() && folder.has("layer-" + index + "-layout.npy")) {
            return folder.files().readLayout(index);
        }
        clock.start();
        Layout layout = options.selection.layout(activations, umap(activations.layer(), activations));
        clock.finish("layout " + activations.layer());
        if (folder.saves()) {
            folder.files().writeLayout(index, layout);
        }
        return layout;
    }

    private ImmutableList<IconGrid> icons(
            StageFolder folder, ActivationSet set, int index, List<Grid> grids, @Nullable Whitening whitening)
            throws IOException {
        LayerActivations activations = set.layers().get(index);
        clock.start();
        long total = grids.stream().mapToLong(grid -> grid.cells().size()).sum();
        long before = 0;
        List<IconGrid> done = new ArrayList<>();
        for (Grid grid : grids) {
            long[] place = new long[2];
            long earlier = before;
            FeatureVisualizer visualizer = options.visualizer
                    .apply(FeatureVisualizer.builder(model, activations.layer()).seed(options.seed))
                    .size(Objects.requireNonNull(iconSizes.get(activations.layer())))
                    .onProgress(p -> clock.report(
                            AtlasProgress.Stage.ICONS,
                            activations.layer(),
                            (earlier + place[0]) * p.total() + p.done() * place[1],
                            total * p.total()))
                    .build();
            List<@Nullable Objective> objectives = objectives(activations.layer(), grid, whitening);
            // A coarse icon is near to what the finer ones will be, so that they look alike and need fewer steps.
            List<BufferedImage> from = done.isEmpty() ? List.of() : IconStage.around(grid, done.get(done.size() - 1));
            IconStage stage = new IconStage(visualizer, folder, (finished, part) -> {
                place[0] = finished;
                place[1] = part;
            });
            done.add(new IconGrid(grid, stage.draw("layer-" + index + "-icons-" + grid.size(), objectives, from)));
            before += grid.cells().size();
        }
        clock.finish("icons " + activations.layer());
        return withExamples(set, activations, done);
    }

    /** What each cell's icon is drawn towards; null for a cell whose average is zero, which has no direction. */
    private List<@Nullable Objective> objectives(String layer, Grid grid, @Nullable Whitening whitening) {
        List<@Nullable Objective> objectives = new ArrayList<>();
        for (GridCell cell : grid.cells()) {
            boolean zero = Floats.asList(cell.mean()).stream().allMatch(v -> v == 0);
            objectives.add(zero ? null : options.objective.of(cell.mean(), whitening));
            if (zero) {
                LOG.warn(
                        "Layer {}, grid {}: the average activation of the cell in column {}, row {} ({} points) is zero; its icon is grey",
                        layer,
                        grid.size(),
                        cell.column(),
                        cell.row(),
                        cell.count());
            }
        }
        return objectives;
    }

    private ImmutableList<IconGrid> withExamples(
            ActivationSet set, LayerActivations activations, List<IconGrid> grids) {
        if (options.examples == 0) {
            return ImmutableList.copyOf(grids);
        }
        ExampleStage stage = new ExampleStage(
                Objects.requireNonNull(options.images), PhotoPatches.of(model, activations.layer()), options.examples);
        ImmutableList.Builder<IconGrid> done = ImmutableList.builder();
        for (int g = 0; g < grids.size(); g++) {
            IconGrid grid = grids.get(g);
            int before = 100 * g;
            done.add(new IconGrid(
                    grid.grid(),
                    grid.icons(),
                    stage.of(
                            set,
                            activations,
                            grid.grid(),
                            percent -> clock.report(
                                    AtlasProgress.Stage.EXAMPLES,
                                    activations.layer(),
                                    before + percent,
                                    100L * grids.size()))));
        }
        clock.finish("examples " + activations.layer());
        return done.build();
    }
}
