package io.github.activationatlas.umap;

import java.util.Arrays;

/**
 * The fuzzy simplicial set: a symmetric weighted graph in compressed rows, where both directions of an edge are stored, columns ascending.
 *
 * @param first where each point's edges begin; length points + 1
 * @param heads the other end of each edge
 * @param weights the membership of each edge, above 0 and at most 1
 */
record FuzzyGraph(int[] first, int[] heads, float[] weights) {

    int points() {
        return first.length - 1;
    }

    /**
     * Joins the views that both ends have of an edge: mix (a + b - ab) + (1 - mix) ab.
     *
     * @param ids for each point its neighbours
     */
    static FuzzyGraph union(int[][] ids, float[][] distances, SmoothDistances scales, double mix) {
        int n = ids.length;
        long[][] rows = new long[n][];
        int[] counts = new int[n];
        for (int[] row : ids) {
            for (int j : row) {
                counts[j]++;
            }
        }
        for (int i = 0; i < n; i++) {
            rows[i] = new long[ids[i].length + counts[i]];
            counts[i] = 0;
        }
        // The neighbour, which direction, and the membership's bits, so that one sort brings both directions side by
        // side.
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < ids[i].length; k++) {
                int j = ids[i][k];
                long bits = Float.floatToIntBits((float) scales.membership(i, distances[i][k]));
                rows[i][counts[i]++] = (long) j << 32 | bits;
                rows[j][counts[j]++] = (long) i << 32 | bits;
            }
        }
        int[] first = new int[n + 1];
        int[] heads = new int[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
        float[] weights = new float[heads.length];
        int at = 0;
        for (int i = 0; i < n; i++) {
            Arrays.sort(rows[i]);
            for (int e = 0; e < rows[i].length; e++) {
                int j = (int) (rows[i][e] >>> 32);
                float a = Float.intBitsToFloat((int) rows[i][e]);
                boolean both = e + 1 < rows[i].length && (int) (rows[i][e + 1] >>> 32) == j;
                float b = both ? Float.intBitsToFloat((int) rows[i][++e]) : 0;
                double weight = mix * (a + b - (double) a * b) + (1 - mix) * a * b;
                if (weight > 0) {
                    heads[at] = j;
                    weights[at++] = (float) weight;
                }
            }
            first[i + 1] = at;
        }
        return new FuzzyGraph(first, Arrays.copyOf(heads, at), Arrays.copyOf(weights, at));
    }
}
