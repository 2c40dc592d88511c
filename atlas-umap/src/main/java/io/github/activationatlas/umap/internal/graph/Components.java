package io.github.activationatlas.umap.internal.graph;

import java.util.Arrays;

/**
 * The parts of a graph between which there is no edge, numbered in the order of their first points.
 *
 * @param of the part of each point
 * @param members the points of each part, ascending
 */
public record Components(int[] of, int[][] members) {

    public static Components of(FuzzyGraph graph) {
        int n = graph.points();
        int[] of = new int[n];
        Arrays.fill(of, -1);
        int[] stack = new int[n];
        int parts = 0;
        for (int i = 0; i < n; i++) {
            if (of[i] >= 0) {
                continue;
            }
            int top = 0;
            stack[top++] = i;
            of[i] = parts;
            while (top > 0) {
                int p = stack[--top];
                for (int e = graph.first()[p]; e < graph.first()[p + 1]; e++) {
                    int q = graph.heads()[e];
                    if (of[q] < 0) {
                        of[q] = parts;
                        stack[top++] = q;
                    }
                }
            }
            parts++;
        }
        int[] sizes = new int[parts];
        for (int part : of) {
            sizes[part]++;
        }
        int[][] members = new int[parts][];
        Arrays.setAll(members, part -> new int[sizes[part]]);
        Arrays.fill(sizes, 0);
        for (int i = 0; i < n; i++) {
            members[of[i]][sizes[of[i]]++] = i;
        }
        return new Components(of, members);
    }

    public int count() {
        return members.length;
    }
}
