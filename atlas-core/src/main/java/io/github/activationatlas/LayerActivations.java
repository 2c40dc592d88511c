package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * Activation vectors of one layer, each with where it comes from. Arrays are shared, not copied; do not change them.
 *
 * @param layer the layer's name
 * @param values one vector a row, [rows, channels]
 * @param attributions what each vector does to each class's logit, gradient times activation, [rows, classes]
 * @param images for each row, which image of the set it comes from
 * @param rows for each row, its position's row in the layer
 * @param columns for each row, its position's column in the layer
 */
public record LayerActivations(
        String layer, float[][] values, float[][] attributions, int[] images, int[] rows, int[] columns) {
    /**
     * Checks that everything is there for each row and finite.
     *
     * @param layer the layer's name
     * @param values one vector a row, [rows, channels]
     * @param attributions what each vector does to each class's logit, [rows, classes]
     * @param images for each row, which image of the set it comes from
     * @param rows for each row, its position's row in the layer
     * @param columns for each row, its position's column in the layer
     * @throws IllegalArgumentException if lengths differ or a value is not finite
     */
    public LayerActivations {
        int n = values.length;
        checkArgument(
                attributions.length == n && images.length == n && rows.length == n && columns.length == n,
                "layer %s has %s vectors, but %s attributions, %s images and %s x %s positions",
                layer,
                n,
                attributions.length,
                images.length,
                rows.length,
                columns.length);
        for (int i = 0; i < n; i++) {
            for (float v : values[i]) {
                checkArgument(
                        Float.isFinite(v),
                        "activation vector %s of layer %s holds %s; activations must be finite",
                        i,
                        layer,
                        v);
            }
            for (float v : attributions[i]) {
                checkArgument(
                        Float.isFinite(v),
                        "attribution vector %s of layer %s holds %s; attributions must be finite",
                        i,
                        layer,
                        v);
            }
        }
    }

    /**
     * Takes some of the vectors.
     *
     * @param chosen their rows, in the order wanted
     * @return what is known of them; vectors are shared
     */
    public LayerActivations subset(int[] chosen) {
        return new LayerActivations(
                layer,
                Arrays.stream(chosen).mapToObj(i -> values[i]).toArray(float[][]::new),
                Arrays.stream(chosen).mapToObj(i -> attributions[i]).toArray(float[][]::new),
                Arrays.stream(chosen).map(i -> images[i]).toArray(),
                Arrays.stream(chosen).map(i -> rows[i]).toArray(),
                Arrays.stream(chosen).map(i -> columns[i]).toArray());
    }

    /**
     * Counts the vectors.
     *
     * @return rows
     */
    public int size() {
        return values.length;
    }
}
