package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.npy.ArrayDigest;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings of {@link Umap}; each is checked when it is set, and null is refused with a NullPointerException that names the setting.
 * Not thread-safe.
 */
public final class UmapBuilder {
    private UmapSettings settings = UmapSettings.DEFAULTS;
    private Distance metric = Metric.EUCLIDEAN;
    private float @Nullable [][] start;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Consumer<UmapProgress> progress = p -> {};
    private int snapshotEvery;
    private Consumer<UmapSnapshot> snapshots = s -> {};

    UmapBuilder() {}

    UmapBuilder(FitOptions options) {
        settings = options.settings();
        metric = options.metric();
        start = options.start();
        threads = options.threads();
        progress = options.progress();
        snapshotEvery = options.snapshotEvery();
        snapshots = options.snapshots();
    }

    /**
     * Takes over all settings, such as those stored with an earlier layout. Initial coordinates, a target or neighbours that were given then
     * must be given again, or the fit fails; a metric of the user's own is set after this.
     *
     * @param settings made by a builder, or {@linkplain UmapSettings#fromMap read} from a file
     * @return this
     */
    public UmapBuilder from(UmapSettings settings) {
        this.settings = checkNotNull(settings, "from must not be null");
        this.start = null;
        for (Metric builtIn : Metric.values()) {
            metric = builtIn.name().equals(settings.metric()) ? builtIn : metric;
        }
        return this;
    }

    /**
     * Sets how many neighbours a point has, itself counted as in umap-learn: few show detail, many the whole.
     *
     * @param nNeighbors 2 to 1000; 15 by default
     * @return this
     */
    public UmapBuilder nNeighbors(int nNeighbors) {
        return set("nNeighbors", nNeighbors);
    }

    /**
     * Sets the least distance between points of the layout.
     *
     * @param minDist 0 to 100, not above {@code spread}; 0.1 by default
     * @return this
     */
    public UmapBuilder minDist(double minDist) {
        return set("minDist", minDist);
    }

    /**
     * Sets the scale of the layout.
     *
     * @param spread 0.01 to 100; 1 by default
     * @return this
     */
    public UmapBuilder spread(double spread) {
        return set("spread", spread);
    }

    /**
     * Sets the dimension of the layout.
     *
     * @param nComponents 1 to 100; 2 by default
     * @return this
     */
    public UmapBuilder nComponents(int nComponents) {
        return set("nComponents", nComponents);
    }

    /**
     * Sets the number of epochs.
     *
     * @param nEpochs 1 to 100000; by default 500 for up to 10,000 points and 200 for more
     * @return this
     */
    public UmapBuilder nEpochs(int nEpochs) {
        return set("nEpochs", OptionalInt.of(nEpochs));
    }

    /**
     * Sets the distance by which vectors are compared.
     *
     * @param metric a {@link Metric} or a function of your own; euclidean by default
     * @return this
     */
    public UmapBuilder metric(Distance metric) {
        set("metric", checkNotNull(metric, "metric must not be null").name());
        this.metric = metric;
        return this;
    }

    /**
     * Sets the kind of initial layout.
     *
     * @param init principal components by default
     * @return this
     */
    public UmapBuilder init(Init init) {
        set("init", init).set("startDigest", Optional.empty());
        this.start = null;
        return this;
    }

    /**
     * Sets the initial coordinates of the points. They are scaled alike, so that the longest axis reaches from 0 to 19, as all starts
     * are; unlike others they are not smoothed, and where they say little of the vectors a {@link #learningRate} of 1 or more frees points
     * better. They are not saved with a model.
     *
     * @param coordinates one row a vector, [rows, components], all finite; copied
     * @return this
     */
    public UmapBuilder init(float[][] coordinates) {
        checkNotNull(coordinates, "init must not be null");
        float[][] copy = new float[coordinates.length][];
        ArrayDigest digest = new ArrayDigest("start");
        for (int i = 0; i < coordinates.length; i++) {
            copy[i] = checkNotNull(coordinates[i], "row %s of init must not be null", i)
                    .clone();
            digest.add(copy[i]);
        }
        this.start = copy;
        return set("startDigest", Optional.of(digest.hex()));
    }

    /**
     * Sets the first step size, which falls to 0 with the square of the epochs left. A point never goes beyond the mean of its neighbours, so
     * that a high rate does not blow the layout up as it may in umap-learn; it lets points leave bad places, and a low one keeps the start.
     *
     * @param learningRate 0.001 to 100; 0.5 by default
     * @return this
     */
    public UmapBuilder learningRate(double learningRate) {
        return set("learningRate", learningRate);
    }

    /**
     * Sets the number of negative samples, random points that push a point away, for each edge that pulls it: more show finer structure, fewer smoother transitions.
     *
     * @param negativeSampleRate 0 to 100; 12 by default, reached in the middle of the epochs, from 1 at their start. umap-learn's default is 5, and its pulls move both ends.
     * @return this
     */
    public UmapBuilder negativeSampleRate(int negativeSampleRate) {
        return set("negativeSampleRate", negativeSampleRate);
    }

    /**
     * Sets the weight of negative samples.
     *
     * @param repulsionStrength 0 to 100; 1 by default
     * @return this
     */
    public UmapBuilder repulsionStrength(double repulsionStrength) {
        return set("repulsionStrength", repulsionStrength);
    }

    /**
     * Sets the number of nearest neighbours to which every point is fully connected.
     *
     * @param localConnectivity 0 to 100; 1 by default
     * @return this
     */
    public UmapBuilder localConnectivity(double localConnectivity) {
        return set("localConnectivity", localConnectivity);
    }

