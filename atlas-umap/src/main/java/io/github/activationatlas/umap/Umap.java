package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Lays vectors out in few dimensions so that neighbours stay neighbours: UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426). Settings;
 * immutable and thread-safe. The same settings, vectors and seed give the same layout bit for bit, whatever the number of threads.
 */
public final class Umap {
    /** Up to this many points, neighbours are found by comparing all. */
    private static final int EXACT = 4096;

    private final Builder options;

    private Umap(Builder options) {
        this.options = new Builder(options);
    }

    /**
     * Starts from the published defaults: 15 neighbours, minDist 0.1, euclidean, 2 components.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that holds them
     */
    public Builder toBuilder() {
        return new Builder(options);
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
            int k = options.nNeighbors - 1;
            NeighborSearch search = n <= EXACT ? new ExactSearch() : new DescentSearch(options.seed);
            NeighborLists lists = search.search(points, k, workers, report(UmapProgress.Stage.NEIGHBORS, 100));
            FuzzyGraph graph = graph(points, lists);
            int epochs = options.nEpochs > 0 ? options.nEpochs : n <= 10_000 ? 500 : 200;
            Curve curve = Curve.fit(options.spread, options.minDist);
            float[][] y = InitialLayout.of(options.init, points, options.nComponents, options.seed, workers);
            report(UmapProgress.Stage.GRAPH, 1).accept(1);
            new LayoutOptimizer(graph, curve, this, epochs).optimize(y, report(UmapProgress.Stage.LAYOUT, epochs));
            return new UmapModel(y, curve.a(), curve.b(), epochs);
        }
    }

    private IntConsumer report(UmapProgress.Stage stage, int total) {
        return done -> options.progress.accept(new UmapProgress(stage, done, total));
    }

    private FuzzyGraph graph(Points points, NeighborLists lists) {
        int n = points.size();
        int[][] ids = new int[n][];
        float[][] distances = new float[n][];
        for (int i = 0; i < n; i++) {
            int found = 0;
            while (found < lists.k() && lists.id(i, found) >= 0) {
                found++;
            }
            ids[i] = new int[found];
            distances[i] = new float[found];
            for (int j = 0; j < found; j++) {
                ids[i][j] = lists.id(i, j);
                distances[i][j] = points.distance(lists.distance(i, j));
            }
        }
        SmoothDistances scales = SmoothDistances.of(distances, options.localConnectivity);
        return FuzzyGraph.union(ids, distances, scales, options.setOpMixRatio);
    }

    /** Collects settings; each is checked when it is set. Not thread-safe. */
    public static final class Builder {
        private int nNeighbors = 15;
        private double minDist = 0.1;
        private double spread = 1;
        private int nComponents = 2;
        private int nEpochs;
        private Metric metric = Metric.EUCLIDEAN;
        private Init init = Init.PCA;
        private double learningRate = 1;
        private int negativeSampleRate = 5;
        private double repulsionStrength = 1;
        private double localConnectivity = 1;
        private double setOpMixRatio = 1;
        private long seed = 1;
        private int threads = Runtime.getRuntime().availableProcessors();
        private Consumer<UmapProgress> progress = p -> {};

        private Builder() {}

        private Builder(Builder o) {
            nNeighbors = o.nNeighbors;
            minDist = o.minDist;
            spread = o.spread;
            nComponents = o.nComponents;
            nEpochs = o.nEpochs;
            metric = o.metric;
            init = o.init;
            learningRate = o.learningRate;
            negativeSampleRate = o.negativeSampleRate;
            repulsionStrength = o.repulsionStrength;
            localConnectivity = o.localConnectivity;
            setOpMixRatio = o.setOpMixRatio;
            seed = o.seed;
            threads = o.threads;
            progress = o.progress;
        }

        /**
         * Sets how many neighbours a point has, itself counted as in umap-learn: few show detail, many the whole.
         *
         * @param nNeighbors 2 to 1000; 15 by default
         * @return this
         */
        public Builder nNeighbors(int nNeighbors) {
            this.nNeighbors = (int) in("nNeighbors", nNeighbors, 2, 1000);
            return this;
        }

        /**
         * Sets how near points may come to each other in the layout.
         *
         * @param minDist 0 to 100, not above {@code spread}; 0.1 by default
         * @return this
         */
        public Builder minDist(double minDist) {
            this.minDist = in("minDist", minDist, 0, 100);
            return this;
        }

        /**
         * Sets the scale of the layout.
         *
         * @param spread 0.01 to 100; 1 by default
         * @return this
         */
        public Builder spread(double spread) {
            this.spread = in("spread", spread, 0.01, 100);
            return this;
        }

        /**
         * Sets the dimension of the layout.
         *
         * @param nComponents 1 to 100; 2 by default
         * @return this
         */
        public Builder nComponents(int nComponents) {
            this.nComponents = (int) in("nComponents", nComponents, 1, 100);
            return this;
        }

        /**
         * Sets how often the edges are gone through.
         *
         * @param nEpochs 1 to 100000; by default 500 for up to 10,000 points and 200 for more
         * @return this
         */
        public Builder nEpochs(int nEpochs) {
            this.nEpochs = (int) in("nEpochs", nEpochs, 1, 100_000);
            return this;
        }

        /**
         * Sets how vectors are compared.
         *
         * @param metric euclidean by default
         * @return this
         */
        public Builder metric(Metric metric) {
            this.metric = metric;
            return this;
        }

        /**
         * Sets where points start.
         *
         * @param init principal components by default
         * @return this
         */
        public Builder init(Init init) {
            this.init = init;
            return this;
        }

        /**
         * Sets the first step size.
         *
         * @param learningRate 0.001 to 100; 1 by default
         * @return this
         */
        public Builder learningRate(double learningRate) {
            this.learningRate = in("learningRate", learningRate, 0.001, 100);
            return this;
        }

        /**
         * Sets how many random points are pushed away for each one that is pulled.
         *
         * @param negativeSampleRate 0 to 100; 5 by default
         * @return this
         */
        public Builder negativeSampleRate(int negativeSampleRate) {
            this.negativeSampleRate = (int) in("negativeSampleRate", negativeSampleRate, 0, 100);
            return this;
        }

        /**
         * Sets the weight of pushing.
         *
         * @param repulsionStrength 0 to 100; 1 by default
         * @return this
         */
        public Builder repulsionStrength(double repulsionStrength) {
            this.repulsionStrength = in("repulsionStrength", repulsionStrength, 0, 100);
            return this;
        }

        /**
         * Sets how many neighbours every point is fully connected to.
         *
         * @param localConnectivity 0 to 100; 1 by default
         * @return this
         */
        public Builder localConnectivity(double localConnectivity) {
            this.localConnectivity = in("localConnectivity", localConnectivity, 0, 100);
            return this;
        }

        /**
         * Sets whether an edge needs one end's view (1, union) or both (0, intersection).
         *
         * @param setOpMixRatio 0 to 1; 1 by default
         * @return this
         */
        public Builder setOpMixRatio(double setOpMixRatio) {
            this.setOpMixRatio = in("setOpMixRatio", setOpMixRatio, 0, 1);
            return this;
        }

        /**
         * Sets the seed of all randomness.
         *
         * @param seed any number; 1 by default
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets how many threads may work.
         *
         * @param threads 1 to 1024; by default as many as there are processors
         * @return this
         */
        public Builder threads(int threads) {
            this.threads = (int) in("threads", threads, 1, 1024);
            return this;
        }

        /**
         * Sets who is told of progress, from any thread.
         *
         * @param progress called often, so it should return at once
         * @return this
         */
        public Builder onProgress(Consumer<UmapProgress> progress) {
            this.progress = progress;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if {@code minDist} is above {@code spread}
         */
        public Umap build() {
            checkArgument(minDist <= spread, "minDist must be between 0 and spread = %s, but was %s", spread, minDist);
            return new Umap(this);
        }

        private static double in(String option, double value, double min, double max) {
            checkArgument(
                    value >= min && value <= max,
                    "%s must be between %s and %s, but was %s",
                    option,
                    plain(min),
                    plain(max),
                    plain(value));
            return value;
        }

        private static String plain(double v) {
            return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
        }
    }
}
