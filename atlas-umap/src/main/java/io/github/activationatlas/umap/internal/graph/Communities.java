package io.github.activationatlas.umap.internal.graph;

import io.github.activationatlas.umap.internal.linalg.Permutation;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;

/**
 * Communities of a graph by label propagation: each point takes the name that weighs most among its neighbours, again and again, until few change.
 *
 * @param of the part of each point
 * @param count parts, numbered in the order of their first points
 */
public record Communities(int[] of, int count) {
    private static final int SWEEPS = 30;
    private static final double STILL = 0.01;

    public static Communities of(FuzzyGraph graph, long seed) {
        int n = graph.points();
        int[] names = new int[n];
        Arrays.setAll(names, i -> i);
        int[] order = Permutation.random(n, seed);
        double[] sums = new double[n];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            Workers.checkInterrupt();
            int changes = 0;
            for (int i : order) {
                int name = heaviest(graph, i, names, sums);
                changes += name == names[i] ? 0 : 1;
                names[i] = name;
            }
            if (changes <= STILL * n) {
                break;
            }
        }
        return numbered(names);
    }

    /** The name that weighs most around a point; ties go to its own, then to the least. */
    private static int heaviest(FuzzyGraph graph, int i, int[] names, double[] sums) {
        int from = graph.first()[i];
        int to = graph.first()[i + 1];
        for (int e = from; e < to; e++) {
            sums[names[graph.heads()[e]]] += graph.weights()[e];
        }
        int best = names[i];
        double most = sums[best];
        for (int e = from; e < to; e++) {
            int name = names[graph.heads()[e]];
            if (sums[name] > most || sums[name] == most && best != names[i] && name < best) {
                best = name;
                most = sums[name];
            }
        }
        for (int e = from; e < to; e++) {
            sums[names[graph.heads()[e]]] = 0;
        }
        return best;
    }

    private static Communities numbered(int[] names) {
        int[] number = new int[names.length];
        Arrays.fill(number, -1);
        int[] of = new int[names.length];
        int count = 0;
        for (int i = 0; i < names.length; i++) {
            if (number[names[i]] < 0) {
                number[names[i]] = count++;
            }
            of[i] = number[names[i]];
        }
        return new Communities(of, count);
    }

    /** The parts as points: an edge weighs what lies between its ends beside all that leads from each, the heaviest 1. */
    public FuzzyGraph graph(FuzzyGraph fine) {
        int[] members = new int[of.length];
        int[] start = new int[count + 1];
        for (int part : of) {
            start[part + 1]++;
        }
        for (int part = 0; part < count; part++) {
            start[part + 1] += start[part];
        }
        int[] next = start.clone();
        double[] total = new double[count];
        for (int i = 0; i < of.length; i++) {
            members[next[of[i]]++] = i;
            for (int e = fine.first()[i]; e < fine.first()[i + 1]; e++) {
                total[of[i]] += fine.weights()[e];
            }
        }
        int[] first = new int[count + 1];
        int[] heads = new int[16];
        double[] weights = new double[16];
        double[] sums = new double[count];
        double heaviest = Double.MIN_NORMAL;
        int edges = 0;
        for (int part = 0; part < count; part++) {
            for (int m = start[part]; m < start[part + 1]; m++) {
                for (int e = fine.first()[members[m]]; e < fine.first()[members[m] + 1]; e++) {
                    int other = of[fine.heads()[e]];
                    if (other == part) {
                        continue;
                    }
                    if (sums[other] == 0) {
                        if (edges == heads.length) {
                            heads = Arrays.copyOf(heads, 2 * edges);
                            weights = Arrays.copyOf(weights, 2 * edges);
                        }
                        heads[edges++] = other;
                    }
                    sums[other] += fine.weights()[e];
                }
            }
            first[part + 1] = edges;
            Arrays.sort(heads, first[part], edges);
            for (int e = first[part]; e < edges; e++) {
                weights[e] = sums[heads[e]] / Math.sqrt(total[part] * total[heads[e]]);
                heaviest = Math.max(heaviest, weights[e]);
                sums[heads[e]] = 0;
            }
        }
        float[] scaled = new float[edges];
        for (int e = 0; e < edges; e++) {
            scaled[e] = (float) (weights[e] / heaviest);
        }
        return new FuzzyGraph(first, Arrays.copyOf(heads, edges), scaled);
    }
}
