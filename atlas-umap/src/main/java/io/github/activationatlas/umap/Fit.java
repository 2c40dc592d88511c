package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.graph.Supervision;
import io.github.activationatlas.umap.internal.initial.InitialLayout;
import io.github.activationatlas.umap.internal.layout.AlignedLayout;
import io.github.activationatlas.umap.internal.layout.DensityTerm;
import io.github.activationatlas.umap.internal.layout.LayoutGradient;
import io.github.activationatlas.umap.internal.layout.LayoutOptimizer;
import io.github.activationatlas.umap.internal.layout.LayoutTerm;
import io.github.activationatlas.umap.internal.layout.RowRelations;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.neighbors.FitContext;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.DistinctVectors;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The stages of a fit, in order, on threads of its own. For one thread. */
final class Fit implements AutoCloseable {
    /** Of each coarse level that a recursive start lays out. */
    private static final int COARSE_EPOCHS = 100;

    private final FitOptions options;
    private final UmapSettings settings;
    private final SimilarityCurve curve;
    private final Workers workers;

    private Fit(FitOptions options) {
        this.options = options;
        this.settings = options.settings();
        this.curve = SimilarityCurve.fit(settings.spread(), settings.minDist());
        this.workers = new Workers(options.threads());
    }

    @Override
    public void close() {
        workers.close();
    }

    /** Lays out vectors, given their neighbours or what is to be searched for. */
    static UmapModel of(FitOptions given, Vectors vectors, @Nullable NeighborGraph neighbors, @Nullable Target target) {
        FitOptions options = given.with(given.settings().given(neighbors, target));
        checkGiven(options, vectors, neighbors, target);
        DistinctVectors distinct = distinct(options, vectors);
        if (distinct != null) {
            return ofDistinct(options, vectors, distinct, neighbors, target);
        }
        try (Fit fit = new Fit(options)) {
            FitContext data = fit.data(vectors);
            NeighborTable near = neighbors == null ? fit.neighbors(data) : fit.nearest(neighbors.table());
            return fit.layOut(vectors, data, near, target);
        }
    }

    private static void checkGiven(
            FitOptions options, Vectors vectors, @Nullable NeighborGraph neighbors, @Nullable Target target) {
        int n = vectors.rows();
        checkArgument(
                options.settings().startDigest().isEmpty() || options.start() != null,
                "the settings ask for the initial coordinates %s, which must be given: init(coordinates)",
                options.settings().startDigest().orElse(""));
        if (neighbors != null) {
            checkArgument(
                    neighbors.size() == n, "there are %s vectors, but neighbours of %s points", n, neighbors.size());
        }
        if (target != null) {
            checkArgument(target.size() == n, "there are %s vectors, but targets of %s", n, target.size());
        }
    }

    /** Which vectors are equal, if some are and these are laid out once. */
    private static @Nullable DistinctVectors distinct(FitOptions options, Vectors vectors) {
        if (!options.settings().unique() || vectors.rows() == 0) {
            return null;
        }
        DistinctVectors distinct = DistinctVectors.of(vectors, options.metric());
        return distinct.someAreEqual() ? distinct : null;
    }

    private static UmapModel ofDistinct(
            FitOptions options,
            Vectors vectors,
            DistinctVectors distinct,
            @Nullable NeighborGraph neighbors,
            @Nullable Target target) {
        int components = options.settings().nComponents();
        float[][] start = options.start();
        if (start != null) {
            InitialLayout.flat(start, vectors.rows(), components);
        }
        Consumer<UmapSnapshot> snapshots = s ->
                options.snapshots().accept(new UmapSnapshot(s.epoch(), s.epochs(), distinct.spread(s.embedding())));
        FitOptions once = options.with(
                options.settings().ofAnyFit().with("unique", false),
                start == null ? null : distinct.of(start),
                snapshots);
        UmapModel model = of(
                once,
                distinct.of(vectors, vectors.dimension()),
                neighbors == null ? null : new NeighborGraph(distinct.of(neighbors.table())),
                target == null ? null : at(target, distinct.first()));
        return new UmapModel(
                options,
                vectors,
                new NeighborGraph(distinct.spread(model.neighbors().table())),
                InitialLayout.flat(distinct.spread(model.embedding()), vectors.rows(), components),
                new SimilarityCurve(model.a(), model.b()),
                model.epochs());
    }

