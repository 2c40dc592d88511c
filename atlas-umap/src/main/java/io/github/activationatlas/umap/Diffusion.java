package io.github.activationatlas.umap;

/**
 * Smooths coordinates over a graph as heat spreads: y becomes exp(-t L) y, where L = I - D^-1 W is the random walk's Laplacian. What
 * varies from neighbour to neighbour goes, what varies slowly over the graph stays, and parts without an edge between them keep their
 * places. The exponential is summed in Chebyshev polynomials of D^-1 W, whose coefficients are Bessel functions: about 5 sqrt(t) products of
 * the graph with the coordinates are enough.
 */
final class Diffusion {
    private static final double TIME = 80;
    private static final int DEGREE = 45;

    private final FuzzyGraph graph;
    private final Workers workers;
    private final int dimension;

    private Diffusion(FuzzyGraph graph, int dimension, Workers workers) {
        this.graph = graph;
        this.dimension = dimension;
        this.workers = workers;
    }

    /**
     * Smooths.
     *
     * @param y coordinates, point behind point; not changed
     */
    static float[] of(FuzzyGraph graph, float[] y, int dimension, Workers workers) {
        return new Diffusion(graph, dimension, workers).smooth(y);
    }

    private float[] smooth(float[] y) {
        double[] weights = coefficients();
        float[] before = y;
        float[] now = times(y, y, 1, 0);
        float[] sum = new float[y.length];
        add(sum, before, weights[0]);
        add(sum, now, weights[1]);
        for (int k = 2; k <= DEGREE; k++) {
            Workers.checkInterrupt();
            // T_k = 2 P T_k-1 - T_k-2
            float[] next = times(now, before, 2, -1);
            add(sum, next, weights[k]);
            before = now;
            now = next;
        }
        return sum;
    }

    /** factor P x + more z, where P = D^-1 W; a point without edges keeps its own. */
    private float[] times(float[] x, float[] z, float factor, float more) {
        float[] product = new float[x.length];
        workers.forRows(graph.points(), (from, to) -> {
            double[] sums = new double[dimension];
            for (int i = from; i < to; i++) {
                java.util.Arrays.fill(sums, 0);
                double degree = 0;
                for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                    float w = graph.weights()[e];
                    int j = graph.heads()[e] * dimension;
                    degree += w;
                    for (int c = 0; c < dimension; c++) {
                        sums[c] += w * x[j + c];
                    }
                }
                for (int c = 0; c < dimension; c++) {
                    int at = i * dimension + c;
                    double mean = degree > 0 ? sums[c] / degree : x[at];
                    product[at] = (float) (factor * mean + more * z[at]);
                }
            }
        });
        return product;
    }

    private void add(float[] sum, float[] x, double weight) {
        float w = (float) weight;
        workers.forRows(graph.points(), (from, to) -> {
            for (int i = from * dimension; i < to * dimension; i++) {
                sum[i] += w * x[i];
            }
        });
    }

    /** exp(-t) I_k(t), all but the first twice, by Miller's downward recurrence, and scaled so that constants stay as they are. */
    private static double[] coefficients() {
        double[] bessel = new double[DEGREE + 1];
        double above = 0;
        double at = 1e-290;
        for (int k = DEGREE + 60; k > 0; k--) {
            double below = above + 2 * k / TIME * at;
            above = at;
            at = below;
            if (k - 1 <= DEGREE) {
                bessel[k - 1] = at;
            }
        }
        double sum = 0;
        for (int k = 0; k <= DEGREE; k++) {
            bessel[k] *= k == 0 ? 1 : 2;
            sum += bessel[k];
        }
        for (int k = 0; k <= DEGREE; k++) {
            bessel[k] /= sum;
        }
        return bessel;
    }
}
