package io.github.activationatlas.umap.internal.vectors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.SplittableRandom;

/** The directions in which vectors differ most, most first: orthogonal iteration on the covariance of a sample. */
public final class PrincipalAxes {
    private static final int SAMPLE = 8192;
    private static final int CHUNK = 1024;

    private final int dimension;
    private final int width;
    private final float[] mean;
    private final float[] values;
    private final int count;

    private PrincipalAxes(int dimension, float[] mean, int count) {
        this.dimension = dimension;
        this.width = Products.stride(dimension);
        this.mean = mean;
        this.count = count;
        this.values = new float[count * width];
    }

    /**
     * Finds axes.
     *
     * @param count how many; those in which nothing differs are zero
     * @param rounds of iteration
     */
    public static PrincipalAxes of(
            NormalizedVectors rows, int count, int rounds, long seed, Products products, Workers workers) {
        int d = rows.dimension();
        int[] sample = sample(rows.size(), SAMPLE, seed);
        float[] mean = mean(rows, sample, workers);
        PrincipalAxes axes = new PrincipalAxes(d, mean, Math.min(count, d));
        float[] covariance = axes.covariance(rows, sample, products, workers);
        axes.iterate(covariance, rounds, seed, products, workers);
        return axes;
    }

    public static int[] sample(int n, int size, long seed) {
        return n <= size
                ? java.util.stream.IntStream.range(0, n).toArray()
                : new SplittableRandom(seed).ints(size, 0, n).sorted().toArray();
    }

    public float[] mean() {
        return mean;
    }

    /** The axes, one a row, rows filled up with zeros to {@link #width()}. */
    public float[] values() {
        return values;
    }

    public int width() {
        return width;
    }

    public int count() {
        return count;
    }

    /** Copies a row, less the mean, to a place in a table of {@link #width()} columns. */
    public void copy(NormalizedVectors rows, int row, float[] scratch, float[] to, int at) {
        rows.copy(row, scratch);
        for (int j = 0; j < dimension; j++) {
            to[at + j] = scratch[j] - mean[j];
        }
    }

    /** Coordinates of all rows along the first axes, row behind row; zero where there are fewer axes. */
    public float[] scores(NormalizedVectors rows, int components, Workers workers) {
        float[] scores = new float[Math.multiplyExact(rows.size(), components)];
        workers.forRows(rows.size(), (from, to) -> {
            float[] scratch = new float[dimension];
            float[] row = new float[dimension];
            for (int i = from; i < to; i++) {
                copy(rows, i, scratch, row, 0);
                for (int c = 0; c < Math.min(components, count); c++) {
                    double sum = 0;
                    for (int j = 0; j < dimension; j++) {
                        sum += (double) row[j] * values[c * width + j];
                    }
                    scores[i * components + c] = (float) sum;
                }
            }
        });
        return scores;
    }

    private static float[] mean(NormalizedVectors rows, int[] sample, Workers workers) {
        int d = rows.dimension();
        int chunks = (sample.length + CHUNK - 1) / CHUNK;
        double[][] sums = new double[chunks][d];
        workers.forEach(chunks, c -> {
            float[] row = new float[d];
            for (int s = c * CHUNK; s < Math.min(sample.length, (c + 1) * CHUNK); s++) {
                rows.copy(sample[s], row);
                for (int j = 0; j < d; j++) {
                    sums[c][j] += row[j];
                }
            }
        });
        float[] mean = new float[d];
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (double[] part : sums) {
                sum += part[j];
            }
            mean[j] = (float) (sum / sample.length);
        }
        return mean;
    }

    private float[] covariance(NormalizedVectors rows, int[] sample, Products products, Workers workers) {
        float[] covariance = new float[dimension * width];
        float[] columns = new float[dimension * CHUNK];
        for (int from = 0; from < sample.length; from += CHUNK) {
            int start = from;
            int count = Math.min(CHUNK, sample.length - from);
            workers.forEach(CHUNK / 64, part -> {
                float[] scratch = new float[dimension];
                float[] row = new float[dimension];
                for (int s = part * 64; s < (part + 1) * 64; s++) {
                    if (s < count) {
                        copy(rows, sample[start + s], scratch, row, 0);
                    } else {
                        java.util.Arrays.fill(row, 0);
                    }
                    for (int j = 0; j < dimension; j++) {
                        columns[j * CHUNK + s] = row[j];
                    }
                }
            });
            workers.forEach((dimension + 63) / 64, block -> {
                int n = Math.min(64, dimension - block * 64);
                float[] c = new float[dimension * Products.stride(n)];
                products.multiply(columns, 0, dimension, columns, block * 64 * CHUNK, n, CHUNK, c);
                for (int i = 0; i < dimension; i++) {
                    for (int j = 0; j < n; j++) {
                        covariance[i * width + block * 64 + j] += c[i * Products.stride(n) + j] / sample.length;
                    }
                }
            });
        }
        return covariance;
    }

    private void iterate(float[] covariance, int rounds, long seed, Products products, Workers workers) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] basis = new double[count][];
        for (int c = 0; c < count; c++) {
            basis[c] = random.doubles(dimension, -1, 1).toArray();
        }
        orthonormalize(basis);
        for (int round = 0; round < rounds; round++) {
            store(basis);
            workers.forEach((dimension + 63) / 64, block -> {
                int n = Math.min(64, dimension - block * 64);
                float[] c = new float[count * Products.stride(n)];
                products.multiply(values, 0, count, covariance, block * 64 * width, n, width, c);
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < n; j++) {
                        basis[i][block * 64 + j] = c[i * Products.stride(n) + j];
                    }
                }
            });
            orthonormalize(basis);
        }
        store(basis);
    }

    private void store(double[][] basis) {
        for (int c = 0; c < count; c++) {
            for (int j = 0; j < dimension; j++) {
                values[c * width + j] = (float) basis[c][j];
            }
        }
    }

    /** Gram-Schmidt, in order, so that the first axes become the strongest; a direction in which nothing differs becomes zero. */
    private static void orthonormalize(double[][] axes) {
        for (int c = 0; c < axes.length; c++) {
            double before = Math.sqrt(dot(axes[c], axes[c]));
            for (int other = 0; other < c; other++) {
                add(axes[c], axes[other], -dot(axes[c], axes[other]));
            }
            double length = Math.sqrt(dot(axes[c], axes[c]));
            double factor = length > 1e-6 * before && length > 0 ? 1 / length : 0;
            for (int j = 0; j < axes[c].length; j++) {
                axes[c][j] *= factor;
            }
        }
    }

    private static void add(double[] to, double[] x, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * x[j];
        }
    }

    private static double dot(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * y[i];
        }
        return a + b + c + d;
    }
}
