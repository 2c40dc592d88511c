package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lays vectors out in few dimensions so that neighbours stay neighbours: UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426). Settings;
 * immutable and thread-safe. The same settings, vectors and seed give the same layout bit for bit, whatever the number of threads. What a
 * listener, a metric or vectors of the caller's own throw ends a fit at once, in all threads, and reaches the caller as it is.
 */
public final class Umap {
    /** Of each coarse level that a recursive start lays out. */
    private static final int COARSE_EPOCHS = 100;

    private final UmapBuilder options;

    Umap(UmapBuilder options) {
        this.options = new UmapBuilder(options);
    }

    /**
     * Starts from the published defaults: 15 neighbours, minDist 0.1, euclidean, 2 components.
     *
     * @return a builder
     */
    public static UmapBuilder builder() {
        return new UmapBuilder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that holds them
     */
    public UmapBuilder toBuilder() {
        return new UmapBuilder(options);
    }

    /**
     * Returns how many neighbours a point has, itself counted.
     *
     * @return 2 or more
     */
    public int nNeighbors() {
        return options.nNeighbors;
    }

    /**
     * Returns how near points may come.
     *
     * @return 0 or more, in units of the layout
     */
    public double minDist() {
        return options.minDist;
    }

    /**
     * Returns the metric.
     *
     * @return how vectors are compared
     */
    public Distance metric() {
        return options.metric;
    }

    /**
     * Returns the seed.
     *
     * @return any number
     */
    public long seed() {
        return options.seed;
    }

    /**
     * Returns where points start.
     *
     * @return the kind of start
     */
    public Init init() {
        return options.init;
    }

    int nComponents() {
        return options.nComponents;
    }

    int threads() {
        return options.threads;
    }

    boolean deterministic() {
        return options.deterministic;
    }

    double learningRate() {
        return options.learningRate;
    }

    int negativeSampleRate() {
        return options.negativeSampleRate;
    }

    double repulsionStrength() {
        return options.repulsionStrength;
    }

    /**
     * Estimates the heap that a fit in two dimensions by {@link Metric#EUCLIDEAN}, {@link Metric#COSINE} or {@link Metric#CORRELATION} needs,
     * beside the vectors themselves, which may lie in a mapped file. Vectors that differ in all directions alike can take more: up to 8 n d
     * bytes. By other metrics a copy of the vectors is added, 4 n d bytes.
     *
     * @param n vectors, 1 or more
     * @param d values of a vector, 1 or more
     * @param k neighbours, the point itself counted, 2 or more
     * @return bytes
     */
    public static long estimateMemory(int n, int d, int k) {
        checkArgument(
                n >= 1 && d >= 1 && k >= 2,
                "n and d must be at least 1 and k at least 2, but were %s, %s and %s",
                n,
                d,
                k);
        return MemoryEstimate.bytes(n, d, k - 1, 2);
    }

    /**
     * Lays out an array of rows.
     *
     * @param rows vectors of one length
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}
     */
    public UmapModel fit(float[][] rows) {
        return fit(Vectors.of(rows));
    }

    /**
     * Lays out vectors.
     *
     * @param vectors at least one, all finite; they are read again when the model places new ones, so they must stay as they are. Where there
     *     are fewer than {@link #nNeighbors()}, each has all others as neighbours. Degenerate data, such as many equal vectors, constant
     *     columns, or a graph in parts, is laid out, and one line of warning says what was done.
     * @return the layout
     * @throws IllegalArgumentException if there is no vector, or a value is not finite; the message says which
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors) {
        return fitWith(vectors, null);
    }

    /**
     * Lays out vectors of which something is known (supervised UMAP).
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param target as many values as vectors
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the target tells of more or fewer
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, Target target) {
        checkNotNull(target, "target must not be null");
        return fitWith(vectors, target);
    }

    /**
     * Lays out several sets of the same things, such as the activations of consecutive layers on the same images, so that a thing has about
     * the same place in each (AlignedUMAP).
     *
     * @param sets two or more, in order, of equally many vectors; row i of each is the same thing
     * @return a model a set
     * @throws IllegalArgumentException as for {@link #fitAligned(List, List)}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<UmapModel> fitAligned(List<Vectors> sets) {
        List<int[]> same = new ArrayList<>();
        for (int s = 1; s < sets.size(); s++) {
            int n = sets.get(s - 1).rows();
            checkArgument(
                    sets.get(s).rows() == n,
                    "set %s has %s vectors, but set %s has %s; say which belong together",
                    s,
                    sets.get(s).rows(),
                    s - 1,
                    n);
            same.add(IntStream.range(0, n).toArray());
        }
        return fitAligned(sets, same);
    }

    /**
     * Lays out several related sets, so that what belongs together has about the same place in each (AlignedUMAP). Density and
     * snapshots are for single sets.
     *
     * @param sets two or more, in order, each as for {@link #fit(Vectors)}; their dimensions may differ
     * @param relations one fewer than sets: for each row of a set the row of the next set that belongs to it, or -1
     * @return a model a set
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if there are fewer than two sets or a relation does not fit
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<UmapModel> fitAligned(List<Vectors> sets, List<int[]> relations) {
        checkNotNull(relations, "relations must not be null");
        checkArgument(sets.size() >= 2, "two or more sets are aligned, but there are %s", sets.size());
        checkArgument(!options.densMap, "densMap lays out single sets, not aligned ones");
        checkArgument(!options.unique, "unique lays out single sets, not aligned ones");
        int[] sizes = sets.stream().mapToInt(Vectors::rows).toArray();
        Relations related = Relations.of(relations, sizes);
        try (Workers workers = new Workers(options.threads)) {
            Data first = data(sets.get(0), workers);
            List<NeighborGraph> neighbors = new ArrayList<>();
            List<FuzzyGraph> graphs = new ArrayList<>();
            FitWarning warning = new FitWarning();
            for (int s = 0; s < sizes.length; s++) {
                Data data = s == 0 ? first : data(sets.get(s), workers);
                neighbors.add(neighbors(data));
                graphs.add(graph(neighbors.get(s), workers));
                warning.look("set " + s + ": ", data.rows(), options, neighbors.get(s), graphs.get(s));
            }
            warning.log();
            int epochs = epochs(Arrays.stream(sizes).max().getAsInt());
            Curve curve = Curve.fit(options.spread, options.minDist);
            float[] start = start(first, graphs.get(0), curve, workers);
            List<float[]> layouts = new AlignedLayout(graphs, related, curve, this, epochs)
                    .optimize(start, workers, report(UmapProgress.Stage.LAYOUT, epochs));
            List<UmapModel> models = new ArrayList<>();
            for (int s = 0; s < sizes.length; s++) {
                models.add(new UmapModel(this, sets.get(s), neighbors.get(s), layouts.get(s), curve, epochs));
            }
            return List.copyOf(models);
        }
    }

    private UmapModel fitWith(Vectors vectors, @Nullable Target target) {
        if (options.unique && vectors.rows() > 0) {
            Distinct distinct = Distinct.of(vectors, options.metric);
            if (distinct.someAreEqual()) {
                return fitDistinct(vectors, distinct, target);
            }
        }
        try (Workers workers = new Workers(options.threads)) {
            Data data = data(vectors, workers);
            return fit(vectors, data, neighbors(data), target, workers);
        }
    }

    private UmapModel fitDistinct(Vectors vectors, Distinct distinct, @Nullable Target target) {
        UmapBuilder once = toBuilder().unique(false);
        if (options.start != null) {
            InitialLayout.flat(options.start, vectors.rows(), options.nComponents);
            once.init(distinct.of(options.start));
        }
        if (options.snapshotEvery > 0) {
            once.onSnapshot(
                    options.snapshotEvery,
                    s -> options.snapshots.accept(
                            new UmapSnapshot(s.epoch(), s.epochs(), distinct.spread(s.embedding()))));
        }
        if (target != null) {
            Supervision.check(target, vectors.rows());
        }
        UmapModel model = once.build()
                .fitWith(
                        distinct.of(vectors, vectors.dimension()),
                        target == null ? null : Supervision.of(target, distinct.first()));
        return new UmapModel(
                this,
                vectors,
                distinct.spread(model.neighbors()),
                InitialLayout.flat(distinct.spread(model.embedding()), vectors.rows(), options.nComponents),
                new Curve(model.a(), model.b()),
                model.epochs());
    }

    /**
     * Lays out vectors whose neighbours are known, so that layouts with other settings need no other search.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param neighbors the neighbours of these vectors, by this metric; at least {@link #nNeighbors()} - 1 a point, of which the nearest are
     *     used
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the graph has other points or too few neighbours, or
     *     {@link UmapBuilder#unique} is set
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, NeighborGraph neighbors) {
        return fitWith(vectors, neighbors, null);
    }

    /**
     * Lays out vectors whose neighbours are known and of which something else is.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param neighbors as for {@link #fit(Vectors, NeighborGraph)}
     * @param target as for {@link #fit(Vectors, Target)}
     * @return the layout
     * @throws IllegalArgumentException as for the others
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, NeighborGraph neighbors, Target target) {
        checkNotNull(target, "target must not be null");
        return fitWith(vectors, neighbors, target);
    }

    private UmapModel fitWith(Vectors vectors, NeighborGraph neighbors, @Nullable Target target) {
        checkArgument(!options.unique, "unique lays out equal vectors once, but the neighbours of all are given");
        int k = neighborsOf(vectors.rows());
        checkArgument(
                neighbors.size() == vectors.rows(),
                "there are %s vectors, but neighbours of %s points",
                vectors.rows(),
                neighbors.size());
        checkArgument(
                neighbors.k() >= k,
                "nNeighbors is %s, itself counted, but the graph has only %s neighbours a point",
                options.nNeighbors,
                neighbors.k());
        try (Workers workers = new Workers(options.threads)) {
            Data data = data(vectors, workers);
            report(UmapProgress.Stage.NEIGHBORS, 100).accept(100);
            return fit(vectors, data, neighbors.nearest(k), target, workers);
        }
    }

    /**
     * Finds each vector's nearest neighbours, and no more.
     *
     * @param vectors at least one, all finite
     * @return {@link #nNeighbors()} - 1 neighbours a vector, or all others where there are fewer
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public NeighborGraph neighbors(Vectors vectors) {
        try (Workers workers = new Workers(options.threads)) {
            Data data = data(vectors, workers);
            NeighborGraph neighbors = neighbors(data);
            FitWarning warning = new FitWarning();
            warning.look("", data.rows(), options, neighbors, null);
            warning.log();
            return neighbors;
        }
    }

    /**
     * Takes up a finished layout, whoever made it, so that new vectors can be placed in it: each at the weighted mean of its nearest
     * neighbours' places, by the memberships of UMAP. Nothing is laid out, and the coordinates stay as they are.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param layout one row a vector, [rows, components], all finite; copied
     * @return a model of 0 epochs
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the layout does not fit the vectors or {@link #nComponents()}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel adopt(Vectors vectors, float[][] layout) {
        checkNotNull(layout, "layout must not be null");
        float[] y = InitialLayout.flat(layout, vectors.rows(), options.nComponents);
        return new UmapModel(this, vectors, neighbors(vectors), y, Curve.fit(options.spread, options.minDist), 0);
    }

    private Data data(Vectors vectors, Workers workers) {
        checkArgument(vectors.rows() > 0, "there are no vectors");
        checkArgument(vectors.dimension() > 0, "the vectors have no values");
        return Data.of(vectors, options, workers);
    }

    /** How many others a point has as neighbours. */
    private int neighborsOf(int n) {
        int k = Math.min(options.nNeighbors, n) - 1;
        checkArgument(
                2L * n * k <= Integer.MAX_VALUE - 8,
                "nNeighbors must be between 2 and %s for %s vectors, but was %s",
                (Integer.MAX_VALUE - 8) / 2 / n + 1,
                n,
                options.nNeighbors);
        return k;
    }

    private NeighborGraph neighbors(Data data) {
        int k = neighborsOf(data.size());
        if (k == 0) {
            return new NeighborGraph(data.size(), 0, new int[0], new float[0]);
        }
        return data.neighbors(k, report(UmapProgress.Stage.NEIGHBORS, 100));
    }

    private UmapModel fit(
            Vectors vectors, Data data, NeighborGraph neighbors, @Nullable Target target, Workers workers) {
        FuzzyGraph graph = graph(neighbors, workers);
        if (target != null) {
            graph = Supervision.join(graph, target, options.targetWeight, options.nNeighbors, workers);
        }
        FitWarning warning = new FitWarning();
        warning.look("", data.rows(), options, neighbors, graph);
        warning.log();
        int epochs = epochs(data.size());
        Curve curve = Curve.fit(options.spread, options.minDist);
        float[] y = start(data, graph, curve, workers);
        snapshot(y, 0, epochs);
        IntConsumer report = report(UmapProgress.Stage.LAYOUT, epochs);
        IntConsumer onEpoch = done -> {
            report.accept(done);
            snapshot(y, done, epochs);
        };
        LayoutOptimizer descent = new LayoutOptimizer(graph, curve, this, epochs, y);
        LayoutTerm term = options.densMap && options.densLambda > 0
                ? new DensityTerm(
                        graph,
                        neighbors,
                        descent.run(),
                        descent.places(),
                        new Forces(curve.a(), curve.b(), options.repulsionStrength),
                        options.densLambda,
                        (int) (epochs * (1 - options.densFraction)),
                        workers)
                : LayoutTerm.NONE;
        descent.optimize(term, workers, done -> snapshotDue(done, epochs), onEpoch);
        return new UmapModel(this, vectors, neighbors, y, curve, epochs);
    }

    private FuzzyGraph graph(NeighborGraph neighbors, Workers workers) {
        double limit = options.farthest();
        NeighborGraph near = limit < Double.POSITIVE_INFINITY ? neighbors.nearerThan(limit) : neighbors;
        SmoothDistances scales = SmoothDistances.of(near, options.localConnectivity, workers);
        return FuzzyGraph.union(near, scales, options.setOpMixRatio, workers);
    }

    private float[] start(Data data, FuzzyGraph graph, Curve curve, Workers workers) {
        float[] y = options.start != null
                ? InitialLayout.of(options.start, data.size(), options.nComponents, options.seed)
                : InitialLayout.of(
                        options.init,
                        data,
                        graph,
                        options.nComponents,
                        options.seed,
                        workers,
                        (coarse, places) -> new LayoutOptimizer(coarse, curve, this, COARSE_EPOCHS, places)
                                .optimize(LayoutTerm.NONE, workers, done -> false, done -> {}));
        report(UmapProgress.Stage.GRAPH, 1).accept(1);
        return y;
    }

    private int epochs(int n) {
        return options.nEpochs > 0 ? options.nEpochs : (n <= 10_000 ? 500 : 200) + (options.densMap ? 200 : 0);
    }

    private boolean snapshotDue(int done, int epochs) {
        return options.snapshotEvery > 0 && (done % options.snapshotEvery == 0 || done == epochs);
    }

    private void snapshot(float[] y, int done, int epochs) {
        if (snapshotDue(done, epochs)) {
            options.snapshots.accept(new UmapSnapshot(done, epochs, UmapModel.rows(y, options.nComponents)));
        }
    }

    private IntConsumer report(UmapProgress.Stage stage, int total) {
        return done -> options.progress.accept(new UmapProgress(stage, done, total));
    }
}
