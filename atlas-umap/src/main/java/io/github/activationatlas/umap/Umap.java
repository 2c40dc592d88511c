package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Lays vectors out in few dimensions so that neighbours stay neighbours: UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426). Settings;
 * immutable and thread-safe. The same settings, vectors and seed give the same layout bit for bit, whatever the number of threads.
 */
public final class Umap {
    /** Up to this many points, neighbours are found by comparing all. */
    private static final int EXACT = 4096;

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
    public Metric metric() {
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
     * @param vectors at least as many as {@link #nNeighbors()}, all finite
     * @return the layout
     * @throws IllegalArgumentException if there are fewer vectors than neighbours or a value is not finite; the message says which
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors) {
        int n = vectors.rows();
        checkArgument(
                n >= options.nNeighbors,
                "nNeighbors is %s, but there are only %s vectors; give more vectors or lower nNeighbors",
                options.nNeighbors,
                n);
        Points points = Points.of(vectors, options.metric);
        try (Workers workers = new Workers(options.threads)) {
            NeighborSearch search =
                    n <= EXACT ? new ExactSearch(points) : new DescentSearch(points, points, options.seed);
            NeighborGraph neighbors =
                    search.search(options.nNeighbors - 1, workers, report(UmapProgress.Stage.NEIGHBORS, 100));
            SmoothDistances scales = SmoothDistances.of(neighbors, options.localConnectivity, workers);
            FuzzyGraph graph = FuzzyGraph.union(neighbors, scales, options.setOpMixRatio, workers);
            int epochs = options.nEpochs > 0 ? options.nEpochs : n <= 10_000 ? 500 : 200;
            Curve curve = Curve.fit(options.spread, options.minDist);
            float[] y = InitialLayout.of(options.init, points, options.nComponents, options.seed, workers);
            report(UmapProgress.Stage.GRAPH, 1).accept(1);
            new LayoutOptimizer(graph, curve, this, epochs)
                    .optimize(y, options.nComponents, report(UmapProgress.Stage.LAYOUT, epochs));
            return new UmapModel(rows(y, options.nComponents), curve.a(), curve.b(), epochs);
        }
    }

    private static float[][] rows(float[] flat, int dimension) {
        float[][] rows = new float[flat.length / dimension][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
        }
        return rows;
    }

    private IntConsumer report(UmapProgress.Stage stage, int total) {
        return done -> options.progress.accept(new UmapProgress(stage, done, total));
    }
}
