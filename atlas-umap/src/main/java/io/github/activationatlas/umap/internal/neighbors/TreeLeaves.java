package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.SplittableRandom;

/**
 * Cuts the rows of a table into leaves of one size, so that near rows mostly end in one leaf: each cut is at the median along the line
 * between two centres that a few rounds of 2-means find in a few members. The rows of a leaf stand side by side in {@link #order()}.
 */
final class TreeLeaves {
    private static final int SAMPLE = 24;
    private static final int ROUNDS = 3;
    /** Columns compared; the first distinguish most. */
    private static final int COLUMNS = 64;

    private final ProjectedVectors table;
    private final Products products;
    private final int columns;
    private final int[] order;
    private final float[] keys;
    private final int[] first;

    private TreeLeaves(ProjectedVectors table, int leaves, Products products) {
        this.table = table;
        this.products = products;
        this.columns = Math.min(COLUMNS, table.width());
        this.order = new int[table.size()];
        this.keys = new float[table.size()];
        this.first = new int[leaves + 1];
        java.util.Arrays.setAll(order, i -> i);
    }

    /** Cuts into as many leaves as a power of two gives with at most {@code size} rows each. */
    static TreeLeaves of(ProjectedVectors table, int size, long seed, Products products, Workers workers) {
        int depth = 0;
        while ((table.size() - 1 >> depth) + 1 > size) {
            depth++;
        }
        TreeLeaves leaves = new TreeLeaves(table, 1 << depth, products);
        leaves.first[1 << depth] = table.size();
        for (int level = 0; level < depth; level++) {
            int step = 1 << depth - level;
            long levelSeed = seed * 31 + level;
            workers.forEach(1 << level, node -> leaves.cut(node * step, step, levelSeed + (long) node << 8));
        }
        return leaves;
    }

    int count() {
        return first.length - 1;
    }

    int first(int leaf) {
        return first[leaf];
    }

    int[] order() {
        return order;
    }

    private void cut(int leaf, int step, long seed) {
        int from = first[leaf];
        int to = first[leaf + step];
        float[] normal = normal(from, to, new SplittableRandom(seed));
        products.dots(normal, 0, columns, table.values(), table.width(), order, from, to, keys);
        int middle = from + (to - from) / 2;
        select(from, to - 1, middle);
        first[leaf + step / 2] = middle;
    }

    private float[] normal(int from, int to, SplittableRandom random) {
        int[] sample = new int[SAMPLE];
        for (int s = 0; s < SAMPLE; s++) {
            sample[s] = order[random.nextInt(from, to)] * table.width();
        }
        float[] a = row(sample[0]);
        float[] b = row(sample[1]);
        for (int round = 0; round < ROUNDS; round++) {
            float[] nextA = new float[columns];
            float[] nextB = new float[columns];
            int countA = 0;
            for (int at : sample) {
                boolean nearA = squared(a, at) < squared(b, at);
                countA += nearA ? 1 : 0;
                float[] next = nearA ? nextA : nextB;
                for (int j = 0; j < columns; j++) {
                    next[j] += table.values()[at + j];
                }
            }
            if (countA == 0 || countA == SAMPLE) {
                break;
            }
            for (int j = 0; j < columns; j++) {
                a[j] = nextA[j] / countA;
                b[j] = nextB[j] / (SAMPLE - countA);
            }
        }
        for (int j = 0; j < columns; j++) {
            a[j] -= b[j];
        }
        return a;
    }

    private float[] row(int at) {
        return java.util.Arrays.copyOfRange(table.values(), at, at + columns);
    }

    private float squared(float[] x, int at) {
        float sum = 0;
        for (int j = 0; j < columns; j++) {
            float d = x[j] - table.values()[at + j];
            sum += d * d;
        }
        return sum;
    }

    /** Hoare's selection: the keys before {@code middle} become at most, those behind it at least, the key there. */
    private void select(int low, int high, int middle) {
        int l = low;
        int h = high;
        while (l < h) {
            float pivot = keys[l + h >>> 1];
            int i = l;
            int j = h;
            while (i <= j) {
                while (keys[i] < pivot) {
                    i++;
                }
                while (keys[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float key = keys[i];
                    keys[i] = keys[j];
                    keys[j] = key;
                    int id = order[i];
                    order[i++] = order[j];
                    order[j--] = id;
                }
            }
            if (middle <= j) {
                h = j;
            } else if (middle >= i) {
                l = i;
            } else {
                return;
            }
        }
    }
}
