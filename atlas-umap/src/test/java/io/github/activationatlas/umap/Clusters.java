package io.github.activationatlas.umap;

import java.util.Random;

/** Gaussian clusters far apart, for tests. */
public final class Clusters {
    private Clusters() {}

    public static float[][] of(int clusters, int each, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[clusters * each][dimension];
        for (int c = 0; c < clusters; c++) {
            float[] center = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                center[j] = 10 * (float) random.nextGaussian();
            }
            for (int i = 0; i < each; i++) {
                for (int j = 0; j < dimension; j++) {
                    rows[c * each + i][j] = center[j] + (float) random.nextGaussian();
                }
            }
        }
        return rows;
    }
}
