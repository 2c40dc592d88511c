package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes the layout of given vectors, as a value: two fits with equal settings give equal bytes, on the same version of this
 * library and the same instruction set. {@link UmapBuilder} makes settings and says what each of them does. Arrays are represented by their
 * SHA-256 digests, in hexadecimal; a distance of the user's own by its name alone. Immutable and thread-safe.
 *
 * @param nNeighbors neighbours of a point, itself counted, 2 to 1000
 * @param minDist least distance between points of the layout, 0 to 100
 * @param spread scale of the layout, 0.01 to 100
 * @param nComponents dimensions of the layout, 1 to 100
 * @param nEpochs 1 to 100000; empty for the default, which depends on the number of vectors
 * @param metric {@link Distance#name()}
 * @param init kind of initial layout, unless coordinates are given
 * @param startDigest of the initial coordinates, where they are given
 * @param learningRate 0.001 to 100
 * @param negativeSampleRate 0 to 100
 * @param repulsionStrength 0 to 100
 * @param localConnectivity 0 to 100
 * @param setOpMixRatio 0 to 1
 * @param disconnectionDistance 0 or more; empty for the metric's own
 * @param unique whether equal vectors are laid out once
 * @param targetWeight 0 to 1
 * @param targetDigest of the {@link Target}, where one was given to the fit
 * @param neighborsDigest of the {@link NeighborGraph}, where one was given to the fit
 * @param densMap whether the layout preserves density
 * @param densLambda 0 to 100
 * @param densFraction 0 to 1
 * @param alignmentRegularization 0 to 1
 * @param alignmentWindow 1 to 100
 * @param seed any number
 * @param deterministic whether equal settings give equal bytes whatever threads do
 */
public record UmapSettings(
        int nNeighbors,
        double minDist,
        double spread,
        int nComponents,
        OptionalInt nEpochs,
        String metric,
        Init init,
        Optional<String> startDigest,
        double learningRate,
        int negativeSampleRate,
        double repulsionStrength,
        double localConnectivity,
        double setOpMixRatio,
        OptionalDouble disconnectionDistance,
        boolean unique,
        double targetWeight,
        Optional<String> targetDigest,
        Optional<String> neighborsDigest,
        boolean densMap,
        double densLambda,
        double densFraction,
        double alignmentRegularization,
        int alignmentWindow,
        long seed,
        boolean deterministic) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    /** What settings files can hold without escapes. */
    private static final Pattern NAME = Pattern.compile("[\\w .:;-]+");

    static final UmapSettings DEFAULTS = new UmapSettings(
            15,
            0.1,
            1,
            2,
            OptionalInt.empty(),
            Metric.EUCLIDEAN.name(),
            Init.PCA,
            Optional.empty(),
            0.5,
            12,
            1,
            1,
            1,
            OptionalDouble.empty(),
            false,
            0.5,
            Optional.empty(),
            Optional.empty(),
            false,
            2,
            0.3,
            0.01,
            3,
            1,
            true);

    /**
     * Checks each setting's range.
     *
     * @param nNeighbors neighbours of a point, itself counted, 2 to 1000
     * @param minDist least distance between points of the layout, 0 to 100
     * @param spread scale of the layout, 0.01 to 100
     * @param nComponents dimensions of the layout, 1 to 100
     * @param nEpochs 1 to 100000; empty for the default, which depends on the number of vectors
     * @param metric {@link Distance#name()}
     * @param init kind of initial layout, unless coordinates are given
     * @param startDigest of the initial coordinates, where they are given
     * @param learningRate 0.001 to 100
     * @param negativeSampleRate 0 to 100
     * @param repulsionStrength 0 to 100
     * @param localConnectivity 0 to 100
     * @param setOpMixRatio 0 to 1
     * @param disconnectionDistance 0 or more; empty for the metric's own
     * @param unique whether equal vectors are laid out once
     * @param targetWeight 0 to 1
     * @param targetDigest of the {@link Target}, where one was given to the fit
     * @param neighborsDigest of the {@link NeighborGraph}, where one was given to the fit
     * @param densMap whether the layout preserves density
     * @param densLambda 0 to 100
     * @param densFraction 0 to 1
     * @param alignmentRegularization 0 to 1
     * @param alignmentWindow 1 to 100
     * @param seed any number
     * @param deterministic whether equal settings give equal bytes whatever threads do
     * @throws IllegalArgumentException if one is outside its range; the message names it, its value and the range
     */
    public UmapSettings {
        check("nNeighbors", nNeighbors, 2, 1000);
        minDist = check("minDist", minDist, 0, 100);
        check("spread", spread, 0.01, 100);
        check("nComponents", nComponents, 1, 100);
        nEpochs.ifPresent(epochs -> check("nEpochs", epochs, 1, 100_000));
        checkNotNull(metric, "metric must not be null");
        checkArgument(
                NAME.matcher(metric).matches(),
                "a metric's name must be of letters, digits, spaces and . : ; - _, but was %s",
                metric);
        checkNotNull(init, "init must not be null");
        checkDigest("startDigest", startDigest);
        check("learningRate", learningRate, 0.001, 100);
        check("negativeSampleRate", negativeSampleRate, 0, 100);
        repulsionStrength = check("repulsionStrength", repulsionStrength, 0, 100);
        localConnectivity = check("localConnectivity", localConnectivity, 0, 100);
        setOpMixRatio = check("setOpMixRatio", setOpMixRatio, 0, 1);
        if (disconnectionDistance.isPresent()) {
            disconnectionDistance = OptionalDouble.of(
                    check("disconnectionDistance", disconnectionDistance.getAsDouble(), 0, Double.POSITIVE_INFINITY));
        }
        targetWeight = check("targetWeight", targetWeight, 0, 1);
        checkDigest("targetDigest", targetDigest);
        checkDigest("neighborsDigest", neighborsDigest);
        densLambda = check("densLambda", densLambda, 0, 100);
        densFraction = check("densFraction", densFraction, 0, 1);
        alignmentRegularization = check("alignmentRegularization", alignmentRegularization, 0, 1);
        check("alignmentWindow", alignmentWindow, 1, 100);
    }

    /** The value, with 0 for -0, so that equal settings are equal values. */
    private static double check(String option, double value, double min, double max) {
        checkArgument(
                value >= min && value <= max,
                "%s must be between %s and %s, but was %s",
                option,
                plain(min),
                plain(max),
                plain(value));
        return value + 0.0;
    }

    private static String plain(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
    }

    private static void checkDigest(String name, Optional<String> digest) {
        checkArgument(
                digest.isEmpty() || DIGEST.matcher(digest.get()).matches(),
                "%s must be a SHA-256 in 64 hexadecimal digits, but was %s",
                name,
                digest.orElse(""));
    }

    /**
     * Writes all settings as strings, in a fixed order, such that equal settings give equal maps and {@link #fromMap} gives them back.
     *
     * @return names and values; {@code auto} where nEpochs or disconnectionDistance is the default, {@code none} where no array was given
     */
    public Map<String, String> toMap() {
        return RecordMap.of(this);
    }

    /**
     * Selects what the neighbours of given vectors depend on: settings with equal such maps give equal neighbours.
     *
     * @return part of {@link #toMap()}: nNeighbors, metric, unique and seed
     */
    public Map<String, String> neighborsMap() {
        Map<String, String> all = new LinkedHashMap<>(toMap());
        all.keySet().retainAll(Set.of("nNeighbors", "metric", "unique", "seed"));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Reads what {@link #toMap()} wrote.
     *
     * @param values a value for each setting, in any order
     * @return the settings
     * @throws IllegalArgumentException if a setting is missing, unknown or outside its range, or minDist is above spread; the message names it
     */
    public static UmapSettings fromMap(Map<String, String> values) {
        checkNotNull(values, "values must not be null");
        UmapSettings settings = RecordMap.read(UmapSettings.class, values);
        settings.checkTogether();
        return settings;
    }

    /** Checks what a builder cannot check before all is set. */
    void checkTogether() {
        checkArgument(minDist <= spread, "minDist must be between 0 and spread = %s, but was %s", spread, minDist);
    }

    /** These settings with another value of one of them, which is checked. */
    UmapSettings with(String name, Object value) {
        return RecordMap.with(this, name, value);
    }

    /** The settings of a fit to which these were given; what was to be given must be. */
    UmapSettings given(@Nullable NeighborGraph neighbors, @Nullable Target target) {
        return given("neighborsDigest", neighborsDigest, neighbors == null ? null : neighbors.digest())
                .given("targetDigest", targetDigest, target == null ? null : target.digest());
    }

    private UmapSettings given(String name, Optional<String> expected, @Nullable String found) {
        checkArgument(
                expected.isEmpty() || expected.get().equals(found),
                "the settings ask for the %s %s, but %s given",
                name,
                expected.orElse(""),
                found == null ? "none was" : found + " was");
        return with(name, Optional.ofNullable(found));
    }

    /** These settings without what is given to single fits. */
    UmapSettings ofAnyFit() {
        return with("neighborsDigest", Optional.empty()).with("targetDigest", Optional.empty());
    }
}
