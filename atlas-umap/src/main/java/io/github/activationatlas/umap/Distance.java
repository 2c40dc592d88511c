package io.github.activationatlas.umap;

/**
 * How far two vectors are apart: one of {@link Metric}, or a function of the user's. It must be symmetric, finite and 0 or more; it need not
 * obey the triangle inequality. It is called by several threads at once, about as often as there are points times 500, so it should be quick.
 */
@FunctionalInterface
public interface Distance {

    /**
     * Compares two vectors of one length, which must not be changed or kept.
     *
     * @param x one vector
     * @param y another
     * @return 0 for equal vectors, more for less similar ones
     */
    float between(float[] x, float[] y);

    /**
     * Names the distance in files and messages.
     *
     * @return {@code CUSTOM}, or the name of the {@link Metric}
     */
    default String name() {
        return "CUSTOM";
    }
}
