package io.github.activationatlas.umap.internal.transform;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.vectors.BruteForce;
import io.github.activationatlas.umap.internal.vectors.IntSet;
import io.github.activationatlas.umap.internal.vectors.MetricRules;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;

/**
 * Finds the vectors of a neighbour graph that are nearest to a new one: by comparing all where they are few, otherwise by a walk (Hajebi et
 * al. 2011) that starts at the best of some vectors chosen at random and goes on to the neighbours, in either direction, of the best points
 * met. Immutable and thread-safe.
 */
public final class QuerySearch {
    /** Up to this many vectors, all are compared. */
    private static final int EXACT = 2048;
    /** Vectors at which a walk may start, for each root of the number of vectors: a part of 1 in some hundred is hardly missed. */
    private static final int STARTS = 4;
    /** How many starts a walk goes on from. */
    private static final int BEST_STARTS = 8;
    /** The least number of points that a walk keeps in view. */
    private static final int WIDTH = 48;
    /** Followed of those whose neighbour a point is, for each neighbour of its own. */
    private static final int REVERSE = 2;

    private final Vectors vectors;
    private final Distance metric;
    private final int[] starts;
    private final int[] first;
    private final int[] around;

    public QuerySearch(Vectors vectors, Distance metric, NeighborTable graph, long seed) {
        this.vectors = vectors;
        this.metric = metric;
        int n = vectors.rows();
        boolean exact = n <= EXACT;
        int count = (int) (STARTS * Math.sqrt(n));
        this.starts = BruteForce.sample(n, exact ? n : Math.max(count, 256), seed);
        this.first = new int[exact ? 1 : n + 1];
        this.around = exact ? new int[0] : link(graph);
    }

    /** Fills the table of each point's neighbours and of those whose neighbour it is, the nearest of them. */
    private int[] link(NeighborTable graph) {
        int n = graph.size();
        int[] reverse = new int[n];
        int limit = REVERSE * graph.k();
        int[] counts = new int[n];
        for (int place = 0; place < graph.k(); place++) {
            for (int i = 0; i < n; i++) {
                int j = graph.id(i, place);
                if (j >= 0) {
                    counts[i]++;
                    if (reverse[j]++ < limit) {
                        counts[j]++;
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            first[i + 1] = Math.addExact(first[i], counts[i]);
        }
        int[] table = new int[first[n]];
        int[] next = Arrays.copyOf(first, n);
        Arrays.fill(reverse, 0);
        for (int place = 0; place < graph.k(); place++) {
            for (int i = 0; i < n; i++) {
                int j = graph.id(i, place);
                if (j >= 0) {
                    table[next[i]++] = j;
                    if (reverse[j]++ < limit) {
                        table[next[j]++] = i;
                    }
                }
            }
        }
        return table;
    }

    /** Checks that a vector can be compared with those here. */
    public void check(float[] vector, int row) {
        checkArgument(
                vector.length == vectors.dimension(),
                "row %s has %s values, but the model's vectors have %s",
                row,
                vector.length,
                vectors.dimension());
        MetricVectors.check(vector, row);
        MetricRules.check(metric, vector, row);
    }

    /** The k nearest, or nearly so; nearest first. */
    public NearestBeam nearest(float[] query, int k) {
        NearestBeam beam = new NearestBeam(Math.max(WIDTH, 2 * k));
        IntSet seen = new IntSet();
        float[] row = new float[vectors.dimension()];
        for (int i : starts) {
            offer(beam, query, i, row);
        }
        if (around.length > 0) {
            beam.keep(BEST_STARTS);
            for (int at = 0; at < beam.size(); at++) {
                seen.add(beam.id(at));
            }
            for (int i = beam.next(); i >= 0; i = beam.next()) {
                for (int e = first[i]; e < first[i + 1]; e++) {
                    if (seen.add(around[e])) {
                        offer(beam, query, around[e], row);
                    }
                }
            }
        }
        beam.keep(k);
        return beam;
    }

    private void offer(NearestBeam beam, float[] query, int i, float[] row) {
        vectors.copy(i, row);
        beam.offer(i, metric.between(query, row));
    }
}
