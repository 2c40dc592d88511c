package io.github.activationatlas.examples.drawn;

import io.github.activationatlas.ImageSource;

/** An {@link ImageSource} of {@link DrawnImages}, every class in turn. */
public final class DrawnImageSource {
    private DrawnImageSource() {}

    /**
     * Takes images of all classes.
     *
     * @param count how many
     * @param mark whether they wear the sticker
     * @return the images; number i shows class i modulo the number of classes
     */
    public static ImageSource of(int count, Mark mark) {
        DrawnImages drawn = DrawnImages.of(2);
        int classes = DrawnImages.classes().size();
        return ImageSource.generated(count, i -> drawn.draw(i % classes, i, mark));
    }
}
