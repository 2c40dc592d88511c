package io.github.activationatlas.umap.internal.vectors;

import java.util.Arrays;

/** A set of indices, without boxes. */
public final class IntSet {
    private int[] table = new int[1 << 12];
    private int size;

    /** Adds an index, 0 or more; returns whether it was absent. */
    public boolean add(int value) {
        if (2 * size > table.length) {
            int[] old = table;
            table = new int[old.length * 2];
            size = 0;
            Arrays.stream(old).filter(v -> v != 0).forEach(v -> add(v - 1));
        }
        int at = value * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(table.length) + 1;
        while (table[at] != 0) {
            if (table[at] == value + 1) {
                return false;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = value + 1;
        size++;
        return true;
    }
}
