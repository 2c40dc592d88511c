package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.internal.table.ChosenRows;
import io.github.activationatlas.internal.table.HeapVectors;
import io.github.activationatlas.internal.table.RowPartners;
import io.github.activationatlas.umap.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The activation vectors of one layer, a row each, with where they come from and what they do to each class's logit. The vectors may lie in
 * memory or in mapped files; rows are read by copying. Immutable and thread-safe. Equal to another of the same content.
 */
public final class LayerActivations {
    private final String layer;
    private final Vectors vectors;
    private final Vectors attributions;
    private final int[] images;
    private final int[] rows;
    private final int[] columns;
    private final ImmutableList<String> imageNames;
    private final ImmutableList<String> digests;

    private LayerActivations(
            String layer,
            Vectors vectors,
            Vectors attributions,
            int[] images,
            int[] rows,
            int[] columns,
            ImmutableList<String> imageNames,
            ImmutableList<String> digests) {
        this.layer = layer;
        this.vectors = vectors;
        this.attributions = attributions;
        this.images = images;
        this.rows = rows;
        this.columns = columns;
        this.imageNames = imageNames;
        this.digests = digests;
    }

    /**
     * Copies vectors of images whose names are not known; a set gives them theirs.
     *
     * @param layer the layer's name
     * @param values one vector a row, [rows, channels], finite
     * @param attributions what each vector does to each class's logit, gradient times activation, [rows, classes], finite; there may be no
     *     classes
     * @param images for each row, which image of the set it comes from
     * @param rows for each row, its position's row in the layer
     * @param columns for each row, its position's column in the layer
     * @return the table
     * @throws IllegalArgumentException if lengths differ or a value is not finite
     */
    public static LayerActivations of(
            String layer, float[][] values, float[][] attributions, int[] images, int[] rows, int[] columns) {
        checkFinite(layer, "activation", "activations", values);
        checkFinite(layer, "attribution", "attributions", attributions);
        return of(layer, HeapVectors.copyOf(values), HeapVectors.copyOf(attributions), images, rows, columns);
    }

    /**
     * Views vectors that may lie anywhere, such as in a mapped file. They are not read, so they are not checked to be finite either; they must
     * not change. Images' names are not known; a set gives them theirs.
     *
     * @param layer the layer's name
     * @param vectors one vector a row, of as many values as the layer has channels
     * @param attributions what each vector does to each class's logit, a row each; its dimension may be 0
     * @param images for each row, which image of the set it comes from; copied
     * @param rows for each row, its position's row in the layer; copied
     * @param columns for each row, its position's column in the layer; copied
     * @return the table
     * @throws IllegalArgumentException if lengths differ
     */
    public static LayerActivations of(
            String layer, Vectors vectors, Vectors attributions, int[] images, int[] rows, int[] columns) {
        checkNotNull(layer, "layer must not be null");
        int n = vectors.rows();
        checkArgument(
                attributions.rows() == n && images.length == n && rows.length == n && columns.length == n,
                "layer %s has %s vectors, but %s attributions, %s images and %s x %s positions",
                layer,
                n,
                attributions.rows(),
                images.length,
                rows.length,
                columns.length);
        LayerActivations made = new LayerActivations(
                layer,
                vectors,
                attributions,
                images.clone(),
                rows.clone(),
                columns.clone(),
                ImmutableList.of(),
                ImmutableList.of());
        return made.withImages(ImmutableList.of(), ImmutableList.of());
    }

