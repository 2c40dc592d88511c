package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import io.github.activationatlas.internal.folder.FolderCheck;
import io.github.activationatlas.internal.saved.ActivationFiles;
import io.github.activationatlas.internal.saved.SavedAtlas;
import io.github.activationatlas.models.NameSuggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * What a network answered to many images: activation vectors of one or more layers, at matching positions. Immutable.
 *
 * @param images the images' names, in order
 * @param predicted for each image, the class that the network takes it for; -1 where that is not known
 * @param skipped images that could not be used, each with the reason
 * @param layers the layers
 */
public record ActivationSet(
        List<String> images, List<Integer> predicted, List<String> skipped, List<LayerActivations> layers) {
    /**
     * Copies the lists, checks that there is a class for each image, and gives the layers the images' names.
     *
     * @param images the images' names, in order
     * @param predicted for each image, the class that the network takes it for; -1 where that is not known
     * @param skipped images that could not be used, each with the reason
     * @param layers the layers
     * @throws IllegalArgumentException if there are not as many classes as images, or a layer's vector is of none of them
     */
    public ActivationSet {
        checkArgument(
                predicted.size() == images.size(),
                "there are %s predicted classes for %s images",
                predicted.size(),
                images.size());
        List<String> names = ImmutableList.copyOf(images);
        images = names;
        predicted = compact(predicted);
        skipped = ImmutableList.copyOf(skipped);
        layers = layers.stream().map(layer -> layer.named(names)).toList();
    }

    /**
     * Takes images whose classes are not known.
     *
     * @param images the images' names, in order
     * @param skipped images that could not be used, each with the reason
     * @param layers the layers
     */
    public ActivationSet(List<String> images, List<String> skipped, List<LayerActivations> layers) {
        this(images, unknown(images.size()), skipped, layers);
    }

    private static List<Integer> unknown(int images) {
        return Collections.nCopies(images, -1);
    }

    /** Copies numbers into a list that holds them in an array. */
    static List<Integer> compact(List<Integer> numbers) {
        return ImmutableIntArray.copyOf(numbers).asList();
    }

    /**
     * Finds a layer.
     *
     * @param name its name
     * @return its activations
     * @throws IllegalArgumentException if it was not collected; the message lists those that were
     */
    public LayerActivations layer(String name) {
        return layers.stream()
                .filter(layer -> layer.layer().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            layers.stream().map(LayerActivations::layer).toList();
                    return new IllegalArgumentException("layer '" + name + "' was not collected; there are "
                            + String.join(", ", names) + NameSuggestions.suggest(name, names));
                });
    }

    /**
     * Returns what an activation's image was taken for.
     *
     * @param layer one of the layers
     * @param row one of its vectors
     * @return the class, or -1 if that is not known
     */
    public int predicted(LayerActivations layer, int row) {
        return predicted.get(layer.image(row));
    }

    /**
     * Writes the set into a folder, as JSON and {@code .npy} files.
     *
     * @param folder a folder that is empty, or holds a set that was saved before, which is replaced, or does not exist yet
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else, such as an atlas
     */
    public void save(Path folder) throws IOException {
        FolderCheck.checkHoldsNoAtlas(folder);
        ActivationFiles.writeSegment(folder, this);
    }

    /**
     * Opens a set that was saved, or that a saved atlas was made of. Its vectors stay in their files, which are mapped where the file system can,
     * and must not be changed as long as the set is in use.
     *
     * @param folder the folder
     * @return the set
     * @throws AtlasFormatException if a file is missing, damaged or of another format
     * @throws IOException if one cannot be read
     */
    public static ActivationSet load(Path folder) throws IOException {
        return SavedAtlas.readActivations(folder);
    }

    /**
     * Takes vectors from elsewhere, without attributions or places.
     *
     * @param layer the layer's name
     * @param values one vector a row
     * @return a set of one layer
     */
    public static ActivationSet of(String layer, float[][] values) {
        checkNotNull(layer, "layer must not be null");
        checkArgument(values.length > 0, "there are no activations");
        int[] index = java.util.stream.IntStream.range(0, values.length).toArray();
        LayerActivations activations = LayerActivations.of(
                layer, values, new float[values.length][0], index, new int[values.length], new int[values.length]);
        List<String> images =
                java.util.Arrays.stream(index).mapToObj(i -> "vector " + i).toList();
        return new ActivationSet(images, List.of(), List.of(activations));
    }
}
