package io.github.activationatlas.umap;

import java.util.SplittableRandom;

/** The directions in which points differ most, by subspace iteration on the covariance of at most 4000 of them. */
final class PrincipalComponents {
    private static final int SAMPLE = 4000;
    private static final int ROUNDS = 60;

    private PrincipalComponents() {}

    /** Each point's coordinates along the first components, scaled so that the largest is 10. */
    static float[] scores(Points points, int components, long seed, Workers workers) {
        int n = points.size();
        int d = points.dimension();
        int used = Math.min(components, d);
        int[] sample = sample(n, seed);
        double[] mean = new double[d];
        for (int i : sample) {
            for (int j = 0; j < d; j++) {
                mean[j] += points.row(i)[j] / (double) sample.length;
            }
        }
        double[][] axes = axes(covariance(points, sample, mean, workers), used, seed);
        float[] scores = new float[Math.multiplyExact(n, components)];
        workers.forRows(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < used; c++) {
                    double sum = 0;
                    for (int j = 0; j < d; j++) {
                        sum += (points.row(i)[j] - mean[j]) * axes[c][j];
                    }
                    scores[i * components + c] = (float) sum;
                }
            }
        });
        scale(scores);
        return scores;
    }

    private static int[] sample(int n, long seed) {
        return n <= SAMPLE
                ? java.util.stream.IntStream.range(0, n).toArray()
                : new SplittableRandom(seed).ints(SAMPLE, 0, n).toArray();
    }

    private static float[][] covariance(Points points, int[] sample, double[] mean, Workers workers) {
        int d = mean.length;
        float[][] columns = new float[d][sample.length];
        for (int s = 0; s < sample.length; s++) {
            for (int j = 0; j < d; j++) {
                columns[j][s] = (float) (points.row(sample[s])[j] - mean[j]);
            }
        }
        Points transposed = Points.of(Vectors.of(columns), Metric.EUCLIDEAN);
        double[] squares = new double[d];
        for (int j = 0; j < d; j++) {
            for (float v : columns[j]) {
                squares[j] += (double) v * v;
            }
        }
        float[][] covariance = new float[d][d];
        workers.forEach(d, i -> {
            for (int j = 0; j <= i; j++) {
                // x.y = (|x|^2 + |y|^2 - |x-y|^2) / 2
                covariance[i][j] = (float) ((squares[i] + squares[j] - transposed.squared(i, j)) / 2);
            }
        });
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                covariance[i][j] = covariance[j][i];
            }
        }
        return covariance;
    }

    private static double[][] axes(float[][] covariance, int components, long seed) {
        int d = covariance.length;
        SplittableRandom random = new SplittableRandom(seed);
        double[][] axes = new double[components][];
        for (int c = 0; c < components; c++) {
            axes[c] = random.doubles(d, -1, 1).toArray();
        }
        orthonormalize(axes);
        for (int round = 0; round < ROUNDS; round++) {
            for (int c = 0; c < components; c++) {
                double[] product = new double[d];
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        product[i] += covariance[i][j] * axes[c][j];
                    }
                }
                axes[c] = product;
            }
            orthonormalize(axes);
        }
        return axes;
    }

    /** Gram-Schmidt; a direction in which nothing differs becomes zero. */
    private static void orthonormalize(double[][] axes) {
        for (int c = 0; c < axes.length; c++) {
            for (int other = 0; other < c; other++) {
                double dot = dot(axes[c], axes[other]);
                for (int j = 0; j < axes[c].length; j++) {
                    axes[c][j] -= dot * axes[other][j];
                }
            }
            double length = Math.sqrt(dot(axes[c], axes[c]));
            for (int j = 0; j < axes[c].length; j++) {
                axes[c][j] = length > 1e-12 ? axes[c][j] / length : 0;
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void scale(float[] scores) {
        float max = 0;
        for (float v : scores) {
            max = Math.max(max, Math.abs(v));
        }
        for (int i = 0; i < scores.length && max > 0; i++) {
            scores[i] *= 10 / max;
        }
    }
}
