package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings of {@link Umap}; each is checked when it is set, and null is refused with a NullPointerException that names the setting.
 * Not thread-safe.
 */
public final class UmapBuilder {
    int nNeighbors = 15;
    double minDist = 0.1;
    double spread = 1;
    int nComponents = 2;
    int nEpochs;
    Distance metric = Metric.EUCLIDEAN;
    Init init = Init.PCA;
    float @Nullable [][] start;
    double learningRate = 0.5;
    int negativeSampleRate = 12;
    double repulsionStrength = 1;
    double localConnectivity = 1;
    double setOpMixRatio = 1;
    double targetWeight = 0.5;
    double alignmentRegularization = 0.01;
    int alignmentWindow = 3;
    double disconnectionDistance = Double.NaN;
    boolean unique;
    boolean densMap;
    double densLambda = 2;
    double densFraction = 0.3;
    long seed = 1;
    boolean deterministic = true;
    int threads = Runtime.getRuntime().availableProcessors();
    Consumer<UmapProgress> progress = p -> {};
    int snapshotEvery;
    Consumer<UmapSnapshot> snapshots = s -> {};

    UmapBuilder() {}

    UmapBuilder(UmapBuilder o) {
        nNeighbors = o.nNeighbors;
        minDist = o.minDist;
        spread = o.spread;
        nComponents = o.nComponents;
        nEpochs = o.nEpochs;
        metric = o.metric;
        init = o.init;
        start = o.start;
        learningRate = o.learningRate;
        negativeSampleRate = o.negativeSampleRate;
        repulsionStrength = o.repulsionStrength;
        localConnectivity = o.localConnectivity;
        setOpMixRatio = o.setOpMixRatio;
        targetWeight = o.targetWeight;
        alignmentRegularization = o.alignmentRegularization;
        alignmentWindow = o.alignmentWindow;
        disconnectionDistance = o.disconnectionDistance;
        unique = o.unique;
        densMap = o.densMap;
        densLambda = o.densLambda;
        densFraction = o.densFraction;
        seed = o.seed;
        deterministic = o.deterministic;
        threads = o.threads;
        progress = o.progress;
        snapshotEvery = o.snapshotEvery;
        snapshots = o.snapshots;
    }

    /**
     * Sets how many neighbours a point has, itself counted as in umap-learn: few show detail, many the whole.
     *
     * @param nNeighbors 2 to 1000; 15 by default
     * @return this
     */
    public UmapBuilder nNeighbors(int nNeighbors) {
        this.nNeighbors = (int) in("nNeighbors", nNeighbors, 2, 1000);
        return this;
    }

    /**
     * Sets how near points may come to each other in the layout.
     *
     * @param minDist 0 to 100, not above {@code spread}; 0.1 by default
     * @return this
     */
    public UmapBuilder minDist(double minDist) {
        this.minDist = in("minDist", minDist, 0, 100);
        return this;
    }

    /**
     * Sets the scale of the layout.
     *
     * @param spread 0.01 to 100; 1 by default
     * @return this
     */
    public UmapBuilder spread(double spread) {
        this.spread = in("spread", spread, 0.01, 100);
        return this;
    }

    /**
     * Sets the dimension of the layout.
     *
     * @param nComponents 1 to 100; 2 by default
     * @return this
     */
    public UmapBuilder nComponents(int nComponents) {
        this.nComponents = (int) in("nComponents", nComponents, 1, 100);
        return this;
    }

    /**
     * Sets how often the edges are gone through.
     *
     * @param nEpochs 1 to 100000; by default 500 for up to 10,000 points and 200 for more
     * @return this
     */
    public UmapBuilder nEpochs(int nEpochs) {
        this.nEpochs = (int) in("nEpochs", nEpochs, 1, 100_000);
        return this;
    }

    /**
     * Sets how vectors are compared.
     *
     * @param metric a {@link Metric} or a function of your own; euclidean by default
     * @return this
     */
    public UmapBuilder metric(Distance metric) {
        this.metric = checkNotNull(metric, "metric must not be null");
        return this;
    }

