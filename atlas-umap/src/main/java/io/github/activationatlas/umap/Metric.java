package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.linalg.VectorMath;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The distances that are built in. Products are summed in single precision, as vectors are kept. {@link #EUCLIDEAN}, {@link #COSINE} and
 * {@link #CORRELATION} have a search of their own; the others compare pairs one by one and take longer.
 */
public enum Metric implements Distance {
    /** The length of their difference. */
    EUCLIDEAN {
        @Override
        public float between(float[] x, float[] y) {
            float sum = VectorMath.squares(x, y);
            return (float) Math.sqrt(VectorMath.safe(sum) ? sum : VectorMath.preciseSquares(x, y));
        }
    },
    /**
     * One minus the cosine of the angle between them, 0 to 2. A vector of zeros is at distance 1/2 from every other and 0 from its like, as
     * if it were orthogonal to all in a dimension of half the length.
     */
    COSINE {
        @Override
        public float between(float[] x, float[] y) {
            return cosine(x, 0, y, 0);
        }
    },
    /** One minus Pearson's correlation: the cosine distance of the vectors less their own means. */
    CORRELATION {
        @Override
        public float between(float[] x, float[] y) {
            return cosine(x, VectorMath.mean(x), y, VectorMath.mean(y));
        }
    },
    /** The sum of the absolute differences. */
    MANHATTAN {
        @Override
        public float between(float[] x, float[] y) {
            float a = 0;
            float b = 0;
            int k = 0;
            for (; k + 1 < x.length; k += 2) {
                a += Math.abs(x[k] - y[k]);
                b += Math.abs(x[k + 1] - y[k + 1]);
            }
            return k < x.length ? a + b + Math.abs(x[k] - y[k]) : a + b;
        }
    },
    /**
     * Minus the inner product: near means aligned and long. To be a distance it is raised: in the neighbour graph the distance of x to y is
     * |x| m - x.y, with m the length of the longest vector, which is never below 0 (Cauchy-Schwarz), and orders the neighbours of x as their
     * inner products with x do. Memberships see only differences to a point's nearest neighbour, so the height of the rise does not matter.
     */
    INNER_PRODUCT {
        @Override
        public float between(float[] x, float[] y) {
            return -VectorMath.dot(x, 0, y, 0);
        }
    },
    /** The largest absolute difference. */
    CHEBYSHEV {
        @Override
        public float between(float[] x, float[] y) {
            float largest = 0;
            for (int k = 0; k < x.length; k++) {
                largest = Math.max(largest, Math.abs(x[k] - y[k]));
            }
            return largest;
        }
    },
    /** The sum of |x - y| / (|x| + |y|), where 0 / 0 counts as 0. */
    CANBERRA {
        @Override
        public float between(float[] x, float[] y) {
            double sum = 0;
            for (int k = 0; k < x.length; k++) {
                double size = Math.abs((double) x[k]) + Math.abs((double) y[k]);
                sum += size > 0 ? Math.abs((double) x[k] - y[k]) / size : 0;
            }
            return (float) sum;
        }
    },
    /** The sum of |x - y| divided by the sum of |x + y|; 0 if that is 0. */
    BRAY_CURTIS {
        @Override
        public float between(float[] x, float[] y) {
            double apart = 0;
            double together = 0;
            for (int k = 0; k < x.length; k++) {
                apart += Math.abs((double) x[k] - y[k]);
                together += Math.abs((double) x[k] + y[k]);
            }
            return together > 0 ? (float) Math.min(Float.MAX_VALUE, apart / together) : 0;
        }
    },
    /** The length of the way over a sphere of radius 1 between two points, each a latitude and a longitude in radians; 0 to pi. */
    HAVERSINE {
        @Override
        public float between(float[] x, float[] y) {
            double lat = Math.sin(((double) x[0] - y[0]) / 2);
            double lon = Math.sin(((double) x[1] - y[1]) / 2);
            return (float) (2
                    * Math.asin(Math.min(1, Math.sqrt(lat * lat + Math.cos(x[0]) * Math.cos(y[0]) * lon * lon))));
        }
    },
    /** The Hellinger distance of two distributions, which need not sum to 1: sqrt(1 - sum sqrt(x y) / sqrt(sum x sum y)), 0 to 1. */
    HELLINGER {
        @Override
        public float between(float[] x, float[] y) {
            double product = 0;
            double sumX = 0;
            double sumY = 0;
            for (int k = 0; k < x.length; k++) {
                product += Math.sqrt((double) x[k] * y[k]);
                sumX += x[k];
                sumY += y[k];
            }
            if (sumX == 0 || sumY == 0) {
                return sumX == sumY ? 0 : 1;
            }
            return Arrays.equals(x, y) ? 0 : (float) Math.sqrt(Math.max(0, 1 - product / Math.sqrt(sumX * sumY)));
        }
    },
    /** The share of the values that differ, 0 to 1. */
    HAMMING {
        @Override
        public float between(float[] x, float[] y) {
            int differ = 0;
            for (int k = 0; k < x.length; k++) {
                differ += x[k] != y[k] ? 1 : 0;
            }
            return (float) differ / x.length;
        }
    },
    /** Of the values that are not 0 in either vector, the share that are 0 in one of them, 0 to 1. */
    JACCARD {
        @Override
        public float between(float[] x, float[] y) {
            int either = 0;
            int both = 0;
            for (int k = 0; k < x.length; k++) {
                either += x[k] != 0 || y[k] != 0 ? 1 : 0;
                both += x[k] != 0 && y[k] != 0 ? 1 : 0;
            }
            return either > 0 ? (float) (either - both) / either : 0;
        }
    },
    /** How many values are 0 in one vector alone, divided by how many are not 0 in both together, 0 to 1. */
    DICE {
        @Override
        public float between(float[] x, float[] y) {
            int one = 0;
            int both = 0;
            for (int k = 0; k < x.length; k++) {
                one += x[k] != 0 ^ y[k] != 0 ? 1 : 0;
                both += x[k] != 0 && y[k] != 0 ? 1 : 0;
            }
            return one > 0 ? (float) one / (2 * both + one) : 0;
        }
    };

    /**
     * Finds a metric by the name that it has here or in umap-learn and SciPy: {@code "euclidean"} or {@code "l2"}, {@code "manhattan"},
     * {@code "l1"} or {@code "taxicab"}, {@code "chebyshev"} or {@code "linf"}, {@code "braycurtis"}, and so on.
     *
     * @param name in any case, with or without hyphens and underscores
     * @return the metric
     * @throws IllegalArgumentException if there is none of this name; the message lists them
     */
    public static Metric of(String name) {
        checkNotNull(name, "name must not be null");
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        String known = switch (plain) {
            case "l2" -> "euclidean";
            case "l1", "taxicab", "cityblock" -> "manhattan";
            case "linf", "linfinity", "linfty" -> "chebyshev";
            default -> plain;
        };
        return Arrays.stream(values())
                .filter(m -> m.name().toLowerCase(Locale.ROOT).replace("_", "").equals(known))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no metric " + name + "; there are "
                        + Arrays.stream(values())
                                .map(m -> m.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static float cosine(float[] x, float meanX, float[] y, float meanY) {
        double xx = VectorMath.dot(x, meanX, x, meanX);
        double yy = VectorMath.dot(y, meanY, y, meanY);
        double xy = VectorMath.dot(x, meanX, y, meanY);
        if (!VectorMath.safe(xx) || !VectorMath.safe(yy)) {
            xx = VectorMath.preciseDot(x, meanX, x, meanX);
            yy = VectorMath.preciseDot(y, meanY, y, meanY);
            xy = VectorMath.preciseDot(x, meanX, y, meanY);
        }
        if (xx == 0 || yy == 0) {
            return xx == yy ? 0 : 0.5f;
        }
        // One root, so that the distance of a vector to its copy is exactly 0.
        double lengths = xx == yy ? xx : Math.sqrt(xx) * Math.sqrt(yy);
        return (float) Math.max(0, 1 - xy / lengths);
    }
}
