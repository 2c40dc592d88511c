package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.neighbors.GivenNeighbors;
import io.github.activationatlas.umap.internal.neighbors.NeighborFile;
import io.github.activationatlas.umap.internal.neighbors.Recall;
import io.github.activationatlas.umap.internal.npy.ArrayDigest;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The nearest other points of each point: what the search finds and what the layout is made from. Immutable and thread-safe. A row is sorted
 * by distance, ties by index; a point is never in its own row.
 */
public final class NeighborGraph {
    private final NeighborTable table;

    NeighborGraph(NeighborTable table) {
        this.table = table;
    }

    NeighborTable table() {
        return table;
    }

    /**
     * Finds the neighbours of all vectors, with as many threads as there are processors; all other settings are found at
     * {@link Umap#neighbors}.
     *
     * @param vectors all finite
     * @param metric how they are compared
     * @param k neighbours wanted, the point itself left out, 1 to 999; fewer if there are not so many other vectors
     * @return the graph
     * @throws IllegalArgumentException if k is outside its range or a value is not finite
     */
    public static NeighborGraph of(Vectors vectors, Distance metric, int k) {
        checkArgument(k >= 1 && k <= 999, "k must be between 1 and 999, but was %s", k);
        return Umap.builder().nNeighbors(k + 1).metric(metric).build().neighbors(vectors);
    }

    /**
     * Takes neighbours that another program found.
     *
     * @param ids for each point its neighbours, itself left out, nearest first, [points, k]; -1 at the end of a row where fewer are known; copied
     * @param distances how far away they are, finite and 0 or more, or infinite where the id is -1, [points, k]; copied
     * @return the graph
     * @throws IllegalArgumentException if rows differ in length, are not sorted, hold the point itself or one point twice, or an index or
     *     a distance is outside its range; the message says which
     */
    public static NeighborGraph of(int[][] ids, float[][] distances) {
        checkNotNull(distances, "distances must not be null");
        return new NeighborGraph(GivenNeighbors.check(ids, distances));
    }

    /**
     * Measures which share of the true neighbours was found, by comparing some points with all: a neighbour counts if it is not farther away
     * than the farthest that belongs to the k nearest.
     *
     * @param vectors the vectors whose neighbours these are
     * @param metric how they were compared
     * @param sample at how many points to measure, at least 1, chosen by the seed without repeats; all if there are fewer
     * @param seed any number
     * @return 0 to 1
     * @throws IllegalArgumentException if the vectors differ in number from the points
     */
    public double recall(Vectors vectors, Distance metric, int sample, long seed) {
        return Recall.of(table, vectors, metric, sample, seed);
    }

    /**
     * Counts the points.
     *
     * @return rows
     */
    public int size() {
        return table.size();
    }

    /**
     * Counts the neighbours of a point, itself left out.
     *
     * @return places in a row
     */
    public int k() {
        return table.k();
    }

    /**
     * Names a neighbour.
     *
     * @param point which point, from 0
     * @param place 0 for the nearest, below {@link #k()}
     * @return the neighbour's index; -1 if so many were not found
     */
    public int id(int point, int place) {
        return table.id(point, place);
    }

    /**
     * Returns the distance of a neighbour.
     *
     * @param point which point, from 0
     * @param place 0 for the nearest, below {@link #k()}
     * @return the metric's distance; infinite if so many were not found
     */
    public float distance(int point, int place) {
        return table.distance(point, place);
    }

    /**
     * Identifies the graph in {@link UmapSettings}.
     *
     * @return a SHA-256 of its neighbours and distances, in hexadecimal
     */
    public String digest() {
        return new ArrayDigest("neighbors")
                .add(size(), k())
                .add(table.ids())
                .add(table.distances())
                .hex();
    }

    /**
     * Saves the graph as a NumPy {@code .npz} file of the arrays {@code ids} and {@code distances}, [points, k], with the key; the file
     * appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @param key what the neighbours depend on, such as {@link UmapSettings#neighborsMap()} and what identifies the vectors; may be empty
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if an entry of the key is not one line, or its name is empty or has an equals sign
     */
    public void save(Path file, Map<String, String> key) throws IOException {
        checkNotNull(file, "file must not be null");
        checkNotNull(key, "key must not be null");
        NeighborFile.save(table, file, key);
    }

    /**
     * Loads a graph.
     *
     * @param file what {@link #save} wrote
     * @param key the key with which it was saved
     * @return the graph
     * @throws IOException if the file is missing, truncated or damaged, of other neighbours by its key, or not of neighbours; the message says
     *     what differs
     */
    public static NeighborGraph load(Path file, Map<String, String> key) throws IOException {
        checkNotNull(file, "file must not be null");
        checkNotNull(key, "key must not be null");
        return new NeighborGraph(NeighborFile.load(file, key));
    }

    /**
     * Lists each point and then its neighbours, as other programs write neighbours.
     *
     * @return size times (k + 1) indices, row behind row
     */
    public int[] selfFirst() {
        int n = size();
        int k = k();
        int[] flat = new int[Math.multiplyExact(n, k + 1)];
        for (int i = 0; i < n; i++) {
            flat[i * (k + 1)] = i;
            System.arraycopy(table.ids(), i * k, flat, i * (k + 1) + 1, k);
        }
        return flat;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborGraph graph && table.equals(graph.table);
    }

    @Override
    public int hashCode() {
        return table.hashCode();
    }

    @Override
    public String toString() {
        return size() + " points, " + k() + " neighbours each";
    }
}
