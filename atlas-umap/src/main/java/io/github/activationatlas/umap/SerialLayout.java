package io.github.activationatlas.umap;

/**
 * UMAP's gradient descent in one thread, edge by edge, with room for further terms: what density and alignment need, where each step depends
 * on the ones before. An edge of weight w is due in epoch e when floor(p (e + 1)) > floor(p e), p = w / max w.
 */
final class SerialLayout {
    private final FuzzyGraph graph;
    private final Forces forces;
    private final UmapBuilder settings;
    private final int epochs;
    private final Xorshift random;
    private final float most;

    /** A further term of the gradient. */
    interface Term {
        /** What else the difference of an edge's ends is multiplied by, clipped by itself. */
        default double factor(int edge, int from, int to, double d2) {
            return 0;
        }

        /** Moves a point that was just moved. */
        default void moved(int point, double rate, boolean head) {}
    }

    SerialLayout(FuzzyGraph graph, Forces forces, UmapBuilder settings, int epochs, long seed) {
        this.graph = graph;
        this.forces = forces;
        this.settings = settings;
        this.epochs = epochs;
        this.random = new Xorshift(seed);
        float largest = 0;
        for (float w : graph.weights()) {
            largest = Math.max(largest, w);
        }
        this.most = largest;
    }

    /** Runs one epoch on coordinates, point behind point. */
    void epoch(float[] y, int epoch, Term term) {
        Workers.checkInterrupt();
        int dimension = settings.nComponents;
        double rate = settings.learningRate * (1 - (double) epoch / epochs);
        for (int i = 0; i < graph.points(); i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                double p = graph.weights()[e] / most;
                if ((long) (p * (epoch + 1)) > (long) (p * epoch)) {
                    int j = graph.heads()[e];
                    attract(y, i, j, e, rate, term);
                    for (int s = 0; s < settings.negativeSampleRate; s++) {
                        repel(y, i * dimension, random.below(graph.points()) * dimension, rate);
                    }
                    term.moved(i, rate, true);
                    term.moved(j, rate, false);
                }
            }
        }
    }

    private void attract(float[] y, int i, int j, int edge, double rate, Term term) {
        int dimension = settings.nComponents;
        double d2 = Forces.squared(y, i * dimension, y, j * dimension, dimension);
        double pull = forces.attract(d2);
        double further = term.factor(edge, i, j, d2);
        for (int c = 0; c < dimension; c++) {
            double difference = y[i * dimension + c] - y[j * dimension + c];
            double step = rate * (Forces.clip(pull * difference) + Forces.clip(further * difference));
            y[i * dimension + c] += (float) step;
            y[j * dimension + c] -= (float) step;
        }
    }

    private void repel(float[] y, int i, int j, double rate) {
        int dimension = settings.nComponents;
        double push = forces.repel(Forces.squared(y, i, y, j, dimension));
        for (int c = 0; c < dimension; c++) {
            y[i + c] += (float) (rate * Forces.clip(push * (y[i + c] - y[j + c])));
        }
    }
}
