package io.github.activationatlas.umap;

import java.util.SplittableRandom;

/** Where the points stand before they are moved. Unlike a spectral start, neither kind minds a graph that falls into components. */
final class InitialLayout {
    private static final double SIDE = 10;
    private static final double NOISE = 1e-4;

    private InitialLayout() {}

    /** Coordinates, point behind point, brought to [0, 10] along each axis, with a little noise so that equal points can part. */
    static float[] of(Init init, Points points, int components, long seed, Workers workers) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] y = init == Init.PCA
                ? PrincipalComponents.scores(points, components, seed, workers)
                : new float[Math.multiplyExact(points.size(), components)];
        double noise = init == Init.PCA ? NOISE : SIDE;
        for (int c = 0; c < components; c++) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = c; i < y.length; i += components) {
                y[i] += (float) (noise * random.nextDouble(-1, 1));
                min = Math.min(min, y[i]);
                max = Math.max(max, y[i]);
            }
            for (int i = c; i < y.length; i += components) {
                y[i] = (float) (SIDE * (y[i] - min)) / Math.max(max - min, Float.MIN_NORMAL);
            }
        }
        return y;
    }
}
