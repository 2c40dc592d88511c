package io.github.activationatlas.internal.saved;

/** How the names of options begin that are not settings of the atlas itself. */
public final class OptionNames {
    /** Of the network. */
    public static final String MODEL = "model.";

    /** Of the images' source. */
    public static final String IMAGES = "images.";

    /** Of what was chosen by the number of activations. */
    public static final String USED = "used.";

    private OptionNames() {}
}
