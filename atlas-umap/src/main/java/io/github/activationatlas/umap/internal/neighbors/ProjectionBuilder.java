package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import io.github.activationatlas.umap.internal.vectors.PrincipalAxes;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the {@link ProjectedVectors}: tries on a sample how many axes are needed, and projects. */
final class ProjectionBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionBuilder.class);
    /** Up to this many points rows are whole vectors. */
    private static final int WHOLE = 16384;

    private static final int[] WIDTHS = {32, 64, 96, 128, 160, 192, 224, 256};
    private static final int QUERIES = 256;
    private static final int AMONG = 8192;
    /** The share of a sample's neighbours that a width should keep: of many more points, neighbours are harder to distinguish. */
    private static final double ENOUGH = 0.998;
    /** So many of the widths cost little; what they cannot keep would cost more than it gives. */
    private static final int CHEAP = 4;
    /** What others should keep. */
    private static final double ENOUGH_IF_WIDE = 0.99;
    /** The same for rows that are not all compared; the trees and the descent lose some of their own. */
    private static final double ENOUGH_FOR_DESCENT = 0.995;

    private static final int CHUNK = 512;

    private final NormalizedVectors rows;
    private final PrincipalAxes axes;
    private final Products products;
    private final Workers workers;
    private final long seed;

    ProjectionBuilder(NormalizedVectors rows, PrincipalAxes axes, long seed, Products products, Workers workers) {
        this.rows = rows;
        this.axes = axes;
        this.seed = seed;
        this.products = products;
        this.workers = workers;
    }

    /** How many axes a table of these rows may need. */
    static int axes(NormalizedVectors rows, int components) {
        return whole(rows) ? components + 6 : Math.max(components, WIDTHS[WIDTHS.length - 1]);
    }

    /** Whether rows are few or short enough to be taken as they are. */
    private static boolean whole(NormalizedVectors rows) {
        return rows.size() <= WHOLE || rows.dimension() <= WIDTHS[0];
    }

    /**
     * Makes the table.
     *
     * @param k neighbours wanted
     * @param kept how many the search keeps, of which the nearest are then taken
     */
    ProjectedVectors make(int k, int kept) {
        double[] theta = {0};
        int width = whole(rows) ? axes.width() : choose(k, kept, theta);
        LOG.debug("Rows of {} instead of {}, theta {}", width, rows.dimension(), theta[0]);
        int n = rows.size();
        float[] values = new float[Math.multiplyExact(n, width)];
        float[] half = new float[n];
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        workers.forEach((n + CHUNK - 1) / CHUNK, chunk -> {
            int from = chunk * CHUNK;
            int[] ids = Arrays.copyOfRange(order, from, Math.min(n, from + CHUNK));
            fill(ids, width, (float) Math.sqrt(theta[0]), values, from * width, half, from);
        });
        return new ProjectedVectors(n, width, values, half, order);
    }

    /** Writes the rows of some vectors; a width of the axes' own stands for whole vectors. */
    private void fill(int[] ids, int width, float factor, float[] values, int at, float[] half, int halfAt) {
        int whole = axes.width();
        float[] scratch = new float[rows.dimension()];
        float[] vectors = new float[ids.length * whole];
        for (int i = 0; i < ids.length; i++) {
            axes.copy(rows, ids[i], scratch, vectors, i * whole);
            half[halfAt + i] = half(vectors, i * whole, whole);
        }
        if (width == whole) {
            System.arraycopy(vectors, 0, values, at, vectors.length);
            return;
        }
        float[] c = new float[ids.length * width];
        products.multiply(vectors, 0, ids.length, axes.values(), 0, Math.min(width, axes.count()), whole, c);
        for (int i = 0; i < ids.length; i++) {
            int to = at + i * width;
            System.arraycopy(c, i * width, values, to, width);
            values[to + width - 1] = 0;
            float rest = 2 * (half[halfAt + i] - half(values, to, width));
            values[to + width - 1] = factor * (float) Math.sqrt(Math.max(0, rest));
        }
    }

    private static float half(float[] x, int from, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int j = from; j < from + length; j += 4) {
            a += x[j] * x[j];
            b += x[j + 1] * x[j + 1];
            c += x[j + 2] * x[j + 2];
            d += x[j + 3] * x[j + 3];
        }
        return (a + b + (c + d)) / 2;
    }

    /** The least width whose estimate keeps enough of the true neighbours of a sample. */
    private int choose(int k, int kept, double[] theta) {
        int[] among = PrincipalAxes.sample(rows.size(), AMONG, seed + 1);
        int n = among.length;
        Sample whole = sample(among, axes.width(), 0);
        int[][] truth = new int[QUERIES][];
        workers.forEach(QUERIES, q -> truth[q] = whole.nearest(q, k));
        theta[0] = theta(among, truth);
        double[] shares = new double[WIDTHS.length];
        int many = 0;
        while (many < WIDTHS.length && WIDTHS[many] < axes.width() && WIDTHS[many] <= axes.count()) {
            many++;
        }
        Arrays.fill(shares, -1);
        IntToDoubleFunction share = w -> {
            if (shares[w] < 0) {
                shares[w] = share(WIDTHS[w], theta[0], truth, among, Math.min(n - 1, kept));
                LOG.debug("width {} keeps {} of the sample's neighbours", WIDTHS[w], shares[w]);
            }
            return shares[w];
        };
        int cheap = Math.min(CHEAP, many);
        int best = least(cheap, share, ENOUGH);
        if (best == cheap) {
            best = least(many, share, rows.size() > ProjectedSearch.FEW ? ENOUGH_FOR_DESCENT : ENOUGH_IF_WIDE);
        }
        if (best < many) {
            return WIDTHS[best];
        }
        theta[0] = 0;
        return axes.width();
    }

    /** The first place at which something that grows is enough. */
    private static int least(int places, IntToDoubleFunction of, double enough) {
        int low = 0;
        int high = places;
        while (low < high) {
            int middle = low + high >>> 1;
            if (of.applyAsDouble(middle) >= enough) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How many of the true neighbours are among the nearest by rows of a width. */
    private double share(int width, double theta, int[][] truth, int[] among, int kept) {
        Sample narrow = sample(among, width, (float) Math.sqrt(theta));
        int[] found = new int[QUERIES];
        workers.forEach(QUERIES, q -> {
            int[] near = narrow.nearest(q, kept);
            Arrays.sort(near);
            for (int id : truth[q]) {
                found[q] += Arrays.binarySearch(near, id) >= 0 ? 1 : 0;
            }
        });
        return Arrays.stream(found).sum() / (double) (QUERIES * truth[0].length);
    }

    /** The mean cosine between what neighbours have beyond the axes of a middling width. */
    private double theta(int[] among, int[][] truth) {
        int width = Math.min(128, axes.count() / 32 * 32);
        Sample whole = sample(among, axes.width(), 0);
        Sample narrow = sample(among, width, 1);
        double products = 0;
        double lengths = 0;
        for (int q = 0; q < QUERIES; q++) {
            for (int id : truth[q]) {
                double r = (double) narrow.values[q * width + width - 1] * narrow.values[id * width + width - 1];
                products += whole.dot(q, id) - (narrow.dot(q, id) - r);
                lengths += r;
            }
        }
        return lengths > 0 ? Math.max(0, Math.min(1, products / lengths)) : 0;
    }

    private Sample sample(int[] among, int width, float factor) {
        float[] values = new float[among.length * width];
        float[] half = new float[among.length];
        workers.forEach((among.length + CHUNK - 1) / CHUNK, chunk -> {
            int from = chunk * CHUNK;
            int[] ids = Arrays.copyOfRange(among, from, Math.min(among.length, from + CHUNK));
            fill(ids, width, factor, values, from * width, half, from);
        });
        return new Sample(width, values, half, products);
    }

    private record Sample(int width, float[] values, float[] half, Products products) {
        double dot(int i, int j) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += (double) values[i * width + c] * values[j * width + c];
            }
            return sum;
        }

        int[] nearest(int query, int count) {
            int n = half.length;
            float[] dots = new float[n];
            int[] all = new int[n];
            Arrays.setAll(all, i -> i);
            products.dots(values, query * width, width, values, width, all, 0, n, dots);
            NeighborLists list = new NeighborLists(1, count);
            for (int j = 0; j < n; j++) {
                if (j != query) {
                    list.offer(0, j, half[j] - dots[j]);
                }
            }
            int[] ids = new int[count];
            Arrays.setAll(ids, i -> list.id(0, i));
            return ids;
        }
    }
}
