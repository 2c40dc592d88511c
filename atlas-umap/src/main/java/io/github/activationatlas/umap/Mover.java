package io.github.activationatlas.umap;

import java.util.Arrays;

/** Moves the points of a chunk, one by one: each is pulled along its edges that are due, then pushed by others. For one thread. */
final class Mover {
    /** Edges after whose pulls come the pushes of all of them, from one place. */
    private static final int TOGETHER = 16;

    private final LayoutRun run;
    private final StepTable pull;
    private final Pushes pushes;
    private final int negatives;
    private final float rate;
    private final int batch;
    private final int[] due;
    private final float[] at;
    private final float[] sums;
    private final int first;
    private long random;

    /**
     * Begins a chunk.
     *
     * @param negatives pushes for each edge that is due
     * @param batch places before it are seen as they are now
     * @param rate by which steps are multiplied
     */
    Mover(LayoutRun run, StepTable pull, Pushes pushes, int negatives, int batch, float rate, long seed) {
        this.run = run;
        this.pull = pull;
        this.pushes = pushes;
        this.negatives = negatives;
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
