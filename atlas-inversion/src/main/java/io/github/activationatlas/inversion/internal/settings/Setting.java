package io.github.activationatlas.inversion.internal.settings;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.reflect.TypeToken;
import io.github.activationatlas.inversion.BatchTerm;
import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Optimizer;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Schedule;
import io.github.activationatlas.inversion.Transforms;
import io.github.activationatlas.models.GradientRules;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** Everything that changes an icon beside the network, the layer and the objective, in the order in which settings are listed. */
@SuppressWarnings("ImmutableEnumChecker") // Types of Java and predicates without a state are immutable.
public enum Setting {
    SIZE("size", 8, 1024),
    STEPS("steps", 1, 100_000),
    BATCH("batch", 1, 1024),
    PARAMETRIZATION("parametrization", Parametrization.class),
    OPTIMIZER("optimizer", Optimizer.class),
    LEARNING_RATE("learningRate", v -> v > 0 && v <= 10, "above 0 and at most 10"),
    SCHEDULE("schedule", Schedule.class),
    UNTRANSFORMED_WEIGHT("untransformedWeight", v -> v >= 0 && v <= 1, "between 0 and 1"),
    UNTRANSFORMED_EVERY("untransformedEvery", 1, 1000),
    CENTER_CROP_FIRST("centerCropFirst", boolean.class),
    NORMALIZE_GRADIENTS("normalizeGradients", boolean.class),
    TRANSFORMS("transforms", Transforms.class),
    TRANSFORMS_PER_IMAGE("transformsPerImage", boolean.class),
    REGULARIZERS("regularizers", new TypeToken<List<Regularizer>>() {}.getType()),
    BATCH_TERMS("batchTerms", new TypeToken<List<BatchTerm>>() {}.getType()),
    GRADIENT_RULES("gradientRules", GradientRules.class),
    CONTRAST("contrast", v -> v >= 0.1 && v <= 10, "between 0.1 and 10"),
    STARTS("starts", 1, 100),
    PATIENCE("patience", 0, 100_000),
    SEED("seed", long.class),
    ROBUST_VIEWS("robustViews", 0, 1000),
    COLORS("colors", Colors.class);

    private final String key;
    private final Type type;
    private final DoublePredicate range;
    private final String says;

    Setting(String key, Type type, DoublePredicate range, String says) {
        this.key = key;
        this.type = type;
        this.range = range;
        this.says = says;
    }

    Setting(String key, int least, int most) {
        this(key, int.class, v -> v >= least && v <= most, "between " + least + " and " + most);
    }

    Setting(String key, DoublePredicate range, String says) {
        this(key, double.class, range, says);
    }

    Setting(String key, Type type) {
        this(key, type, v -> true, "");
    }

    /** The name, as the builder's method has it. */
    public String key() {
        return key;
    }

    /** The setting of a name. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    /**
     * Checks a value that a caller gave.
     *
     * @return the value; of a list or an array an immutable copy
     * @throws NullPointerException if it is null or holds null
     * @throws IllegalArgumentException if it is outside the range
     */
    public Object check(@Nullable Object value) {
        checkNotNull(value, "%s must not be null", key);
        if (value instanceof Number number) {
            checkArgument(range.test(number.doubleValue()), "%s must be %s, but was %s", key, says, value);
        }
        return value instanceof Object[] array ? copy(Arrays.asList(array)) : value;
    }

    private ImmutableList<Object> copy(List<?> values) {
        values.forEach(v -> checkNotNull(v, "%s must not hold null", key));
        return ImmutableList.copyOf(values);
    }

    /**
     * Reads a value's text, as {@code toString} wrote it.
     *
     * @throws IllegalArgumentException if there is no such value; the message names the setting
     */
    public Object parse(String text) {
        try {
            return check(ValueText.parse(type, text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the setting '" + key + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