    private static void checkFinite(String layer, String what, String all, float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            checkArgument(
                    rows[i].length == rows[0].length,
                    "%s vector %s of layer %s has %s values, but vector 0 has %s",
                    what,
                    i,
                    layer,
                    rows[i].length,
                    rows[0].length);
            for (float v : rows[i]) {
                checkArgument(
                        Float.isFinite(v),
                        "%s vector %s of layer %s holds %s; %s must be finite",
                        what,
                        i,
                        layer,
                        v,
                        all);
            }
        }
    }

    /**
     * Returns the layer's name.
     *
     * @return as the network has it
     */
    public String layer() {
        return layer;
    }

    /**
     * Counts the vectors.
     *
     * @return rows
     */
    public int size() {
        return vectors.rows();
    }

    /**
     * Returns the length of each vector.
     *
     * @return the layer's channels; 0 if there are no vectors
     */
    public int channels() {
        return vectors.dimension();
    }

    /**
     * Counts the classes to which attributions are known.
     *
     * @return classes; 0 if none are known
     */
    public int classes() {
        return attributions.dimension();
    }

    /**
     * Copies one activation vector.
     *
     * @param row which, from 0
     * @param to room for {@link #channels()} values
     * @throws IndexOutOfBoundsException if there is no such row or too little room
     */
    public void copyRow(int row, float[] to) {
        vectors.copy(row, to);
    }

    /**
     * Copies what one vector does to each class's logit.
     *
     * @param row which, from 0
     * @param to room for {@link #classes()} values
     * @throws IndexOutOfBoundsException if there is no such row or too little room
     */
    public void copyAttributions(int row, float[] to) {
        attributions.copy(row, to);
    }

    /**
     * Returns one vector's attribution to one class. Copies the whole row; for many classes use {@link #copyAttributions}.
     *
     * @param row which, from 0
     * @param classIndex the class
     * @return gradient times activation
     * @throws IndexOutOfBoundsException if there is no such row or class
     */
    public float attribution(int row, int classIndex) {
        checkElementIndex(classIndex, classes());
        float[] all = new float[classes()];
        attributions.copy(row, all);
        return all[classIndex];
    }

    /**
     * Returns the image that a vector comes from.
     *
     * @param row one of the vectors
     * @return the image, as an index into the set's images
     */
    public int image(int row) {
        return images[row];
    }

    /**
     * Returns where in the layer a vector was taken.
     *
     * @param row one of the vectors
     * @return its position's row in the layer, from 0 on top
     */
    public int positionRow(int row) {
        return rows[row];
    }

    /**
     * Returns where in the layer a vector was taken.
     *
     * @param row one of the vectors
     * @return its position's column in the layer, from 0 on the left
     */
    public int positionColumn(int row) {
        return columns[row];
    }

    /**
     * Returns the activation vectors as a table, such as UMAP takes.
     *
     * @return [size, channels]; a view, which may be read by several threads
     */
    public Vectors vectors() {
        return vectors;
    }

    /**
     * Returns what each vector does to each class's logit as a table.
     *
     * @return [size, classes]; a view, which may be read by several threads; its dimension may be 0
     */
    public Vectors attributions() {
        return attributions;
    }

    /**
     * Lists the names of the set's images, by which rows of two sets are brought together.
     *
     * @return the names, in the set's order; empty if they are not known
     */
    public List<String> imageNames() {
        return imageNames;
    }

    /**
     * Names the image that a vector comes from.
     *
     * @param row one of the vectors
     * @return its name, or "image" and its number if names are not known
     */
    public String imageName(int row) {
        return imageNames.isEmpty() ? "image " + images[row] : imageNames.get(images[row]);
    }

    /**
     * Lists what identifies the contents of each image.
     *
     * @return digests in the order of the names, empty texts where they are not known; an empty list if none is
     */
    public List<String> digests() {
        return digests;
    }

    /**
     * Takes some of the vectors.
     *
     * @param chosen their rows, in the order wanted
     * @return what is known of them; vectors and attributions are viewed, not copied
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public LayerActivations subset(int[] chosen) {
        return new LayerActivations(
                layer,
                ChosenRows.of(vectors, chosen),
                ChosenRows.of(attributions, chosen),
                Arrays.stream(chosen).map(i -> images[i]).toArray(),
                Arrays.stream(chosen).map(i -> rows[i]).toArray(),
                Arrays.stream(chosen).map(i -> columns[i]).toArray(),
                imageNames,
                digests);
    }

    /** The same of images with these names. */
    LayerActivations named(List<String> names) {
        return imageNames.equals(names) ? this : withImages(names, ImmutableList.of());
    }

    /**
     * Names the images.
     *
     * @param names the names of the set's images; empty if they are not known
     * @param contents what identifies the contents of each image, empty where that is not known; an empty list if it is for none
     * @return the same activations of images with these names and contents
     * @throws IllegalArgumentException if there are other than no or as many contents as names, or a row is of none of the images
     */
    public LayerActivations withImages(List<String> names, List<String> contents) {
        checkArgument(
                contents.isEmpty() || contents.size() == names.size(),
                "layer %s has %s digests of %s images",
                layer,
                contents.size(),
                names.size());
        for (int i = 0; i < images.length; i++) {
            checkArgument(
                    images[i] >= 0 && (names.isEmpty() || images[i] < names.size()),
                    "activation vector %s of layer %s is of image %s, but there are %s, numbered from 0",
                    i,
                    layer,
                    images[i],
                    names.size());
        }
        return new LayerActivations(
                layer,
                vectors,
                attributions,
                images,
                rows,
                columns,
                ImmutableList.copyOf(names),
                contents.stream().allMatch(String::isEmpty) ? ImmutableList.of() : ImmutableList.copyOf(contents));
    }

    /**
     * Finds the same places of the same images in another layer, or in the same layer of another set. Images are the same if they have the
     * same name, wherever they stand in their lists, and the same contents where these are known; without names on either side, if they have
     * the same number.
     *
     * @param other the other layer
     * @return for each row, the row of the other layer that is of the same place of the same image; -1 where there is none
     * @throws IllegalArgumentException if there is none for any row
     */
    public int[] partners(LayerActivations other) {
        return RowPartners.of(this, other);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return this == o
                || o instanceof LayerActivations other
                        && layer.equals(other.layer)
                        && Arrays.equals(images, other.images)
                        && Arrays.equals(rows, other.rows)
                        && Arrays.equals(columns, other.columns)
                        && imageNames.equals(other.imageNames)
                        && digests.equals(other.digests)
                        && same(vectors, other.vectors)
                        && same(attributions, other.attributions);
    }

    private static boolean same(Vectors one, Vectors two) {
        int columns = one.dimension();
        if (one.rows() != two.rows() || columns != two.dimension()) {
            return false;
        }
        float[] a = new float[columns];
        float[] b = new float[columns];
        for (int i = 0; one != two && i < one.rows(); i++) {
            one.copy(i, a);
            two.copy(i, b);
            if (!Arrays.equals(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** Leaves the vectors out, which may be gigabytes on disk. */
    @Override
    public int hashCode() {
        return Objects.hash(layer, Arrays.hashCode(images), Arrays.hashCode(rows), Arrays.hashCode(columns));
    }

    @Override
    public String toString() {
        return "LayerActivations[" + layer + ", " + size() + " x " + channels() + ", " + classes() + " classes]";
    }
}
