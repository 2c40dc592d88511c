package io.github.activationatlas.inversion.internal.image;

/** A blur over three by three pixels: weight 1 in the middle, 0.5 around it, over 5; the edge's pixels are repeated outside. */
final class Blurring {
    private static final double MIDDLE = 1 / 5.0;
    private static final double AROUND = 0.5 / 5.0;

    private Blurring() {}

    /** Value i of an image [channel, y, x] minus that of its blurred copy. */
    static double rest(float[] p, int offset, int i, int height, int width) {
        int plane = i - i % (height * width);
        int y = i / width % height;
        int x = i % width;
        double sum = (1 - MIDDLE + AROUND) * p[offset + i];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                sum -= AROUND * p[offset + plane + neighbour(y + dy, x + dx, height, width)];
            }
        }
        return sum;
    }

    /** Adds the gradient of factor x rest. */
    static void addRest(double factor, float[] gradient, int offset, int i, int height, int width) {
        int plane = i - i % (height * width);
        int y = i / width % height;
        int x = i % width;
        gradient[offset + i] += (float) (factor * (1 - MIDDLE + AROUND));
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                gradient[offset + plane + neighbour(y + dy, x + dx, height, width)] -= (float) (factor * AROUND);
            }
        }
    }

    private static int neighbour(int y, int x, int height, int width) {
        return Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x));
    }
}
