package io.github.activationatlas.umap.internal.transform;

import io.github.activationatlas.umap.UmapSettings;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.layout.LayoutGradient;
import io.github.activationatlas.umap.internal.vectors.InnerProductShift;
import java.util.Arrays;

/**
 * Places new points in a finished layout, in which nothing moves: each starts at the weighted mean of its nearest neighbours' places and is
 * then pulled to them and pushed from others, as umap-learn's transform does. Unlike there, a point's place depends on nothing but itself: not
 * on the points that are placed with it. Immutable and thread-safe.
 */
public final class Transformer {
    /** The share of the layout's learning rate that is used. */
    private static final double RATE = 0.25;

    private static final double LEAST_SHARE = 1e-3;

    private final QuerySearch search;
    private final InnerProductShift rise;
    private final float[] layout;
    private final LayoutGradient forces;
    private final UmapSettings settings;
    private final int epochs;

    /** Takes the layout's coordinates, point behind point, which are not changed. */
    public Transformer(
            QuerySearch search,
            InnerProductShift rise,
            float[] layout,
            LayoutGradient forces,
            UmapSettings settings,
            int epochs) {
        this.search = search;
        this.rise = rise;
        this.layout = layout;
        this.forces = forces;
        this.settings = settings;
        this.epochs = epochs;
    }

    /** Checks that a vector can be placed; a message names its row. */
    public void check(float[] vector, int row) {
        search.check(vector, row);
    }

    /** The place of one vector, checked. */
    public float[] place(float[] vector) {
        int dimension = settings.nComponents();
        NearestBeam near = search.nearest(vector, Math.min(settings.nNeighbors(), layout.length / dimension));
        int nearest = near.id(0) * dimension;
        if (rise.ofCopies(near.distance(0))) {
            return Arrays.copyOfRange(layout, nearest, nearest + dimension);
        }
        double[] weights = memberships(rise.raised(vector, near.distances()));
        float[] y = mean(near, weights);
        move(y, near, weights);
        return y;
    }

    /** The new point's memberships; a point of its own is not among its neighbours, so that one less is fully connected. */
    private double[] memberships(float[] distances) {
        double rho = SmoothDistances.rho(distances, Math.max(0, settings.localConnectivity() - 1));
        // The nearest is left out of the sum, as in umap-learn, where it stands in for the point itself.
        float[] others = Arrays.copyOfRange(distances, 1, distances.length);
        double mean = 0;
        for (float d : distances) {
            mean += d / (double) distances.length;
        }
        double sigma = Math.max(SmoothDistances.sigma(others, rho), LEAST_SHARE * mean);
        double[] weights = new double[distances.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = distances[i] <= rho || sigma == 0 ? 1 : Math.exp(-(distances[i] - rho) / sigma);
        }
        return weights;
    }

    private float[] mean(NearestBeam near, double[] weights) {
        int dimension = settings.nComponents();
        double sum = Arrays.stream(weights).sum();
        double[] y = new double[dimension];
        for (int i = 0; i < weights.length; i++) {
            // Weights too small to add up leave the nearest alone.
            double share = sum > 0 ? weights[i] / sum : i == 0 ? 1 : 0;
            for (int c = 0; c < dimension; c++) {
                y[c] += share * layout[near.id(i) * dimension + c];
            }
        }
        float[] start = new float[dimension];
        for (int c = 0; c < dimension; c++) {
            start[c] = (float) y[c];
        }
        return start;
    }

    private void move(float[] y, NearestBeam near, double[] weights) {
        int dimension = settings.nComponents();
        double most = Arrays.stream(weights).max().orElse(0);
        Xorshift random = new Xorshift(settings.seed());
        for (int epoch = 0; epoch < epochs; epoch++) {
            double rate = RATE * settings.learningRate() * (1 - (double) epoch / epochs);
            for (int i = 0; i < weights.length; i++) {
                double p = weights[i] / most;
                if ((long) (p * (epoch + 1)) > (long) (p * epoch)) {
                    step(y, near.id(i) * dimension, rate, true);
                    for (int s = 0; s < settings.negativeSampleRate(); s++) {
                        step(y, random.below(layout.length / dimension) * dimension, rate, false);
                    }
                }
            }
        }
    }

    private void step(float[] y, int other, double rate, boolean pull) {
        double d2 = LayoutGradient.squared(y, 0, layout, other, y.length);
        double factor = pull ? forces.attract(d2) : forces.repel(d2);
        for (int c = 0; c < y.length; c++) {
            y[c] += (float) (rate * LayoutGradient.clip(factor * (y[c] - layout[other + c])));
        }
    }
}