    /**
     * Sets where points start.
     *
     * @param init principal components by default
     * @return this
     */
    public UmapBuilder init(Init init) {
        this.init = checkNotNull(init, "init must not be null");
        this.start = null;
        return this;
    }

    /**
     * Sets where points start, each by itself. The coordinates are scaled alike, so that the longest axis reaches from 0 to 19, as all starts
     * are; unlike others they are not smoothed, and where they say little of the vectors a {@link #learningRate} of 1 or more frees points
     * better. They are not saved with a model.
     *
     * @param coordinates one row a vector, [rows, components], all finite; read when vectors are laid out
     * @return this
     */
    public UmapBuilder init(float[][] coordinates) {
        checkNotNull(coordinates, "init must not be null");
        for (int i = 0; i < coordinates.length; i++) {
            checkNotNull(coordinates[i], "row %s of init must not be null", i);
        }
        this.start = coordinates;
        return this;
    }

    /**
     * Sets the first step size, which falls to 0 with the square of the epochs left. A point never goes beyond the mean of its neighbours, so
     * that a high rate does not blow the layout up as it may in umap-learn; it lets points leave bad places, and a low one keeps the start.
     *
     * @param learningRate 0.001 to 100; 0.5 by default
     * @return this
     */
    public UmapBuilder learningRate(double learningRate) {
        this.learningRate = in("learningRate", learningRate, 0.001, 100);
        return this;
    }

    /**
     * Sets how many random points push a point away for each one that pulls it: more show finer structure, fewer smoother transitions.
     *
     * @param negativeSampleRate 0 to 100; 12 by default, reached in the middle of the epochs, from 1 at their start. umap-learn's default is 5, and its pulls move both ends.
     * @return this
     */
    public UmapBuilder negativeSampleRate(int negativeSampleRate) {
        this.negativeSampleRate = (int) in("negativeSampleRate", negativeSampleRate, 0, 100);
        return this;
    }

    /**
     * Sets the weight of pushing.
     *
     * @param repulsionStrength 0 to 100; 1 by default
     * @return this
     */
    public UmapBuilder repulsionStrength(double repulsionStrength) {
        this.repulsionStrength = in("repulsionStrength", repulsionStrength, 0, 100);
        return this;
    }

    /**
     * Sets how many neighbours every point is fully connected to.
     *
     * @param localConnectivity 0 to 100; 1 by default
     * @return this
     */
    public UmapBuilder localConnectivity(double localConnectivity) {
        this.localConnectivity = in("localConnectivity", localConnectivity, 0, 100);
        return this;
    }

    /**
     * Sets whether an edge needs one end's view (1, union) or both (0, intersection).
     *
     * @param setOpMixRatio 0 to 1; 1 by default
     * @return this
     */
    public UmapBuilder setOpMixRatio(double setOpMixRatio) {
        this.setOpMixRatio = in("setOpMixRatio", setOpMixRatio, 0, 1);
        return this;
    }

    /**
     * Sets from what distance on two vectors are not neighbours, however few others are nearer. A vector without any neighbour stays where
     * the initial layout puts it; one line of warning says how many there are.
     *
     * @param disconnectionDistance 0 to infinity, by the {@link #metric}; by default 1 for {@link Metric#JACCARD}, {@link Metric#DICE} and
     *     {@link Metric#HELLINGER}, whose vectors then have nothing in common, and infinity for all others
     * @return this
     */
    public UmapBuilder disconnectionDistance(double disconnectionDistance) {
        this.disconnectionDistance = in("disconnectionDistance", disconnectionDistance, 0, Double.POSITIVE_INFINITY);
        return this;
    }

    /**
     * Sets whether equal vectors are laid out once and share a place. Without it each has a place of its own, and many equal ones, which are
     * one another's only neighbours, become islands.
     *
     * @param unique false by default
     * @return this
     */
    public UmapBuilder unique(boolean unique) {
        this.unique = unique;
        return this;
    }

