package io.github.activationatlas.umap.internal.layout;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.List;

/**
 * Which rows of several sets belong together.
 *
 * @param next next[s][i] is the row of set s + 1 that belongs to row i of set s, or -1
 * @param previous the same backwards
 */
public record RowRelations(int[][] next, int[][] previous) {

    public static RowRelations of(List<int[]> given, int[] sizes) {
        int steps = sizes.length - 1;
        checkArgument(
                given.size() == steps,
                "there are %s sets, so %s relations, but %s are given",
                sizes.length,
                steps,
                given.size());
        int[][] next = new int[steps][];
        int[][] previous = new int[sizes.length][];
        for (int s = 0; s < steps; s++) {
            next[s] = given.get(s).clone();
            previous[s + 1] = new int[sizes[s + 1]];
            Arrays.fill(previous[s + 1], -1);
            checkArgument(
                    next[s].length == sizes[s],
                    "set %s has %s vectors, but its relation has %s",
                    s,
                    sizes[s],
                    next[s].length);
            for (int i = 0; i < sizes[s]; i++) {
                int j = next[s][i];
                checkArgument(
                        j >= -1 && j < sizes[s + 1],
                        "row %s of set %s belongs to row %s, but set %s has rows 0 to %s",
                        i,
                        s,
                        j,
                        s + 1,
                        sizes[s + 1] - 1);
                if (j >= 0 && previous[s + 1][j] < 0) {
                    previous[s + 1][j] = i;
                }
            }
        }
        return new RowRelations(next, previous);
    }

    /** For each row of a set the row some sets further on that belongs to it, or -1; backwards if the number is below 0. */
    public int[] between(int set, int offset, int size) {
        int[] rows = new int[size];
        Arrays.setAll(rows, i -> i);
        int step = Integer.signum(offset);
        for (int s = set; s != set + offset; s += step) {
            int[] map = step > 0 ? next[s] : previous[s];
            Arrays.setAll(rows, i -> rows[i] < 0 ? -1 : map[rows[i]]);
        }
        return rows;
    }
}
