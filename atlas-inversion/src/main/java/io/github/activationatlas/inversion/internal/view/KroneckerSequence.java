package io.github.activationatlas.inversion.internal.view;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A quasi-random sequence, whose draws cover their ranges evenly from step to step: draw i of step t is the fraction of u + t sqrt(p), with u by chance and p the i-th
 * prime (Kronecker's sequence as in Richtmyer 1951). So the transforms of a few steps already represent all. Not thread-safe.
 */
final class KroneckerSequence implements RandomGenerator {
    private final SplittableRandom starts;
    private long[] places = new long[16];
    private long[] strides = new long[16];
    private int known;
    private int next;

    KroneckerSequence(long seed) {
        starts = new SplittableRandom(seed);
    }

    /** Goes on to the next step. */
    void advance() {
        for (int i = 0; i < known; i++) {
            places[i] += strides[i];
        }
        next = 0;
    }

    /** Goes back to the step's first draw. */
    void repeat() {
        next = 0;
    }

    @Override
    public long nextLong() {
        if (next == known) {
            learn();
        }
        return places[next++];
    }

    @Override
    public int nextInt(int bound) {
        // The highest bits are those that are even.
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    private void learn() {
        if (known == places.length) {
            places = Arrays.copyOf(places, 2 * known);
            strides = Arrays.copyOf(strides, 2 * known);
        }
        places[known] = starts.nextLong();
        double root = Math.sqrt(prime(known));
        strides[known++] = (long) ((root - Math.floor(root)) * 0x1p62) << 2;
    }

    private static int prime(int index) {
        int candidate = 1;
        for (int left = index; left >= 0; ) {
            candidate++;
            int c = candidate;
            if (java.util.stream.IntStream.range(2, c).noneMatch(d -> c % d == 0)) {
                left--;
            }
        }
        return candidate;
    }
}
