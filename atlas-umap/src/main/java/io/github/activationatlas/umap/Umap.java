package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.initial.InitialLayout;
import io.github.activationatlas.umap.internal.layout.RowRelations;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays vectors out in few dimensions so that neighbours stay neighbours: UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426). Settings;
 * immutable and thread-safe. The same settings, vectors and seed give the same layout bit for bit, whatever the number of threads. What a
 * listener, a metric or vectors of the caller's own throw ends a fit at once, in all threads, and reaches the caller as it is.
 */
public final class Umap {
    private final FitOptions options;

    Umap(FitOptions options) {
        this.options = options;
    }

    /**
     * Starts from the published defaults: 15 neighbours, minDist 0.1, euclidean, 2 components.
     *
     * @return a builder
     */
    public static UmapBuilder builder() {
        return new UmapBuilder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that holds them
     */
    public UmapBuilder toBuilder() {
        return new UmapBuilder(options);
    }

    /**
     * Returns everything that changes a layout, as a value. Metrics of the user's own and initial coordinates are there by name and digest.
     *
     * @return the settings
     */
    public UmapSettings settings() {
        return options.settings();
    }

    /**
     * Returns the number of neighbours of a point, itself counted.
     *
     * @return 2 or more
     */
    public int nNeighbors() {
        return options.settings().nNeighbors();
    }

    /**
     * Returns the least distance between points of the layout.
     *
     * @return 0 or more, in units of the layout
     */
    public double minDist() {
        return options.settings().minDist();
    }

    /**
     * Returns the metric.
     *
     * @return how vectors are compared
     */
    public Distance metric() {
        return options.metric();
    }

    /**
     * Returns the seed.
     *
     * @return any number
     */
    public long seed() {
        return options.settings().seed();
    }

    /**
     * Returns the kind of initial layout.
     *
     * @return the kind of start
     */
    public Init init() {
        return options.settings().init();
    }

    /**
     * Estimates the heap that a fit in two dimensions by {@link Metric#EUCLIDEAN}, {@link Metric#COSINE} or {@link Metric#CORRELATION} needs,
     * beside the vectors themselves, which may lie in a mapped file. Vectors that differ in all directions alike can take more: up to 8 n d
     * bytes. By other metrics a copy of the vectors is added, 4 n d bytes.
     *
     * @param n vectors, 1 or more
     * @param d values of a vector, 1 or more
     * @param k neighbours, the point itself counted, 2 or more
     * @return bytes
     */
    public static long estimateMemory(int n, int d, int k) {
        checkArgument(
                n >= 1 && d >= 1 && k >= 2,
                "n and d must be at least 1 and k at least 2, but were %s, %s and %s",
                n,
                d,
                k);
        return MemoryEstimate.bytes(n, d, k - 1, 2);
    }

    /**
     * Lays out an array of rows.
     *
     * @param rows vectors of one length
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}
     */
    public UmapModel fit(float[][] rows) {
        return fit(Vectors.of(rows));
    }

    /**
     * Lays out vectors.
     *
     * @param vectors at least one, all finite; they are read again when the model places new ones, so they must stay as they are. Where there
     *     are fewer than {@link #nNeighbors()}, each has all others as neighbours. Degenerate data, such as many equal vectors, constant
     *     columns, or a graph in parts, is laid out, and one line of warning says what was done.
     * @return the layout
     * @throws IllegalArgumentException if there is no vector, or a value is not finite; the message says which
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors) {
        return Fit.of(options, vectors, null, null);
    }

    /**
     * Lays out vectors with a target (supervised UMAP).
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param target as many values as vectors
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the target is of more or fewer
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, Target target) {
        checkNotNull(target, "target must not be null");
        return Fit.of(options, vectors, null, target);
    }

    /**
     * Lays out several sets of the same things, such as the activations of consecutive layers on the same images, so that a thing has about
     * the same place in each (AlignedUMAP).
     *
     * @param sets two or more, in order, of equally many vectors; row i of each is the same thing
     * @return a model a set
     * @throws IllegalArgumentException as for {@link #fitAligned(List, List)}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<UmapModel> fitAligned(List<Vectors> sets) {
        List<int[]> same = new ArrayList<>();
        for (int s = 1; s < sets.size(); s++) {
            int n = sets.get(s - 1).rows();
            checkArgument(
                    sets.get(s).rows() == n,
                    "set %s has %s vectors, but set %s has %s; say which belong together",
                    s,
                    sets.get(s).rows(),
                    s - 1,
                    n);
            same.add(IntStream.range(0, n).toArray());
        }
        return fitAligned(sets, same);
    }

    /**
     * Lays out several related sets, so that what belongs together has about the same place in each (AlignedUMAP). Density and
     * snapshots are for single sets.
     *
     * @param sets two or more, in order, each as for {@link #fit(Vectors)}; their dimensions may differ
     * @param relations one fewer than sets: for each row of a set the row of the next set that belongs to it, or -1
     * @return a model a set
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if there are fewer than two sets or a relation does not fit
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<UmapModel> fitAligned(List<Vectors> sets, List<int[]> relations) {
        checkNotNull(relations, "relations must not be null");
        checkArgument(sets.size() >= 2, "two or more sets are aligned, but there are %s", sets.size());
        checkArgument(!settings().densMap(), "densMap lays out single sets, not aligned ones");
        checkArgument(!settings().unique(), "unique lays out single sets, not aligned ones");
        int[] sizes = sets.stream().mapToInt(Vectors::rows).toArray();
        return Fit.aligned(options, sets, RowRelations.of(relations, sizes));
    }

    /**
     * Lays out vectors with known neighbours, so that layouts with other settings need no other search.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param neighbors the neighbours of these vectors, by this metric; at least {@link #nNeighbors()} - 1 a point, of which the nearest are
     *     used; with {@link UmapBuilder#unique} what {@link #neighbors} found under that setting
     * @return the layout
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the graph has other points or too few neighbours, or
     *     was found without {@link UmapBuilder#unique} where that is set and vectors are equal
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, NeighborGraph neighbors) {
        checkNotNull(neighbors, "neighbors must not be null");
        return Fit.of(options, vectors, neighbors, null);
    }

    /**
     * Lays out vectors with known neighbours and a target.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param neighbors as for {@link #fit(Vectors, NeighborGraph)}
     * @param target as for {@link #fit(Vectors, Target)}
     * @return the layout
     * @throws IllegalArgumentException as for the others
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fit(Vectors vectors, NeighborGraph neighbors, Target target) {
        checkNotNull(target, "target must not be null");
        checkNotNull(neighbors, "neighbors must not be null");
        return Fit.of(options, vectors, neighbors, target);
    }

    /**
     * Finds each vector's nearest neighbours, and no more: those that {@link #fit(Vectors)} finds, so that a fit to which they are given ends
     * with the same bytes. They depend on {@link UmapSettings#neighborsMap()} and the vectors alone.
     *
     * @param vectors at least one, all finite
     * @return {@link #nNeighbors()} - 1 neighbours a vector, or all others where there are fewer
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public NeighborGraph neighbors(Vectors vectors) {
        return Fit.neighbors(options, vectors);
    }

    /**
     * Wraps an existing layout, also one that another program made, so that new vectors can be placed in it: each at the weighted mean of its nearest
     * neighbours' places, by the memberships of UMAP. Nothing is laid out, and the coordinates stay as they are.
     *
     * @param vectors as for {@link #fit(Vectors)}
     * @param layout one row a vector, [rows, components], all finite; copied
     * @return a model of 0 epochs
     * @throws IllegalArgumentException as for {@link #fit(Vectors)}, or if the layout does not fit the vectors or {@link UmapSettings#nComponents()}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public UmapModel fromLayout(Vectors vectors, float[][] layout) {
        checkNotNull(layout, "layout must not be null");
        UmapSettings settings = settings();
        float[] y = InitialLayout.flat(layout, vectors.rows(), settings.nComponents());
        return new UmapModel(
                options, vectors, neighbors(vectors), y, SimilarityCurve.fit(settings.spread(), settings.minDist()), 0);
    }
}
