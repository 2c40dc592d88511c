package io.github.activationatlas.umap.internal.vectors;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What all vectors show together, found while each is checked: copies, and columns that are constant. Takes rows from several threads. */
public final class DuplicateSurvey {
    private final long[] hashes;
    private final float[] first;
    /** Only ever set to true, so threads need not wait for one another. */
    private final boolean[] varies;

    DuplicateSurvey(int rows, float[] first) {
        this.hashes = new long[rows];
        this.first = first;
        this.varies = new boolean[first.length];
    }

    /** The columns that have been constant so far. */
    public int[] constant() {
        return IntStream.range(0, first.length).filter(j -> !varies[j]).toArray();
    }

    /**
     * Takes a vector.
     *
     * @param constant the columns of which the first so many have been constant so far; those that still are move to the front
     * @return how many still are
     */
    int take(int i, float[] row, int[] constant, int count) {
        hashes[i] = hash(row);
        int left = 0;
        for (int c = 0; c < count; c++) {
            int j = constant[c];
            if (row[j] == first[j]) {
                constant[left++] = j;
            } else {
                varies[j] = true;
            }
        }
        return left;
    }

    /** Alike for equal rows, in two chains that the processor can keep apart. */
    static long hash(float[] row) {
        long a = 1;
        long b = 1;
        for (int j = 0; j < row.length; j++) {
            // Minus zero counts as zero.
            int bits = Float.floatToRawIntBits(row[j] + 0f);
            if ((j & 1) == 0) {
                a = mix(a, bits);
            } else {
                b = mix(b, bits);
            }
        }
        return a ^ Long.rotateLeft(b, 32);
    }

    private static long mix(long hash, int bits) {
        long mixed = (hash ^ bits) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    /** Sizes of the groups of equal rows, ascending; of a single one, 1. */
    public int[] groups() {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int[] sizes = new int[sorted.length];
        int groups = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0 && sorted[i] != sorted[i - 1]) {
                groups++;
            }
            sizes[groups]++;
        }
        int[] found = Arrays.copyOf(sizes, groups + 1);
        Arrays.sort(found);
        return found;
    }
}
