package io.github.activationatlas.umap;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Moves points so that those with an edge come near and others stay apart: stochastic gradient descent with negative sampling (UMAP paper,
 * algorithm 5; bounds of steps and clock of edges are umap-learn's).
 *
 * <p>A point works off all its edges that are due in one go and moves itself alone, at most half way to the other end of an edge. First the edges pull,
 * one by one; then all pushes that belong to them come at once, from where the point then stands. The rate falls with the square of the epochs
 * left. Points stand in random order and go in batches; a point sees the batches before it as they are now, and the rest, its own batch and
 * those that push it away as they were when the epoch began. So threads share nothing that they write, and the result is the same for any
 * number of them.
 *
 * <p>Where umap-learn moves both ends of an edge once from each end, here each end moves once, so that pushes weigh twice as much beside pulls;
 * more repulsion keeps more neighbours (Böhm, Berens, Kobak, JMLR 23, 2022). That pushes come together lets points out of bad places while the
 * rate is high, and makes them a loop for vector instructions. On 50,000 real activations (cosine, one graph, umap-learn: trustworthiness .872,
 * .064 of the neighbours kept), both ends' steps with pushes after each edge gave .862 and .074, with pushes after up to 16 edges .931 and .143,
 * one end's steps .936 and .146, the square .933 and .150, with triplets at .62 throughout; on other data the square is better in all three.
 * Without the bound on pulls, lone pairs leapt over one another ten times as far out as the rest.
 */
final class LayoutOptimizer {
    private static final int BATCHES = 25;

    /** Edges after whose pulls come the pushes of all of them, from one place. */
    private static final int TOGETHER = 16;
    /** Points that a chunk takes those from that push: few enough for a core's cache. */
    private static final int CROWD = 8192;

    private final FuzzyGraph graph;
    private final StepTable pull;
    private final Pushes pushes;
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
        StepTable push =
                new StepTable(d2 -> 2 * settings.repulsionStrength() * b / ((0.001 + d2) * (a * Math.pow(d2, b) + 1)));
        this.pushes = Products.best().pushes(push);
    }

    /** One fit's arrays: coordinates as they were when the epoch began and as they become, by place and by seat. */
    private final class Run {
        final int dimension;
        final int n;
        final int[] seat;
        final LayoutEdges edges;
        final int degree;
        final int crowd;
        float[] before;
        float[] after;
        float[][] crowdBefore;
        float[][] crowdAfter;

        Run(float[] layout, int dimension, LayoutPlaces places) {
            this.dimension = dimension;
            this.n = places.place().length;
            this.seat = places.seat();
            this.edges = LayoutEdges.of(graph, places.place(), epochs);
            this.degree = edges.degree();
            this.crowd = Math.min(n, CROWD);
            this.before = new float[layout.length];
            this.crowdBefore = new float[dimension][n + Pushes.PAD];
            for (int i = 0; i < n; i++) {
                int p = places.place()[i];
                System.arraycopy(layout, i * dimension, before, p * dimension, dimension);
                for (int c = 0; c < dimension; c++) {
                    crowdBefore[c][seat[p]] = layout[i * dimension + c];
                }
            }
            // Racing threads change what others read.
            this.after = settings.deterministic() ? new float[layout.length] : before;
            this.crowdAfter = settings.deterministic() ? new float[dimension][n + Pushes.PAD] : crowdBefore;
        }

        void swap() {
            float[] old = before;
            before = after;
            after = old;
            float[][] oldCrowd = crowdBefore;
            crowdBefore = crowdAfter;
            crowdAfter = oldCrowd;
        }
    }

    /** Moves the points of a chunk, one by one. */
    private final class Mover {
        private final Run run;
        private final float rate;
        private final int batch;
        private final int[] due;
        private final float[] at;
        private final float[] sums;
        private final int first;
        private long random;

        Mover(Run run, int batch, float rate, long seed) {
            this.run = run;
            this.batch = batch;
            this.rate = rate;
            this.due = new int[run.degree];
            this.at = new float[run.dimension];
            this.sums = new float[run.dimension * Pushes.PARTS];
            this.random = next(mix(seed));
            this.first = below(random, run.n);
        }

        void move(int from, int to, int epoch) {
            int dimension = run.dimension;
            for (int i = from; i < to; i++) {
                System.arraycopy(run.before, i * dimension, at, 0, dimension);
                int count = due(i, epoch);
                for (int e = 0; e < count; e += TOGETHER) {
                    int end = Math.min(count, e + TOGETHER);
                    if (dimension == 2) {
                        planePulls(e, end);
                    } else {
                        pulls(e, end);
                    }
                    push(run.seat[i], (end - e) * negatives);
                }
                System.arraycopy(at, 0, run.after, i * dimension, dimension);
                for (int c = 0; c < dimension; c++) {
                    run.crowdAfter[c][run.seat[i]] = at[c];
                }
            }
        }

        /** A coordinate's parts, four sums at a time. */
        private float total(int from) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int p = from; p < from + pushes.parts(); p += 4) {
                a += sums[p];
                b += sums[p + 1];
                c += sums[p + 2];
                d += sums[p + 3];
            }
            return a + b + (c + d);
        }

        private int due(int point, int epoch) {
            int[] heads = run.edges.heads();
            int[] shares = run.edges.shares();
            int count = 0;
            for (int e = run.edges.first()[point]; e < run.edges.first()[point + 1]; e++) {
                due[count] = heads[e];
                count += LayoutEdges.due(shares[e], epoch);
            }
            return count;
        }

        private void planePulls(int from, int to) {
            float x = at[0];
            float y = at[1];
            for (int e = from; e < to; e++) {
                int j = due[e];
                float[] now = j < batch ? run.after : run.before;
                float dx = x - now[2 * j];
                float dy = y - now[2 * j + 1];
                float d2 = dx * dx + dy * dy;
                float f = pull(d2);
                x += StepTable.clip(f * dx, rate);
                y += StepTable.clip(f * dy, rate);
            }
            at[0] = x;
            at[1] = y;
        }

        /** No step goes more than half way to the point that pulls: a pair whose points leap over one another would run away. */
        private float pull(float d2) {
            return d2 > 0 ? Math.max(rate * pull.at(d2), -0.5f) : 0;
        }

        private void pulls(int from, int to) {
            for (int e = from; e < to; e++) {
                int j = due[e] * at.length;
                float[] now = due[e] < batch ? run.after : run.before;
                float d2 = 0;
                for (int c = 0; c < at.length; c++) {
                    float d = at[c] - now[j + c];
                    d2 += d * d;
                }
                float f = pull(d2);
                for (int c = 0; c < at.length; c++) {
                    at[c] += StepTable.clip(f * (at[c] - now[j + c]), rate);
                }
            }
        }

        /** Lets a run of the chunk's crowd push, itself left out; seats go round. */
        private void push(int self, int many) {
            random = next(random);
            int from = first + below(random, run.crowd);
            from = from < run.n ? from : from - run.n;
            for (int left = many; left > 0; ) {
                int to = Math.min(run.n, from + left);
                if (self >= from && self < to) {
                    pushes.add(at, run.crowdBefore, from, self, rate, sums);
                    pushes.add(at, run.crowdBefore, self + 1, to, rate, sums);
                } else {
                    pushes.add(at, run.crowdBefore, from, to, rate, sums);
                }
                left -= to - from;
                from = 0;
            }
            for (int c = 0; c < at.length; c++) {
                at[c] += StepTable.clip(total(c * Pushes.PARTS), 2 * rate);
            }
            Arrays.fill(sums, 0);
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
        int n = layout.length / dimension;
        int batch = (n + BATCHES - 1) / BATCHES;
        LayoutPlaces places = LayoutPlaces.of(layout, dimension, batch, settings.seed());
        Run run = new Run(layout, dimension, places);
        BatchSchedule schedule = new BatchSchedule(n, batch);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Workers.checkInterrupt();
            // Nothing is due in epoch 0; the first that does anything has the full rate.
            if (epoch > 0) {
                int now = epoch;
                double left = 1 - (epoch - 1.0) / epochs;
                float rate = (float) (settings.learningRate() * left * left);
                long seed = settings.seed() * 1_000_003 + epoch * 65_537L;
                schedule.run(
                        workers,
                        settings.deterministic(),
                        (from, to, start, chunk) -> new Mover(run, start, rate, seed + chunk).move(from, to, now));
                run.swap();
            }
            if (epoch + 1 == epochs || shown.test(epoch + 1)) {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(run.before, places.place()[i] * dimension, layout, i * dimension, dimension);
                }
            }
            progress.accept(epoch + 1);
        }
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
