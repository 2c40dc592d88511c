package io.github.activationatlas.models;

/**
 * Runs a network on batches of images: forward to its layers, back from a layer to the images, and from a layer to the classes.
 * Images are [batch, height, width, channels] with values in [0, 1] and colours red, green, blue; the model's preprocessing is applied
 * here. Layer values are [batch, height, width, channels] too, whatever the network's own layout.
 *
 * <p>Not thread-safe: one runner, one thread at a time. A runner holds memory outside the Java heap until {@link #close()}.
 */
public interface NetworkRunner extends AutoCloseable {

    /**
     * Returns the largest number of images at a time.
     *
     * @return the largest batch
     */
    int maxBatch();

    /**
     * Returns the largest image size.
     *
     * @return the largest height and width
     */
    int maxSize();

    /**
     * Runs the network on images. The other methods refer to the last run.
     *
     * @param images values in [0, 1], [batch, height, width, channels]; may be longer than that
     * @param batch images, 1 to {@link #maxBatch()}
     * @param height rows, 1 to {@link #maxSize()}
     * @param width columns, 1 to {@link #maxSize()}
     * @throws IllegalArgumentException if a size is outside its range or too small for the network
     */
    void forward(float[] images, int batch, int height, int width);

    /**
     * Returns a layer's shape for the images of the last run.
     *
     * @param layer one of the layers that the runner was made for
     * @return the shape for one image
     */
    Shape shape(String layer);

    /**
     * Copies a layer's activations.
     *
     * @param layer one of the layers that the runner was made for
     * @param to room for [batch, height, width, channels]
     * @throws NotFiniteException if a value is NaN or infinite; it names the layer and the operator that it comes from
     */
    void read(String layer, float[] to);

    /**
     * Computes the gradient with respect to the images from the gradient with respect to a layer (a vector-Jacobian product).
     *
     * @param layer one of the layers that the runner was made for
     * @param cotangent the gradient of an objective with respect to the layer, [batch, height, width, channels]
     * @param gradient room for its gradient with respect to the images, [batch, height, width, channels]
     * @throws NotFiniteException if a value is NaN or infinite
     */
    void imageGradient(String layer, float[] cotangent, float[] gradient);

    /**
     * Attributes one position's activation, in each image, to every class: attr_c = h &middot; dlogit_c/dh, the first-order effect of the
     * activation vector h on the logit (gradient times activation; Carter et al., "Activation Atlas", Distill 2019, technical notes).
     *
     * @param layer one of the layers that the runner was made for
     * @param rows the position's row in each image
     * @param columns the position's column in each image
     * @param attribution room for [batch, classes]
     * @throws IllegalStateException if the runner was made without the logits
     * @throws NotFiniteException if a value is NaN or infinite
     */
    void attribution(String layer, int[] rows, int[] columns, float[] attribution);

    /** Frees the memory. */
    @Override
    void close();
}
