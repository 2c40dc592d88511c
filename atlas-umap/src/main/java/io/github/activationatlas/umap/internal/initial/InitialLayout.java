package io.github.activationatlas.umap.internal.initial;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Init;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.neighbors.FitContext;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Where the points stand before they are moved. */
public final class InitialLayout {
    /** The length of the longest axis. */
    public static final double SIDE = 19;

    private static final double NOISE = 1e-4;
    /** Of smoothing. */
    private static final int ROUNDS = 30;

    private InitialLayout() {}

    /**
     * Coordinates, point behind point, from 0 to {@value #SIDE} along the longest axis, with a little noise so that equal points can part.
     *
     * @param mover moves the points of a graph, for a start that needs it
     */
    public static float[] of(
            Init init,
            FitContext data,
            FuzzyGraph graph,
            int components,
            long seed,
            Workers workers,
            BiConsumer<FuzzyGraph, float[]> mover) {
        float[] y = switch (init) {
            case PCA -> smoothed(scaled(data.scores()), graph, components, workers);
            case SPECTRAL -> SpectralLayout.of(graph, data.scores(), components, seed, workers);
            case RECURSIVE -> new RecursiveLayout(components, seed, mover).of(graph, scaled(data.scores()));
            case RANDOM ->
                smoothed(
                        spread(new float[Math.multiplyExact(data.size(), components)], components, SIDE, seed),
                        graph,
                        components,
                        workers);
        };
        return spread(y, components, NOISE, seed);
    }

    /** Coordinates from 0 to {@value #SIDE} along the longest axis, with a little noise. */
    public static float[] spread(float[] y, int components, long seed) {
        return spread(y, components, NOISE, seed);
    }

    /** The same from coordinates that are given. */
    public static float[] of(float[][] given, int points, int components, long seed) {
        return spread(flat(given, points, components), components, NOISE, seed);
    }

    /** Coordinates that are given, checked, point behind point. */
    public static float[] flat(float[][] given, int points, int components) {
        checkArgument(given.length == points, "there are %s vectors, but %s coordinates", points, given.length);
        float[] y = new float[Math.multiplyExact(points, components)];
        for (int i = 0; i < points; i++) {
            checkArgument(
                    given[i].length == components,
                    "nComponents is %s, but row %s of the coordinates has %s",
                    components,
                    i,
                    given[i].length);
            MetricVectors.check(given[i], i);
            System.arraycopy(given[i], 0, y, i * components, components);
        }
        return y;
    }

    /**
     * Moves each point towards the weighted mean of its neighbours, half way and again and again: a lazy random walk's average of the
     * coordinates. Points that lie by chance where others belong are brought to their own.
     */
    private static float[] smoothed(float[] y, FuzzyGraph graph, int components, Workers workers) {
        float[] before = y;
        float[] after = new float[y.length];
        for (int round = 0; round < ROUNDS; round++) {
            float[] from = before;
            float[] to = after;
            workers.forRows(graph.points(), (first, end) -> {
                double[] sum = new double[components];
                for (int i = first; i < end; i++) {
                    smooth(from, to, graph, i, sum);
                }
            });
            before = to;
            after = from;
        }
        return before;
    }

    private static void smooth(float[] from, float[] to, FuzzyGraph graph, int i, double[] sum) {
        Arrays.fill(sum, 0);
        double total = 0;
        for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
            double w = graph.weights()[e];
            int j = graph.heads()[e] * sum.length;
            for (int c = 0; c < sum.length; c++) {
                sum[c] += w * from[j + c];
            }
            total += w;
        }
        for (int c = 0; c < sum.length; c++) {
            float own = from[i * sum.length + c];
            to[i * sum.length + c] = total > 0 ? (float) ((own + sum[c] / total) / 2) : own;
        }
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
        double[] least = new double[components];
        double widest = Float.MIN_NORMAL;
        for (int c = 0; c < components; c++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = c; i < y.length; i += components) {
                y[i] += (float) (noise * random.nextDouble(-1, 1));
                min = Math.min(min, y[i]);
                max = Math.max(max, y[i]);
            }
            least[c] = min;
            widest = Math.max(widest, max - min);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) (SIDE * ((y[i] - least[i % components]) / widest));
        }
        return y;
    }
}