    /**
     * Sets how much a {@link Target} counts against the vectors themselves.
     *
     * @param targetWeight 0 (the vectors alone, nearly) to 1 (the target alone, nearly); 0.5 by default
     * @return this
     */
    public UmapBuilder targetWeight(double targetWeight) {
        this.targetWeight = in("targetWeight", targetWeight, 0, 1);
        return this;
    }

    /**
     * Sets whether the layout also shows how dense the vectors are: densMAP (Narayan, Berger, Cho 2021). It runs for 200
     * more epochs unless {@link #nEpochs} is set. New vectors are placed in such a layout without regard to density.
     *
     * @param densMap false by default
     * @return this
     */
    public UmapBuilder densMap(boolean densMap) {
        this.densMap = densMap;
        return this;
    }

    /**
     * Sets how much density counts with {@link #densMap}.
     *
     * @param densLambda 0 to 100; 2 by default
     * @return this
     */
    public UmapBuilder densLambda(double densLambda) {
        this.densLambda = in("densLambda", densLambda, 0, 100);
        return this;
    }

    /**
     * Sets in which last part of the epochs density counts with {@link #densMap}.
     *
     * @param densFraction 0 to 1; 0.3 by default
     * @return this
     */
    public UmapBuilder densFraction(double densFraction) {
        this.densFraction = in("densFraction", densFraction, 0, 1);
        return this;
    }

    /**
     * Sets how strongly points are drawn to their kin in the other sets of {@link Umap#fitAligned}.
     *
     * @param alignmentRegularization 0 to 1; 0.01 by default
     * @return this
     */
    public UmapBuilder alignmentRegularization(double alignmentRegularization) {
        this.alignmentRegularization = in("alignmentRegularization", alignmentRegularization, 0, 1);
        return this;
    }

    /**
     * Sets how many sets before and after it a set of {@link Umap#fitAligned} is aligned with.
     *
     * @param alignmentWindow 1 to 100; 3 by default
     * @return this
     */
    public UmapBuilder alignmentWindow(int alignmentWindow) {
        this.alignmentWindow = (int) in("alignmentWindow", alignmentWindow, 1, 100);
        return this;
    }

    /**
     * Sets the seed of all randomness.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public UmapBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets whether the same seed gives the same layout whatever threads do. Without it threads do not wait for each other, and points see
     * others as they are at the moment, which saves memory and may save a little time.
     *
     * @param deterministic true by default
     * @return this
     */
    public UmapBuilder deterministic(boolean deterministic) {
        this.deterministic = deterministic;
        return this;
    }

    /**
     * Sets how many threads may work.
     *
     * @param threads 1 to 1024; by default as many as there are processors
     * @return this
     */
    public UmapBuilder threads(int threads) {
        this.threads = (int) in("threads", threads, 1, 1024);
        return this;
    }

    /**
     * Sets who is told of progress, from any thread.
     *
     * @param progress called often, so it should return at once
     * @return this
     */
    public UmapBuilder onProgress(Consumer<UmapProgress> progress) {
        this.progress = checkNotNull(progress, "onProgress must not be null");
        return this;
    }

    /**
     * Sets who is given the layout on its way, in the thread that fits: at the start, then every so many epochs, and at the end.
     *
     * @param everyEpochs 1 to 100000
     * @param snapshots called while the layout waits
     * @return this
     */
    public UmapBuilder onSnapshot(int everyEpochs, Consumer<UmapSnapshot> snapshots) {
        this.snapshots = checkNotNull(snapshots, "snapshots of onSnapshot must not be null");
        this.snapshotEvery = (int) in("everyEpochs", everyEpochs, 1, 100_000);
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

    /** The distance that was set, or the metric's own. */
    double farthest() {
        return !Double.isNaN(disconnectionDistance)
                ? disconnectionDistance
                : metric instanceof Metric builtIn ? builtIn.farthest() : Double.POSITIVE_INFINITY;
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
