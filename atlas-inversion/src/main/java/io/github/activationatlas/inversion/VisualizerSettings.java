package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static java.util.Objects.requireNonNull;

import io.github.activationatlas.inversion.internal.settings.Setting;
import io.github.activationatlas.models.GradientRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes an icon beside the network, the layer, the objective and the images that are started from: made by {@link
 * VisualizerBuilder#build}, and complete, with the size and the colours that were chosen where none were set. Two with equal values are
 * equal. {@link #toMap} and {@link #fromMap} keep them as text; the options are documented at the methods of {@link VisualizerBuilder}
 * that have the same names. Immutable and thread-safe.
 */
public final class VisualizerSettings {
    private final Map<Setting, Object> values;

    VisualizerSettings(Map<Setting, Object> values) {
        this.values = new EnumMap<>(values);
    }

    /**
     * Writes the settings as text. Magnitudes of the caller's own images stand as their SHA-256 and a {@link Regularizer.Custom} as its
     * name; all else is there in full.
     *
     * @return each option's value by its name, always in the same order; immutable
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((setting, value) -> map.put(setting.key(), value.toString()));
        return Collections.unmodifiableMap(map);
    }

    /**
     * Reads what {@link #toMap} wrote, in any order.
     *
     * @param map each option's value by its name
     * @return settings that are equal to those that were written
     * @throws IllegalArgumentException if an option is unknown or missing, a value is none or outside its range, or is one that text cannot
     *     re-create: magnitudes of the caller's own images, or a {@link Regularizer.Custom}; the message names the option
     */
    public static VisualizerSettings fromMap(Map<String, String> map) {
        checkNotNull(map, "map must not be null");
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        map.forEach((key, text) -> {
            Setting setting = Setting.of(key)
                    .orElseThrow(() -> new IllegalArgumentException("there is no setting '" + key + "'"));
            values.put(setting, setting.parse(text));
        });
        for (Setting setting : Setting.values()) {
            checkArgument(values.containsKey(setting), "the setting '%s' is missing", setting.key());
        }
        return new VisualizerSettings(values);
    }

    /** What is set, for a builder that starts from it. */
    Map<Setting, Object> values() {
        return values;
    }

    private Object get(Setting setting) {
        return requireNonNull(values.get(setting));
    }

    /**
     * Returns the side of the images.
     *
     * @return pixels
     */
    public int size() {
        return (int) get(Setting.SIZE);
    }

    /**
     * Returns the number of steps.
     *
     * @return 1 to 100000
     */
    public int steps() {
        return (int) get(Setting.STEPS);
    }

    /**
     * Returns the number of images that are optimised together.
     *
     * @return 1 to 1024
     */
    public int batch() {
        return (int) get(Setting.BATCH);
    }

    /**
     * Returns how images are parametrised.
     *
     * @return the parametrisation
     */
    public Parametrization parametrization() {
        return (Parametrization) get(Setting.PARAMETRIZATION);
    }

    /**
     * Returns the optimiser.
     *
     * @return the optimiser
     */
    public Optimizer optimizer() {
        return (Optimizer) get(Setting.OPTIMIZER);
    }

    /**
     * Returns the step size of the optimiser.
     *
     * @return above 0 to 10
     */
    public double learningRate() {
        return (double) get(Setting.LEARNING_RATE);
    }

    /**
     * Returns the schedule of the learning rate.
     *
     * @return the schedule
     */
    public Schedule schedule() {
        return (Schedule) get(Setting.SCHEDULE);
    }

    /**
     * Returns the weight of the untransformed image.
     *
     * @return 0 to 1
     */
    public double untransformedWeight() {
        return (double) get(Setting.UNTRANSFORMED_WEIGHT);
    }

    /**
     * Returns every how many steps the untransformed image is optimised.
     *
     * @return 1 to 1000
     */
    public int untransformedEvery() {
        return (int) get(Setting.UNTRANSFORMED_EVERY);
    }

    /**
     * Returns whether the first half of the steps sees the centre of the untransformed image alone.
     *
     * @return true if so
     */
    public boolean centerCropFirst() {
        return (boolean) get(Setting.CENTER_CROP_FIRST);
    }

    /**
     * Returns whether the gradients of all views are brought to one length.
     *
     * @return true if so
     */
    public boolean normalizeGradients() {
        return (boolean) get(Setting.NORMALIZE_GRADIENTS);
    }

    /**
     * Returns the transforms.
     *
     * @return the transforms
     */
    public Transforms transforms() {
        return (Transforms) get(Setting.TRANSFORMS);
    }

    /**
     * Returns whether each image of a batch has transforms of its own.
     *
     * @return true if so
     */
    public boolean transformsPerImage() {
        return (boolean) get(Setting.TRANSFORMS_PER_IMAGE);
    }

    /**
     * Returns the regularisers.
     *
     * @return an immutable list
     */
    @SuppressWarnings("unchecked")
    public List<Regularizer> regularizers() {
        return (List<Regularizer>) get(Setting.REGULARIZERS);
    }

    /**
     * Returns the terms on batches.
     *
     * @return an immutable list
     */
    @SuppressWarnings("unchecked")
    public List<BatchTerm> batchTerms() {
        return (List<BatchTerm>) get(Setting.BATCH_TERMS);
    }

    /**
     * Returns the rules by which gradients go back through the network.
     *
     * @return the rules
     */
    public GradientRules gradientRules() {
        return (GradientRules) get(Setting.GRADIENT_RULES);
    }

    /**
     * Returns the contrast factor of finished images.
     *
     * @return 0.1 to 10
     */
    public double contrast() {
        return (double) get(Setting.CONTRAST);
    }

    /**
     * Returns the number of random starts of each image.
     *
     * @return 1 to 100
     */
    public int starts() {
        return (int) get(Setting.STARTS);
    }

    /**
     * Returns after how many steps without a rise optimisation stops early.
     *
     * @return 0 for never
     */
    public int patience() {
        return (int) get(Setting.PATIENCE);
    }

    /**
     * Returns the seed.
     *
     * @return the seed
     */
    public long seed() {
        return (long) get(Setting.SEED);
    }

    /**
     * Returns the number of transformed views over which the fidelity is measured.
     *
     * @return 0 to 1000
     */
    public int robustViews() {
        return (int) get(Setting.ROBUST_VIEWS);
    }

    /**
     * Returns the colour decorrelation.
     *
     * @return the colours
     */
    public Colors colors() {
        return (Colors) get(Setting.COLORS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VisualizerSettings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /**
     * Lists the settings.
     *
     * @return "name=value, name=value, ...", in the order of {@link #toMap}
     */
    @Override
    public String toString() {
        return String.join(
                ", ", toMap().entrySet().stream().map(Map.Entry::toString).toList());
    }
}
