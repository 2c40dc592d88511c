package io.github.activationatlas.umap.internal.linalg;

import java.util.SplittableRandom;

/** Orders by chance. */
public final class Permutation {
    private Permutation() {}

    /** The numbers below n in random order. */
    public static int[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] seats = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            seats[i] = seats[j];
            seats[j] = i;
        }
        return seats;
    }
}
