package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.parallel.Workers;

/**
 * What the search compares: short rows whose products estimate those of the vectors. For some tens of thousands of points, and where
 * vectors are short or differ in all directions alike, a row is the whole vector less the mean, and the estimate is exact but for rounding.
 * Otherwise it is the vector's coordinates along the strongest axes and, in its last column, the length r of the rest times the root of
 * theta: the rests of two neighbours have a product of theta r r' on average. Rows stand in the order of a tree's leaves, so that near
 * points lie near in memory.
 *
 * @param width columns
 * @param half half the squared length of each vector less the mean
 * @param order which vector each row is of
 */
record ProjectedVectors(int size, int width, float[] values, float[] half, int[] order) {

    /** Half the squared difference. */
    float between(int i, int j, float product) {
        return half[i] + half[j] - product;
    }

    ProjectedVectors ordered(int[] by, Workers workers) {
        float[] rows = new float[values.length];
        float[] halves = new float[size];
        int[] names = new int[size];
        workers.forRows(size, (from, to) -> {
            for (int i = from; i < to; i++) {
                System.arraycopy(values, by[i] * width, rows, i * width, width);
                halves[i] = half[by[i]];
                names[i] = order[by[i]];
            }
        });
        return new ProjectedVectors(size, width, rows, halves, names);
    }
}
