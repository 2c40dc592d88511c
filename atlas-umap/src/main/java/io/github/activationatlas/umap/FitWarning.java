package io.github.activationatlas.umap;

import io.github.activationatlas.umap.internal.graph.Components;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line a fit what is degenerate about its data, and what was done. */
final class FitWarning {
    private static final Logger LOG = LoggerFactory.getLogger(Umap.class);
    /** Copies are reported from this share of the vectors on. */
    private static final double MANY = 0.1;
    /** Of one minus a cosine. */
    private static final float ROUNDING = 1e-6f;

    private final List<String> found = new ArrayList<>();

    /**
     * Looks at vectors and what was made of them.
     *
     * @param name goes before each sentence
     */
    void look(
            String name,
            NormalizedVectors rows,
            FitOptions options,
            NeighborTable neighbors,
            @Nullable FuzzyGraph graph) {
        int nNeighbors = options.settings().nNeighbors();
        List<String> here = new ArrayList<>();
        fewer(rows.size(), nNeighbors, here);
        copies(rows, nNeighbors, neighbors, here);
        columns(rows, here);
        directions(rows, here);
        if (graph != null) {
            alone(options.disconnectionDistance(), neighbors, here);
            parts(Components.of(graph), here);
        }
        here.forEach(sentence -> found.add(name + sentence));
    }

    void log() {
        if (!found.isEmpty()) {
            LOG.warn("{}", String.join("; ", found));
        }
    }

    private static void fewer(int n, int nNeighbors, List<String> to) {
        if (nNeighbors > n) {
            to.add("nNeighbors is lowered from " + nNeighbors + " to " + n + ", the number of vectors");
        }
    }

    private static void copies(NormalizedVectors rows, int nNeighbors, NeighborTable neighbors, List<String> to) {
        int n = rows.size();
        int[] groups = rows.survey().groups();
        int largest = groups[groups.length - 1];
        int crowded = crowded(rows.metric(), neighbors);
        if (n > 1 && groups.length == 1) {
            to.add("all " + n + " vectors are equal: how their places differ means nothing");
        } else if (n - groups.length >= MANY * n || largest > nNeighbors) {
            to.add(n - groups.length + " of " + n + " vectors equal an earlier one, and up to " + largest
                    + " are all equal: each has a place of its own near the others");
        }
        if (crowded > 0 && groups.length > 1) {
            to.add("all neighbours of " + crowded + " of " + n
                    + " vectors are at distance 0: these are linked to one another alone");
        }
    }

    /** How many points have neighbours at distance 0 that are not themselves. */
    private static int crowded(Distance metric, NeighborTable neighbors) {
        float zero = metric == Metric.COSINE || metric == Metric.CORRELATION ? ROUNDING : 0;
        int crowded = 0;
        for (int i = 0; i < neighbors.size() && neighbors.k() > 0; i++) {
            crowded += neighbors.distance(i, neighbors.k() - 1) <= zero ? 1 : 0;
        }
        return crowded;
    }

    private static void columns(NormalizedVectors rows, List<String> to) {
        int constant = rows.survey().constant().length;
        if (rows.size() > 1 && constant > 0) {
            to.add(constant + " of " + rows.dimension() + " columns are constant: they are kept, but "
                    + "do not distinguish any vectors");
        }
    }

    private static void directions(NormalizedVectors rows, List<String> to) {
        int zeros = rows.withoutDirection();
        if (zeros > 0) {
            to.add(zeros + " of " + rows.size() + " vectors are "
                    + (rows.metric() == Metric.CORRELATION ? "constant" : "zero")
                    + " and have no direction: their distance to others is taken as 1/2");
        }
    }

    private static void alone(double limit, NeighborTable neighbors, List<String> to) {
        int alone = 0;
        for (int i = 0; i < neighbors.size() && neighbors.k() > 0; i++) {
            alone += neighbors.distance(i, 0) < limit ? 0 : 1;
        }
        if (alone > 0) {
            to.add(alone + " of " + neighbors.size() + " vectors have no neighbour nearer than disconnectionDistance "
                    + limit + " and stay where they start");
        }
    }

    private static void parts(Components parts, List<String> to) {
        if (parts.count() > 1) {
            int largest =
                    Arrays.stream(parts.members()).mapToInt(m -> m.length).max().orElse(0);
            long single =
                    Arrays.stream(parts.members()).filter(m -> m.length == 1).count();
            to.add("the graph of neighbours falls into " + parts.count() + " parts, the largest of " + largest
                    + " vectors" + (single > 0 ? " and " + single + " of one" : "")
                    + ": their places relative to one another come from the initial layout alone");
        }
    }
}
