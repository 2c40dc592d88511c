package io.github.activationatlas.umap;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Moves points so that those with an edge come near and others stay apart: stochastic gradient descent with negative sampling (UMAP paper,
 * algorithm 5; steps, bounds and clock are umap-learn's). Edges are worked off one after another within a pair of blocks, and pairs of
 * blocks in the order of a {@link PairSchedule}, so that the result is the same for any number of threads. Points are pushed away from where
 * others were when the epoch began; they are drawn from a shuffled copy of the layout, some in a row, which is kind to the caches.
 */
final class LayoutOptimizer {
    private static final float CLIP = 4;
    private static final int BATCH = 512;
    private static final int CHUNK = 4096;

    private final FuzzyGraph graph;
    private final StepTable pull;
    private final StepTable push;
    private final Umap settings;
    private final int epochs;
    private final int negatives;

    LayoutOptimizer(FuzzyGraph graph, Curve curve, Umap settings, int epochs) {
        this.graph = graph;
        this.settings = settings;
        this.epochs = epochs;
        this.negatives = settings.negativeSampleRate();
        double a = curve.a();
        double b = curve.b();
        this.pull = new StepTable(d2 -> -2 * a * b * Math.pow(d2, b - 1) / (a * Math.pow(d2, b) + 1));
        this.push =
                new StepTable(d2 -> 2 * settings.repulsionStrength() * b / ((0.001 + d2) * (a * Math.pow(d2, b) + 1)));
    }

    /** One fit's arrays: coordinates by place, and a shuffled copy of them from the epoch's beginning. */
    private final class Run {
        final int dimension;
        final int n;
        final float[] y;
        final int[] seat;
        final float[] others;
        final LayoutEdges edges;
        final Workers workers;

        Run(float[] layout, int dimension, int[] place, Workers workers) {
            this.dimension = dimension;
            this.n = place.length;
            this.workers = workers;
            this.edges = LayoutEdges.of(graph, place, epochs);
            this.y = new float[layout.length];
            for (int i = 0; i < n; i++) {
                System.arraycopy(layout, i * dimension, y, place[i] * dimension, dimension);
            }
            this.seat = shuffled(n, settings.seed());
            this.others = new float[(n + negatives) * dimension];
        }

        /** Copies the layout to the shuffled one, whose first points come again at its end. */
        void look() {
            workers.forEach((n + CHUNK - 1) / CHUNK, chunk -> {
                for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
                    for (int c = 0; c < dimension; c++) {
                        others[seat[i] * dimension + c] = y[i * dimension + c];
                    }
                }
            });
            for (int i = 0; i < negatives * dimension; i++) {
                others[n * dimension + i] = others[i % (n * dimension)];
            }
        }

        /** Works off the edges of one meeting that are due. */
        void meet(int meeting, int epoch, float rate) {
            long[] random = {mix(settings.seed() * 1_000_003 + epoch * 65_537L + meeting)};
            int[] due = new int[BATCH];
            int end = edges.first()[meeting + 1];
            for (int from = edges.first()[meeting]; from < end; from += BATCH) {
                int count = due(from, Math.min(end, from + BATCH), epoch, due);
                if (dimension == 2) {
                    planeSteps(due, count, rate, random);
                } else {
                    steps(due, count, rate, random);
                }
            }
        }

        private int due(int from, int to, int epoch, int[] due) {
            int count = 0;
            for (int e = from; e < to; e++) {
                double p = edges.shares()[e];
                due[count] = e;
                count += (int) (p * epoch) - (int) (p * (epoch - 1));
            }
            return count;
        }

        private void planeSteps(int[] due, int count, float rate, long[] random) {
            long state = random[0];
            float[] sum = new float[2];
            for (int q = 0; q < count; q++) {
                int i = edges.tails()[due[q]];
                int j = edges.heads()[due[q]];
                float xi = y[2 * i];
                float yi = y[2 * i + 1];
                float xj = y[2 * j];
                float yj = y[2 * j + 1];
                // Once from each end.
                for (int side = 0; side < 2; side++) {
                    float dx = xi - xj;
                    float dy = yi - yj;
                    float d2 = dx * dx + dy * dy;
                    float c = d2 > 0 ? pull.at(d2) : 0;
                    float sx = rate * clip(c * dx);
                    float sy = rate * clip(c * dy);
                    xi += sx;
                    yi += sy;
                    xj -= sx;
                    yj -= sy;
                    state = next(state);
                    if (side == 0) {
                        pushPlane(xi, yi, below(state, n), seat[i], sum);
                        xi += rate * sum[0];
                        yi += rate * sum[1];
                    } else {
                        pushPlane(xj, yj, below(state, n), seat[j], sum);
                        xj += rate * sum[0];
                        yj += rate * sum[1];
                    }
                }
                y[2 * i] = xi;
                y[2 * i + 1] = yi;
                y[2 * j] = xj;
                y[2 * j + 1] = yj;
            }
            random[0] = state;
        }

        /** The clipped pushes from the points at some seats, all from one place, so that the processor need not wait for each. */
        private void pushPlane(float x, float z, int from, int self, float[] sum) {
            float sx = 0;
            float sz = 0;
            for (int s = from; s < from + negatives; s++) {
                float dx = x - others[2 * s];
                float dz = z - others[2 * s + 1];
                float d2 = dx * dx + dz * dz;
                if (d2 > 0 && s != self) {
                    float f = push.at(d2);
                    sx += clip(f * dx);
                    sz += clip(f * dz);
                }
            }
            sum[0] = sx;
            sum[1] = sz;
        }

        private void steps(int[] due, int count, float rate, long[] random) {
            for (int q = 0; q < count; q++) {
                int i = edges.tails()[due[q]];
                int j = edges.heads()[due[q]];
                for (int side = 0; side < 2; side++) {
                    int head = side == 0 ? i : j;
                    attract(head * dimension, (side == 0 ? j : i) * dimension, rate);
                    random[0] = next(random[0]);
                    int at = below(random[0], n);
                    for (int s = at; s < at + negatives; s++) {
                        if (s != seat[head]) {
                            repel(head * dimension, s * dimension, rate);
                        }
                    }
                }
            }
        }

        private void attract(int i, int j, float rate) {
            float d2 = squared(y, i, y, j);
            float c = d2 > 0 ? pull.at(d2) : 0;
            for (int k = 0; k < dimension; k++) {
                float step = rate * clip(c * (y[i + k] - y[j + k]));
                y[i + k] += step;
                y[j + k] -= step;
            }
        }

        private void repel(int i, int s, float rate) {
            float d2 = squared(y, i, others, s);
            float c = d2 > 0 ? push.at(d2) : 0;
            for (int k = 0; k < dimension; k++) {
                y[i + k] += rate * clip(c * (y[i + k] - others[s + k]));
            }
        }

        private float squared(float[] x, int i, float[] z, int j) {
            float sum = 0;
            for (int k = 0; k < dimension; k++) {
                float d = x[i + k] - z[j + k];
                sum += d * d;
            }
            return sum;
        }
    }

    /**
     * Moves the points.
     *
     * @param layout coordinates, point behind point
     * @param dimension coordinates of a point
     * @param shown whether {@code layout} must be up to date when progress is told of so many epochs
     */
    void optimize(float[] layout, int dimension, Workers workers, IntPredicate shown, IntConsumer progress) {
        int[] place = Places.of(layout, dimension);
        Run run = new Run(layout, dimension, place, workers);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Workers.checkInterrupt();
            // Nothing is due in epoch 0; the first that does anything has the full rate.
            if (epoch > 0) {
                int now = epoch;
                float rate = (float) (settings.learningRate() * (1 - (epoch - 1.0) / epochs));
                run.look();
                run.edges.schedule().run(workers, settings.deterministic(), (left, right, m) -> run.meet(m, now, rate));
            }
            if (epoch + 1 == epochs || shown.test(epoch + 1)) {
                for (int i = 0; i < run.n; i++) {
                    System.arraycopy(run.y, place[i] * dimension, layout, i * dimension, dimension);
                }
            }
            progress.accept(epoch + 1);
        }
    }

    private static int[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] seats = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            seats[i] = seats[j];
            seats[j] = i;
        }
        return seats;
    }

    private static float clip(float v) {
        return v > CLIP ? CLIP : v < -CLIP ? -CLIP : v;
    }

    /** A number that starts xorshift64*, never 0 (SplitMix64's finisher). */
    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return z == 0 ? 1 : z;
    }

    private static long next(long state) {
        long s = state ^ state >>> 12;
        s ^= s << 25;
        return s ^ s >>> 27;
    }

    private static int below(long state, int n) {
        return (int) ((state * 0x2545F4914F6CDD1DL >>> 32) * n >>> 32);
    }
}
