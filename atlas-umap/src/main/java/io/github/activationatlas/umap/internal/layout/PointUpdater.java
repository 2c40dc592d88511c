package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.linalg.GradientTable;
import io.github.activationatlas.umap.internal.linalg.Repulsion;
import java.util.Arrays;

/**
 * Moves the points of a chunk, one by one: all of a point's edges that are due pull it together, then others push it. For one thread.
 *
 * <p>The pulls are taken implicitly: with c the rate times the factor of each pull, a point goes to (x + sum c y) / (1 + sum c), which is
 * between it and the mean of its neighbours at any rate, where steps one by one would leave it at the last of them. The pushes then move
 * it by their sum divided by the same 1 + sum c, so that both kinds are in balance where the gradient is zero, whatever the rate.
 */
final class PointUpdater {
    private final LayoutRun run;
    private final GradientTable pull;
    private final Repulsion pushes;
    private final LayoutTerm term;
    private final int negatives;
    private final float rate;
    private final int batch;
    private final int[] due;
    private final float[] at;
    private final float[] steps;
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
    PointUpdater(
            LayoutRun run,
            GradientTable pull,
            Repulsion pushes,
            LayoutTerm term,
            int negatives,
            int batch,
            float rate,
            long seed) {
        this.run = run;
        this.pull = pull;
        this.pushes = pushes;
        this.term = term;
        this.negatives = negatives;
        this.batch = batch;
        this.rate = rate;
        this.due = new int[run.degree];
        this.at = new float[run.dimension];
        this.steps = new float[run.dimension];
        this.sums = new float[run.dimension * Repulsion.PARTS];
        this.random = next(mix(seed));
        this.first = below(random, run.n);
    }

    void move(int from, int to, int epoch) {
        int dimension = run.dimension;
        boolean plain = dimension == 2 && !term.changesPulls();
        for (int i = from; i < to; i++) {
            System.arraycopy(run.before, i * dimension, at, 0, dimension);
            int count = due(i, epoch);
            Arrays.fill(steps, 0);
            float stiffness = 1 + term.draw(i, count, rate, at, steps);
            stiffness += plain ? planePulls(count) : pulls(i, count);
            for (int c = 0; c < dimension; c++) {
                at[c] += steps[c] / stiffness;
            }
            push(run.seat[i], count * negatives, stiffness);
            System.arraycopy(at, 0, run.after, i * dimension, dimension);
            for (int c = 0; c < dimension; c++) {
                run.crowdAfter[c][run.seat[i]] = at[c];
            }
        }
    }

    /** Lists the edges of a point that are due, by their index. */
    private int due(int point, int epoch) {
        int[] shares = run.edges.shares();
        int count = 0;
        for (int e = run.edges.first()[point]; e < run.edges.first()[point + 1]; e++) {
            due[count] = e;
            count += LayoutEdges.due(shares[e], epoch);
        }
        return count;
    }

    /** Adds up the steps of pulls in two dimensions; gives the sum of their factors. */
    private float planePulls(int count) {
        int[] heads = run.edges.heads();
        float x = at[0];
        float y = at[1];
        float stepX = steps[0];
        float stepY = steps[1];
        float stiffness = 0;
        for (int e = 0; e < count; e++) {
            int j = heads[due[e]];
            float[] now = j < batch ? run.after : run.before;
            float dx = now[2 * j] - x;
            float dy = now[2 * j + 1] - y;
            float d2 = dx * dx + dy * dy;
            float f = d2 > 0 ? -rate * pull.at(d2) : 0;
            stiffness += f;
            stepX += f * dx;
            stepY += f * dy;
        }
        steps[0] = stepX;
        steps[1] = stepY;
        return stiffness;
    }

    private float pulls(int i, int count) {
        int[] heads = run.edges.heads();
        float stiffness = 0;
        for (int e = 0; e < count; e++) {
            int head = heads[due[e]];
            int j = head * at.length;
            float[] now = head < batch ? run.after : run.before;
            float d2 = 0;
            for (int c = 0; c < at.length; c++) {
                float d = now[j + c] - at[c];
                d2 += d * d;
            }
            if (d2 > 0) {
                float f = -rate * pull.at(d2);
                float further = term.changesPulls() ? rate * term.pull(due[e], i, head, d2) : 0;
                // What pushes is no spring that a point comes to rest in: it adds a step, but nothing to the stiffness.
                stiffness += f + Math.max(0, further);
                for (int c = 0; c < at.length; c++) {
                    float d = now[j + c] - at[c];
                    steps[c] += f * d + GradientTable.clip(further * d, rate);
                }
            }
        }
        return stiffness;
    }

    /** Lets a run of the chunk's crowd push, the point itself left out; seats go round. */
    private void push(int self, int many, float stiffness) {
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
            at[c] += GradientTable.clip(total(c * Repulsion.PARTS), 2 * rate) / stiffness;
        }
        Arrays.fill(sums, 0);
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
