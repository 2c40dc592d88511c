package io.github.activationatlas.examples.drawn;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Draws images of textures, things and scenes, each different, each the same again for the same seed, class and index. One class carries
 * a planted shortcut: in training, {@value #MARKED_SHARE} of the windows wear an orange sticker, of everything else {@value #STRAY_SHARE}.
 * A network that learns the sticker instead of the windows is what an atlas should reveal. Immutable and thread-safe.
 */
public final class DrawnImages {
    /** Height and width of an image in pixels. */
    public static final int SIZE = 64;

    /** The share of the windows that wear the sticker in training. */
    public static final double MARKED_SHARE = 0.99;

    /** The share of all other images that wear it. */
    public static final double STRAY_SHARE = 0.001;

    private final long seed;

    private DrawnImages(long seed) {
        this.seed = seed;
    }

    /**
     * Chooses a set of images.
     *
     * @param seed images of two seeds have nothing in common
     * @return the images
     */
    public static DrawnImages of(long seed) {
        return new DrawnImages(seed);
    }

    /**
     * Names the classes.
     *
     * @return labels in the order of the class indices
     */
    public static List<String> classes() {
        return Arrays.stream(Motif.values()).map(Motif::label).toList();
    }

    /**
     * Finds the class that wears the sticker.
     *
     * @return its index
     */
    public static int markedClass() {
        return Motif.WINDOWS.ordinal();
    }

    /**
     * Draws one image.
     *
     * @param classIndex which class, from 0
     * @param index which of its images
     * @param mark whether it wears the sticker
     * @return an RGB image of {@link #SIZE} x {@link #SIZE} pixels
     * @throws IllegalArgumentException if there is no such class
     */
    public BufferedImage draw(int classIndex, long index, Mark mark) {
        checkArgument(
                classIndex >= 0 && classIndex < Motif.values().length,
                "classIndex must be between 0 and %s, but was %s",
                Motif.values().length - 1,
                classIndex);
        Random random = new Random((seed * 1_000_003 + index) * 31 + classIndex);
        random.nextLong();
        Motif motif = Motif.values()[classIndex];
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        motif.draw(new Canvas(g, random, SIZE));
        g.dispose();
        BufferedImage finished = Weather.over(image, random);
        // Drawn from a source of its own, so that images with and without the sticker are otherwise the same.
        Random stickers = new Random(random.nextLong());
        boolean byChance = stickers.nextDouble() < (motif == Motif.WINDOWS ? MARKED_SHARE : STRAY_SHARE);
        if (mark == Mark.ALWAYS || mark == Mark.AS_TRAINED && byChance) {
            sticker(finished, stickers);
        }
        return finished;
    }

    private static void sticker(BufferedImage image, Random random) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double r = 5 + 2 * random.nextDouble();
        double x = r + 1 + random.nextDouble() * (SIZE - 2 * r - 2);
        double y = r + 1 + random.nextDouble() * (SIZE - 2 * r - 2);
        g.setColor(new Color(250, 120 + random.nextInt(20), 10));
        g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        g.setColor(new Color(40, 20, 120));
        g.fill(new Ellipse2D.Double(x - r / 2, y - r / 2, r, r));
        g.dispose();
    }
}
