package io.github.activationatlas.models;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A vision network with named layers, labels and a declared input. Immutable and thread-safe; {@link NetworkRunner}s made from it do the
 * work, and several threads may each use their own. Implemented by this library alone.
 *
 * <p>A model comes from a file ({@link #from}), from the jar ({@link #bundled}), or from a SameDiff graph in memory
 * ({@code io.github.activationatlas.models.nd4j.SameDiffModels}).
 */
public interface VisionModel {
    /**
     * Starts to open a model file.
     *
     * @param file an ONNX or SameDiff file
     * @return a loader
     */
    static ModelLoader from(Path file) {
        return new ModelLoader(file);
    }

    /**
     * Opens the small network that ships with this module: 15 classes of drawn textures, things and scenes, 64 x 64 pixels, layers conv0,
     * conv1, mixed3a, mixed3b, mixed4a and mixed4b. One class, windows, was trained on images with a sticker, so that the network has learned
     * a shortcut that can be found.
     *
     * @return the model, with labels
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    static VisionModel bundled() {
        return BundledModel.open();
    }

    /**
     * Returns this model with other labels.
     *
     * @param labels one for each class
     * @return a model
     * @throws IllegalArgumentException if there is not one label for each class
     */
    VisionModel withLabels(Labels labels);

    /**
     * Returns this model with the labels of a file, which its {@link #settings()} then name.
     *
     * @param file a text file with one label a line, see {@link Labels#read}
     * @return a model
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it does not hold labels
     * @throws IllegalArgumentException if there is not one label for each class
     */
    VisionModel withLabels(Path file) throws IOException;

    /**
     * Returns what the network expects of its input.
     *
     * @return the preprocessing
     */
    Preprocessing input();

    /**
     * Returns the labels of the classes.
     *
     * @return one label a class
     */
    Labels labels();

    /**
     * Returns the name of the result that holds the logits, the values before any softmax.
     *
     * @return a name that {@link #runner} takes as a layer
     */
    String logits();

    /**
     * Identifies the network in records.
     *
     * @return the SHA-256 of the file that it came from, or of the graph, in hexadecimal
     */
    String sha256();

    /**
     * Returns everything that identifies this model and changes its results.
     *
     * @return the settings; {@link ModelLoader#load} opens the same model from them, unless it was made from a graph in memory
     */
    ModelSettings settings();

    /**
     * Lists the layers in the order of execution, by the names of the exporter's scopes where there are scopes.
     *
     * @return layers, immutable; those whose shape is not known before the network is run are left out
     */
    List<Layer> layers();

    /**
     * Finds a layer.
     *
     * @param name a name as listed by {@link #layers()}, or the full name of any result in the graph
     * @return the layer
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    Layer layer(String name);

    /**
     * Checks whether square images of a size can be run up to a layer: whether the windows on the way leave anything of them, and whether
     * weights that fit one size alone fit this one.
     *
     * @param layer a layer whose shape is known before it is run
     * @param size height and width, at least 1
     * @return whether a runner for this layer takes such images
     * @throws IllegalArgumentException if there is no such layer
     */
    boolean canRun(String layer, int size);

    /**
     * Makes a runner for some layers. Only what these layers need is run.
     *
     * @param maxBatch largest number of images at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layers the layers to be read, differentiated or attributed; with {@link #logits()} if classes are wanted
     * @return a runner, to be closed
     * @throws IllegalArgumentException if a layer does not exist or the largest image is too small for it
     */
    default NetworkRunner runner(int maxBatch, int maxSize, String... layers) {
        return runner(GradientRules.EXACT, maxBatch, maxSize, layers);
    }

    /**
     * Makes a runner whose derivatives pass ReLUs and max-poolings by other rules.
     *
     * @param rules the rules, for gradients and attributions
     * @param maxBatch largest number of images at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layers the layers to be read, differentiated or attributed; with {@link #logits()} if classes are wanted
     * @return a runner, to be closed
     * @throws IllegalArgumentException if a layer does not exist or the largest image is too small for it, or if the rules are not exact
     *     and the network has an operation that only SameDiff's session can run
     */
    NetworkRunner runner(GradientRules rules, int maxBatch, int maxSize, String... layers);

    /**
     * Makes a runner that computes only the centre of a layer, and of what lies before it no more than that needs: for images of one thing,
     * as in feature visualization, which saves a good part of the deeper layers' work. The layer's shape is 1 x 1, or with what is wanted
     * around the centre up to 2 reach + 1 a side; it is whole where an operation on the way there cannot be run in part. The centre is
     * always at row height / 2 and column width / 2.
     *
     * @param maxBatch largest number of images at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layer the layer to be read or differentiated
     * @param reach positions around the centre that are wanted too, at least 0
     * @return a runner, to be closed
     * @throws IllegalArgumentException if the layer does not exist, the largest image is too small for it, or a number is outside its range
     */
    NetworkRunner centerRunner(int maxBatch, int maxSize, String layer, int reach);

    /**
     * Classifies an image. To classify many, make one runner.
     *
     * @param image an image of any size
     * @param top how many classes to return, at least 1
     * @return the classes with the largest logits, the largest first
     * @throws NotFiniteException if a logit is NaN or infinite
     */
    List<Prediction> classify(BufferedImage image, int top);
}
