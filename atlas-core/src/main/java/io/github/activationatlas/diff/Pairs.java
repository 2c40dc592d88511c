package io.github.activationatlas.diff;

import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Layout;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The activations that two atlases have in common, in the order of the first. */
final class Pairs {
    private final int[] fromFirst;
    private final int[] fromSecond;
    private final Directions old;
    private final Directions young;
    private final float[][] was;
    private final float[][] is;
    private final Fit fit;

    private Pairs(AtlasLayer before, AtlasLayer after, int[] partners) {
        int[] firsts = IntStream.range(0, partners.length)
                .filter(row -> partners[row] >= 0)
                .toArray();
        int[] seconds = Arrays.stream(firsts).map(row -> partners[row]).toArray();
        fromFirst = inverse(firsts, before.activations().size());
        fromSecond = inverse(seconds, after.activations().size());
        old = new Directions(before.activations().vectors(), firsts);
        young = new Directions(after.activations().vectors(), seconds);
        was = chosen(before.layout(), firsts);
        is = chosen(after.layout(), seconds);
        fit = new Fit(is, was);
    }

    static Pairs of(AtlasLayer before, AtlasLayer after) {
        return new Pairs(before, after, before.activations().partners(after.activations()));
    }

    private static int[] inverse(int[] rows, int size) {
        int[] pairs = new int[size];
        Arrays.fill(pairs, -1);
        for (int pair = 0; pair < rows.length; pair++) {
            pairs[rows[pair]] = pair;
        }
        return pairs;
    }

    private static float[][] chosen(Layout layout, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(row -> new float[] {layout.x(row), layout.y(row)})
                .toArray(float[][]::new);
    }

    int size() {
        return was.length;
    }

    /** For each row of the first atlas, its pair, or -1. */
    int[] fromFirst() {
        return fromFirst;
    }

    /** For each row of the second atlas, its pair, or -1. */
    int[] fromSecond() {
        return fromSecond;
    }

    double cohesionBefore(int[] pairs) {
        return old.cohesion(pairs);
    }

    double cohesionAfter(int[] pairs) {
        return young.cohesion(pairs);
    }

    /** Between the middles; medians, since a few stray points should not count. */
    double distance(int[] pairs) {
        double[][] from = new double[2][pairs.length];
        double[][] to = new double[2][pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            double[] fitted = fit.apply(is[pairs[i]][0], is[pairs[i]][1]);
            for (int axis = 0; axis < 2; axis++) {
                from[axis][i] = was[pairs[i]][axis];
                to[axis][i] = fitted[axis];
            }
        }
        return Math.hypot(median(to[0]) - median(from[0]), median(to[1]) - median(from[1]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
