package io.github.activationatlas.umap;

/** The distances that are built in. Products are summed in single precision, as vectors are kept. */
public enum Metric implements Distance {
    /** The length of their difference. */
    EUCLIDEAN {
        @Override
        public float between(float[] x, float[] y) {
            float sum = squares(x, y);
            return (float) Math.sqrt(safe(sum) ? sum : preciseSquares(x, y));
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
            return cosine(x, mean(x), y, mean(y));
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
            return -dot(x, 0, y, 0);
        }
    };

    private static float cosine(float[] x, float meanX, float[] y, float meanY) {
        double xx = dot(x, meanX, x, meanX);
        double yy = dot(y, meanY, y, meanY);
        double xy = dot(x, meanX, y, meanY);
        if (!safe(xx) || !safe(yy)) {
            xx = preciseDot(x, meanX, x, meanX);
            yy = preciseDot(y, meanY, y, meanY);
            xy = preciseDot(x, meanX, y, meanY);
        }
        if (xx == 0 || yy == 0) {
            return xx == yy ? 0 : 0.5f;
        }
        // One root, so that the distance of a vector to its copy is exactly 0.
        double lengths = xx == yy ? xx : Math.sqrt(xx) * Math.sqrt(yy);
        return (float) Math.max(0, 1 - xy / lengths);
    }

    /** Whether a sum of squares in single precision has neither overflowed nor lost its small parts. */
    private static boolean safe(double sum) {
        return sum > 1e-30 && sum < 1e30;
    }

    static float mean(float[] x) {
        double sum = 0;
        for (float v : x) {
            sum += v;
        }
        return (float) (sum / Math.max(1, x.length));
    }

    static float length(float[] x) {
        float sum = dot(x, 0, x, 0);
        return (float) Math.sqrt(safe(sum) ? sum : preciseDot(x, 0, x, 0));
    }

    /** The squared difference, in four sums that the processor can keep apart. */
    static float squares(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 3 < x.length; k += 4) {
            float p = x[k] - y[k];
            float q = x[k + 1] - y[k + 1];
            float r = x[k + 2] - y[k + 2];
            float s = x[k + 3] - y[k + 3];
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; k < x.length; k++) {
            a += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return a + b + (c + d);
    }

    private static double preciseSquares(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double p = (double) x[k] - y[k];
            sum += p * p;
        }
        return sum;
    }

    private static float dot(float[] x, float meanX, float[] y, float meanY) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 3 < x.length; k += 4) {
            a += (x[k] - meanX) * (y[k] - meanY);
            b += (x[k + 1] - meanX) * (y[k + 1] - meanY);
            c += (x[k + 2] - meanX) * (y[k + 2] - meanY);
            d += (x[k + 3] - meanX) * (y[k + 3] - meanY);
        }
        for (; k < x.length; k++) {
            a += (x[k] - meanX) * (y[k] - meanY);
        }
        return a + b + (c + d);
    }

    private static double preciseDot(float[] x, double meanX, float[] y, double meanY) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - meanX) * (y[k] - meanY);
        }
        return sum;
    }
}
