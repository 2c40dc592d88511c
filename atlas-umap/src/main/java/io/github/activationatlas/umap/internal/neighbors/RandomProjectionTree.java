package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts points into leaves by the hyperplane midway between two of them, again and again (Dasgupta, Freund 2008): near points mostly end in
 * one leaf. Cuts are at the median, so that leaves are of one size and identical points do not go on for ever.
 */
final class RandomProjectionTree {
    private final MetricVectors points;
    private final int leafSize;
    private final SplittableRandom random;
    private final List<int[]> leaves = new ArrayList<>();

    private RandomProjectionTree(MetricVectors points, int leafSize, long seed) {
        this.points = points;
        this.leafSize = leafSize;
        this.random = new SplittableRandom(seed);
    }

    static List<int[]> leaves(MetricVectors points, int leafSize, long seed) {
        RandomProjectionTree tree = new RandomProjectionTree(points, leafSize, seed);
        int[] all = new int[points.size()];
        Arrays.setAll(all, i -> i);
        tree.split(all);
        return tree.leaves;
    }

    private void split(int[] members) {
        if (members.length <= leafSize) {
            leaves.add(members);
            return;
        }
        float[] a = points.row(members[random.nextInt(members.length)]);
        float[] b = points.row(members[random.nextInt(members.length)]);
        float[] normal = new float[a.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = a[i] - b[i];
        }
        long[] order = new long[members.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) sortable(dot(normal, points.row(members[i]))) << 32 | i;
        }
        Arrays.sort(order);
        int half = members.length / 2;
        int[] low = new int[half];
        int[] high = new int[members.length - half];
        for (int i = 0; i < order.length; i++) {
            int member = members[(int) order[i]];
            if (i < half) {
                low[i] = member;
            } else {
                high[i - half] = member;
            }
        }
        split(low);
        split(high);
    }

    /** An integer that sorts as the float does. */
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    private static float dot(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        int k = 0;
        for (; k + 1 < x.length; k += 2) {
            a += x[k] * y[k];
            b += x[k + 1] * y[k + 1];
        }
        return k < x.length ? a + b + x[k] * y[k] : a + b;
    }
}
