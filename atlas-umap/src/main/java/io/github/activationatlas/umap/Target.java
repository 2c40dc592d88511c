package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A label or number of each vector that the layout should show beside its neighbourhood (supervised UMAP). Its weight is
 * {@link UmapBuilder#targetWeight}. Immutable.
 */
public sealed interface Target permits CategoryTarget, NumberTarget {

    /**
     * Vectors of one category should come together.
     *
     * @param labels a category a vector, 0 or more; -1 where it is unknown
     * @return the target
     * @throws IllegalArgumentException if a label is below -1; the message says which
     */
    static Target categories(int... labels) {
        for (int i = 0; i < labels.length; i++) {
            checkArgument(labels[i] >= -1, "label %s is %s; labels are 0 or more, or -1 where unknown", i, labels[i]);
        }
        return new CategoryTarget(labels.clone());
    }

    /**
     * Vectors of near values should come together.
     *
     * @param values a value a vector, all finite
     * @return the target
     * @throws IllegalArgumentException if a value is not finite; the message says which
     */
    static Target numbers(float... values) {
        for (int i = 0; i < values.length; i++) {
            checkArgument(
                    Float.isFinite(values[i]), "target value %s is %s; values must be finite", i, (Float) values[i]);
        }
        return new NumberTarget(values.clone());
    }

    /**
     * Counts the vectors that have a target.
     *
     * @return values
     */
    int size();

    /**
     * Identifies the target in {@link UmapSettings}.
     *
     * @return a SHA-256 of its kind and values, in hexadecimal
     */
    String digest();
}