    /** What is known of some rows. */
    private static Target at(Target target, int[] rows) {
        return target instanceof CategoryTarget categories ? categories.at(rows) : ((NumberTarget) target).at(rows);
    }

    /** Searches for the neighbours of vectors, and no more. */
    static NeighborGraph neighbors(FitOptions options, Vectors vectors) {
        DistinctVectors distinct = distinct(options, vectors);
        Vectors searched = distinct == null ? vectors : distinct.of(vectors, vectors.dimension());
        try (Fit fit = new Fit(options)) {
            FitContext data = fit.data(searched);
            NeighborTable found = fit.neighbors(data);
            FitWarning warning = new FitWarning();
            warning.look("", data.rows(), options, found, null);
            warning.log();
            return new NeighborGraph(distinct == null ? found : distinct.spread(found));
        }
    }

    /** Lays out sets of vectors of which some belong together. */
    static List<UmapModel> aligned(FitOptions options, List<Vectors> sets, RowRelations relations) {
        try (Fit fit = new Fit(options)) {
            return fit.align(sets, relations);
        }
    }

    private List<UmapModel> align(List<Vectors> sets, RowRelations relations) {
        FitContext first = data(sets.get(0));
        List<NeighborTable> neighbors = new ArrayList<>();
        List<FuzzyGraph> graphs = new ArrayList<>();
        FitWarning warning = new FitWarning();
        for (int s = 0; s < sets.size(); s++) {
            FitContext data = s == 0 ? first : data(sets.get(s));
            neighbors.add(neighbors(data));
            graphs.add(graph(neighbors.get(s)));
            warning.look("set " + s + ": ", data.rows(), options, neighbors.get(s), graphs.get(s));
        }
        warning.log();
        int epochs = epochs(sets.stream().mapToInt(Vectors::rows).max().orElseThrow());
        float[] start = start(first, graphs.get(0));
        List<float[]> layouts = new AlignedLayout(graphs, relations, curve, settings, epochs)
                .optimize(start, workers, options.report(UmapProgress.Stage.LAYOUT, epochs));
        List<UmapModel> models = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            models.add(new UmapModel(
                    options, sets.get(s), new NeighborGraph(neighbors.get(s)), layouts.get(s), curve, epochs));
        }
        return List.copyOf(models);
    }

    private FitContext data(Vectors vectors) {
        checkArgument(vectors.rows() > 0, "there are no vectors");
        checkArgument(vectors.dimension() > 0, "the vectors have no values");
        return FitContext.of(vectors, options.metric(), settings, workers);
    }

    /** How many others a point has as neighbours. */
    private int k(int n) {
        int k = Math.min(settings.nNeighbors(), n) - 1;
        checkArgument(
                2L * n * k <= Integer.MAX_VALUE - 8,
                "nNeighbors must be between 2 and %s for %s vectors, but was %s",
                (Integer.MAX_VALUE - 8) / 2 / n + 1,
                n,
                settings.nNeighbors());
        return k;
    }

    private NeighborTable neighbors(FitContext data) {
        int k = k(data.size());
        if (k == 0) {
            return new NeighborTable(data.size(), 0, new int[0], new float[0]);
        }
        return data.neighbors(k, options.report(UmapProgress.Stage.NEIGHBORS, 100));
    }

    private NeighborTable nearest(NeighborTable given) {
        int k = k(given.size());
        checkArgument(
                given.k() >= k,
                "nNeighbors is %s, itself counted, but the graph has only %s neighbours a point",
                settings.nNeighbors(),
                given.k());
        options.report(UmapProgress.Stage.NEIGHBORS, 100).accept(100);
        return given.nearest(k);
    }

    private UmapModel layOut(Vectors vectors, FitContext data, NeighborTable neighbors, @Nullable Target target) {
        FuzzyGraph graph = graph(neighbors);
        if (target != null) {
            graph = supervised(graph, target, settings, workers);
        }
        FitWarning warning = new FitWarning();
        warning.look("", data.rows(), options, neighbors, graph);
        warning.log();
        int epochs = epochs(data.size());
        float[] y = start(data, graph);
        snapshot(y, 0, epochs);
        IntConsumer report = options.report(UmapProgress.Stage.LAYOUT, epochs);
        IntConsumer onEpoch = done -> {
            report.accept(done);
            snapshot(y, done, epochs);
        };
        LayoutOptimizer descent = new LayoutOptimizer(graph, curve, settings, epochs, y);
        LayoutTerm term = settings.densMap() && settings.densLambda() > 0
                ? new DensityTerm(
                        graph,
                        neighbors,
                        descent.run(),
                        descent.places(),
                        new LayoutGradient(curve.a(), curve.b(), settings.repulsionStrength()),
                        settings.densLambda(),
                        (int) (epochs * (1 - settings.densFraction())),
                        workers)
                : LayoutTerm.NONE;
        descent.optimize(term, workers, done -> snapshotDue(done, epochs), onEpoch);
        return new UmapModel(options, vectors, new NeighborGraph(neighbors), y, curve, epochs);
    }

    /** Joins a graph with what is known of its points. */
    static FuzzyGraph supervised(FuzzyGraph graph, Target target, UmapSettings settings, Workers workers) {
        if (target instanceof CategoryTarget categories) {
            return Supervision.categories(graph, categories.labels(), settings.targetWeight());
        }
        NeighborTable near = Umap.builder()
                .nNeighbors(settings.nNeighbors())
                .build()
                .neighbors(Vectors.of(((NumberTarget) target).values(), 1))
                .table();
        FuzzyGraph numbers = FuzzyGraph.union(near, SmoothDistances.of(near, 1, workers), 1, workers);
        return Supervision.numbers(graph, numbers, settings.targetWeight());
    }

    private FuzzyGraph graph(NeighborTable neighbors) {
        double limit = options.disconnectionDistance();
        NeighborTable near = limit < Double.POSITIVE_INFINITY ? neighbors.nearerThan(limit) : neighbors;
        SmoothDistances scales = SmoothDistances.of(near, settings.localConnectivity(), workers);
        return FuzzyGraph.union(near, scales, settings.setOpMixRatio(), workers);
    }

    private float[] start(FitContext data, FuzzyGraph graph) {
        int components = settings.nComponents();
        float[][] given = options.start();
        float[] y = given != null
                ? InitialLayout.of(given, data.size(), components, settings.seed())
                : InitialLayout.of(
                        settings.init(),
                        data,
                        graph,
                        components,
                        settings.seed(),
                        workers,
                        (coarse, places) -> new LayoutOptimizer(coarse, curve, settings, COARSE_EPOCHS, places)
                                .optimize(LayoutTerm.NONE, workers, done -> false, done -> {}));
        options.report(UmapProgress.Stage.GRAPH, 1).accept(1);
        return y;
    }

    private int epochs(int n) {
        return settings.nEpochs().orElse((n <= 10_000 ? 500 : 200) + (settings.densMap() ? 200 : 0));
    }

    private boolean snapshotDue(int done, int epochs) {
        int every = options.snapshotEvery();
        return every > 0 && (done % every == 0 || done == epochs);
    }

    private void snapshot(float[] y, int done, int epochs) {
        if (snapshotDue(done, epochs)) {
            options.snapshots().accept(new UmapSnapshot(done, epochs, UmapModel.rows(y, settings.nComponents())));
        }
    }
}
