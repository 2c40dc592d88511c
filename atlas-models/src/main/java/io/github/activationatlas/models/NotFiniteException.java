package io.github.activationatlas.models;

/**
 * A network gave NaN or infinity for an image: it overflows, or an operator is used outside its domain. The message names the first layer,
 * in the order of execution, whose values are not finite, and its operator.
 */
public final class NotFiniteException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** The image's place in its batch. */
    private final int imageIndex;

    /**
     * Names a fault.
     *
     * @param message where values ceased to be finite
     * @param imageIndex the image's place in its batch, from 0
     */
    public NotFiniteException(String message, int imageIndex) {
        super(message);
        this.imageIndex = imageIndex;
    }

    /**
     * Returns which image it was.
     *
     * @return its place in the batch that was run, from 0
     */
    public int imageIndex() {
        return imageIndex;
    }
}