    /**
     * Sets whether an edge needs one end's view (1, union) or both (0, intersection).
     *
     * @param setOpMixRatio 0 to 1; 1 by default
     * @return this
     */
    public UmapBuilder setOpMixRatio(double setOpMixRatio) {
        return set("setOpMixRatio", setOpMixRatio);
    }

    /**
     * Sets the distance from which on two vectors are not neighbours, however few others are nearer. A vector without any neighbour stays where
     * the initial layout puts it; one line of warning says how many there are.
     *
     * @param disconnectionDistance 0 to infinity, by the {@link #metric}; by default 1 for {@link Metric#JACCARD}, {@link Metric#DICE} and
     *     {@link Metric#HELLINGER}, whose vectors then have nothing in common, and infinity for all others
     * @return this
     */
    public UmapBuilder disconnectionDistance(double disconnectionDistance) {
        return set("disconnectionDistance", OptionalDouble.of(disconnectionDistance));
    }

    /**
     * Sets whether equal vectors are laid out once and share a place. Without it each has a place of its own, and many equal ones, which are
     * one another's only neighbours, become islands.
     *
     * @param unique false by default
     * @return this
     */
    public UmapBuilder unique(boolean unique) {
        return set("unique", unique);
    }

    /**
     * Sets the weight of a {@link Target} against the vectors themselves.
     *
     * @param targetWeight 0 (the vectors alone, nearly) to 1 (the target alone, nearly); 0.5 by default
     * @return this
     */
    public UmapBuilder targetWeight(double targetWeight) {
        return set("targetWeight", targetWeight);
    }

    /**
     * Sets whether the layout also shows how dense the vectors are: densMAP (Narayan, Berger, Cho 2021). It runs for 200
     * more epochs unless {@link #nEpochs} is set. New vectors are placed in such a layout without regard to density.
     *
     * @param densMap false by default
     * @return this
     */
    public UmapBuilder densMap(boolean densMap) {
        return set("densMap", densMap);
    }

    /**
     * Sets the weight of density with {@link #densMap}.
     *
     * @param densLambda 0 to 100; 2 by default
     * @return this
     */
    public UmapBuilder densLambda(double densLambda) {
        return set("densLambda", densLambda);
    }

    /**
     * Sets the last fraction of the epochs, in which density counts, with {@link #densMap}.
     *
     * @param densFraction 0 to 1; 0.3 by default
     * @return this
     */
    public UmapBuilder densFraction(double densFraction) {
        return set("densFraction", densFraction);
    }

    /**
     * Sets the strength with which points are aligned with those that belong to them in the other sets of {@link Umap#fitAligned}.
     *
     * @param alignmentRegularization 0 to 1; 0.01 by default
     * @return this
     */
    public UmapBuilder alignmentRegularization(double alignmentRegularization) {
        return set("alignmentRegularization", alignmentRegularization);
    }

    /**
     * Sets the number of sets before and after it with which a set of {@link Umap#fitAligned} is aligned.
     *
     * @param alignmentWindow 1 to 100; 3 by default
     * @return this
     */
    public UmapBuilder alignmentWindow(int alignmentWindow) {
        return set("alignmentWindow", alignmentWindow);
    }

    /**
     * Sets the seed of all randomness.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public UmapBuilder seed(long seed) {
        return set("seed", seed);
    }

    /**
     * Sets whether the same seed gives the same layout whatever threads do. Without it threads do not wait for each other, and points see
     * others as they are at the moment, which saves memory and may save a little time.
     *
     * @param deterministic true by default
     * @return this
     */
    public UmapBuilder deterministic(boolean deterministic) {
        return set("deterministic", deterministic);
    }

    /**
     * Sets the number of threads.
     *
     * @param threads 1 to 1024; by default as many as there are processors
     * @return this
     */
    public UmapBuilder threads(int threads) {
        checkArgument(threads >= 1 && threads <= 1024, "threads must be between 1 and 1024, but was %s", threads);
        this.threads = threads;
        return this;
    }

    /**
     * Adds a progress listener, which may be called from any thread.
     *
     * @param progress called often, so it should return at once
     * @return this
     */
    public UmapBuilder onProgress(Consumer<UmapProgress> progress) {
        this.progress = this.progress.andThen(checkNotNull(progress, "onProgress must not be null"));
        return this;
    }

    /**
     * Sets the snapshot listener. It is given the layout at the start, every so many epochs and at the end, in the thread that fits.
     *
     * @param everyEpochs 1 to 100000
     * @param snapshots called while the layout waits
     * @return this
     */
    public UmapBuilder onSnapshot(int everyEpochs, Consumer<UmapSnapshot> snapshots) {
        checkArgument(
                everyEpochs >= 1 && everyEpochs <= 100_000,
                "everyEpochs must be between 1 and 100000, but was %s",
                everyEpochs);
        this.snapshots = checkNotNull(snapshots, "snapshots of onSnapshot must not be null");
        this.snapshotEvery = everyEpochs;
        return this;
    }

    /**
     * Makes the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if {@code minDist} is above {@code spread}, or {@link #from} named a metric that is not built in and
     *     is not given
     */
    public Umap build() {
        settings.checkTogether();
        checkArgument(
                metric.name().equals(settings.metric()),
                "the settings are of the distance %s, which must be given: metric(distance)",
                settings.metric());
        return new Umap(options());
    }

    FitOptions options() {
        return new FitOptions(settings, metric, start, threads, progress, snapshotEvery, snapshots);
    }

    private UmapBuilder set(String name, Object value) {
        settings = settings.with(name, value);
        return this;
    }
}
