package io.github.activationatlas.internal.collect;

import java.util.SplittableRandom;

/**
 * Random positions in an image, as shares of its inner part, so that layers of any resolution are looked at in the same places.
 */
public final class RandomPositions {
    /** Fine enough for any layer, and coarse positions are still spread evenly. */
    private final double[] y;

    private final double[] x;

    /**
     * Draws positions; stratified, so that several fall into different places as long as there are enough.
     *
     * @param seed the image's own, see {@link PositionSeeds}
     * @param side cells a side of the coarsest layer that is looked at
     */
    public RandomPositions(long seed, int count, int side) {
        SplittableRandom random = new SplittableRandom(seed);
        y = new double[count];
        x = new double[count];
        int cells = side * side;
        int[] order = new int[cells];
        for (int i = 0; i < count; i++) {
            if (i % cells == 0) {
                shuffle(order, random);
            }
            int cell = order[i % cells];
            int row = cell / side;
            y[i] = (row + random.nextDouble()) / side;
            x[i] = (cell % side + random.nextDouble()) / side;
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** The row of position i in a layer of a height, the outermost rows left out where there are more than two. */
    public int row(int i, int height) {
        return inner(y[i], height);
    }

    public int column(int i, int width) {
        return inner(x[i], width);
    }

    public static int side(int length) {
        return length > 2 ? length - 2 : length;
    }

    private static int inner(double share, int length) {
        int margin = length > 2 ? 1 : 0;
        return margin + (int) (share * side(length));
    }
}
