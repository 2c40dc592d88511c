package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
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
 * @param pictures the names of the set's images, by which rows of two sets are brought together; empty if they are not known
 * @param digests what identifies the contents of each image, empty where that is not known; an empty list if it is for none
 */
public record LayerActivations(
        String layer,
        float[][] values,
        float[][] attributions,
        int[] images,
        int[] rows,
        int[] columns,
        ImmutableList<String> pictures,
        ImmutableList<String> digests) {
    /**
     * Takes vectors of images whose names are not known; a set gives them theirs.
     *
     * @param layer the layer's name
     * @param values one vector a row, [rows, channels]
     * @param attributions what each vector does to each class's logit, [rows, classes]
     * @param images for each row, which image of the set it comes from
     * @param rows for each row, its position's row in the layer
     * @param columns for each row, its position's column in the layer
     * @throws IllegalArgumentException if lengths differ or a value is not finite
     */
    public LayerActivations(
            String layer, float[][] values, float[][] attributions, int[] images, int[] rows, int[] columns) {
        this(layer, values, attributions, images, rows, columns, ImmutableList.of(), ImmutableList.of());
    }

    /**
     * Checks that everything is there for each row and finite.
     *
     * @param layer the layer's name
     * @param values one vector a row, [rows, channels]
     * @param attributions what each vector does to each class's logit, [rows, classes]
     * @param images for each row, which image of the set it comes from
     * @param rows for each row, its position's row in the layer
     * @param columns for each row, its position's column in the layer
     * @param pictures the names of the set's images, or an empty list
     * @param digests what identifies the contents of each image, or an empty list
     * @throws IllegalArgumentException if lengths differ, a value is not finite or there is no such image
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
        checkArgument(
                digests.isEmpty() || digests.size() == pictures.size(),
                "layer %s has %s digests of %s pictures",
                layer,
                digests.size(),
                pictures.size());
        for (int i = 0; i < n; i++) {
            checkArgument(
                    images[i] >= 0 && (pictures.isEmpty() || images[i] < pictures.size()),
                    "activation vector %s of layer %s is of picture %s, but there are %s, numbered from 0",
                    i,
                    layer,
                    images[i],
                    pictures.size());
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
                Arrays.stream(chosen).map(i -> columns[i]).toArray(),
                pictures,
                digests);
    }

    /** The same of images with these names. */
    LayerActivations named(ImmutableList<String> names) {
        return pictures.equals(names) ? this : known(names, ImmutableList.of());
    }

    /** The same of images with these names and contents. */
    LayerActivations known(ImmutableList<String> names, ImmutableList<String> contents) {
        return new LayerActivations(layer, values, attributions, images, rows, columns, names, contents);
    }

    /**
     * Names the picture that a vector comes from.
     *
     * @param row one of the vectors
     * @return its name, or "picture" and its number if names are not known
     */
    public String picture(int row) {
        return pictures.isEmpty() ? "picture " + images[row] : pictures.get(images[row]);
    }

    /**
     * Finds the same places of the same pictures in another layer, or in the same layer of another set. Pictures are the same if they have the
     * same name, wherever they stand in their lists, and the same contents where these are known; without names on either side, if they have
     * the same number.
     *
     * @param other the other layer
     * @return for each row, the row of the other layer that is of the same place of the same picture; -1 where there is none
     * @throws IllegalArgumentException if there is none for any row
     */
    public int[] partners(LayerActivations other) {
        return RowPartners.of(this, other);
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
