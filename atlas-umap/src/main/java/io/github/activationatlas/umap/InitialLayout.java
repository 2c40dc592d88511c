package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Where the points stand before they are moved. */
final class InitialLayout {
    private static final double SIDE = 10;
    private static final double NOISE = 1e-4;

    private InitialLayout() {}

    /**
     * Coordinates, point behind point, brought to [0, 10] along each axis, with a little noise so that equal points can part.
     *
     * @param mover moves the points of a graph, for a start that needs it
     */
    static float[] of(
            Init init,
            Data data,
            FuzzyGraph graph,
            int components,
            long seed,
            Workers workers,
            BiConsumer<FuzzyGraph, float[]> mover) {
        float[] y = switch (init) {
            case PCA -> scaled(data.scores());
            case SPECTRAL -> SpectralLayout.of(graph, data.scores(), components, seed, workers);
            case RECURSIVE -> new RecursiveLayout(components, seed, mover).of(graph, scaled(data.scores()));
            case RANDOM -> new float[Math.multiplyExact(data.size(), components)];
        };
        return spread(y, components, init == Init.RANDOM ? SIDE : NOISE, seed);
    }

    /** Coordinates brought to [0, 10] along each axis, with a little noise. */
    static float[] spread(float[] y, int components, long seed) {
        return spread(y, components, NOISE, seed);
    }

    /** The same from coordinates that are given. */
    static float[] of(float[][] given, int points, int components, long seed) {
        return spread(flat(given, points, components), components, NOISE, seed);
    }

    /** Coordinates that are given, checked, point behind point. */
    static float[] flat(float[][] given, int points, int components) {
        checkArgument(given.length == points, "there are %s vectors, but %s coordinates", points, given.length);
        float[] y = new float[Math.multiplyExact(points, components)];
        for (int i = 0; i < points; i++) {
            checkArgument(
                    given[i].length == components,
                    "nComponents is %s, but row %s of the coordinates has %s",
                    components,
                    i,
                    given[i].length);
            Points.check(given[i], i);
            System.arraycopy(given[i], 0, y, i * components, components);
        }
        return y;
    }

    /** Brings the largest to 1, so that sums of huge and tiny values stay within bounds. */
    private static float[] scaled(float[] y) {
        float max = 0;
        for (float v : y) {
            max = Math.max(max, Math.abs(v));
        }
        for (int i = 0; i < y.length && max > 0; i++) {
            y[i] /= max;
        }
        return y;
    }

    private static float[] spread(float[] y, int components, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
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
