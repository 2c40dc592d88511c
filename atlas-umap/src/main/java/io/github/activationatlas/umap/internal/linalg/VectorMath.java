package io.github.activationatlas.umap.internal.linalg;

/** Sums over vectors, in single precision and, where that overflows or loses small parts, in double. */
public final class VectorMath {
    private VectorMath() {}

    /** Whether a sum of squares in single precision has neither overflowed nor lost its small parts. */
    public static boolean safe(double sum) {
        return sum > 1e-30 && sum < 1e30;
    }

    public static float mean(float[] x) {
        double sum = 0;
        for (float v : x) {
            sum += v;
        }
        return (float) (sum / Math.max(1, x.length));
    }

    public static float length(float[] x) {
        float sum = dot(x, 0, x, 0);
        return (float) Math.sqrt(safe(sum) ? sum : preciseDot(x, 0, x, 0));
    }

    /** The squared difference, in four sums that the processor can keep apart. */
    public static float squares(float[] x, float[] y) {
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

    public static double preciseSquares(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double p = (double) x[k] - y[k];
            sum += p * p;
        }
        return sum;
    }

    public static float dot(float[] x, float meanX, float[] y, float meanY) {
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

    public static double preciseDot(float[] x, double meanX, float[] y, double meanY) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - meanX) * (y[k] - meanY);
        }
        return sum;
    }
}
