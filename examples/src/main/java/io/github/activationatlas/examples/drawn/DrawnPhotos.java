package io.github.activationatlas.examples.drawn;

import io.github.activationatlas.ImageSource;

/** Drawn pictures in place of photos: every class in turn. */
public final class DrawnPhotos {
    private DrawnPhotos() {}

    /**
     * Takes pictures of all classes.
     *
     * @param count how many
     * @param mark whether they wear the sticker
     * @return the pictures; number i shows class i modulo the number of classes
     */
    public static ImageSource of(int count, Mark mark) {
        DrawnImages drawn = DrawnImages.of(2);
        int classes = DrawnImages.classes().size();
        return ImageSource.generated(count, i -> drawn.draw(i % classes, i, mark));
    }
}
