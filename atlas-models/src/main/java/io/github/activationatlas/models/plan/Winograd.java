package io.github.activationatlas.models.plan;

/**
 * The arithmetic of a 3 x 3 convolution by Winograd's minimal filtering F(4 x 4, 3 x 3): a tile of 4 x 4 results takes 36 products instead
 * of 144 (Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4). With the one-dimensional transforms G of a
 * kernel, B of 6 inputs and A of the products, the results are A' ((G g G') o (B' d B)) A.
 *
 * <p>A row of a kernel and four results are polynomials; the transforms evaluate and interpolate their product at five points and at
 * infinity. The points are chosen for little rounding: in float32 the error is about five times that of adding up directly, half of that with
 * the paper's points 0, 1, -1, 2, -2. All entries of A and B are exact in float32.
 */
final class Winograd {
    /** Rows and columns of results in a tile. */
    static final int STEP = 4;

    /** Rows and columns of inputs that a tile sees. */
    static final int SIDE = 6;

    /** Products for a tile, an input channel and an output channel. */
    static final int PRODUCTS = SIDE * SIDE;

    private static final float A = 0.75f;
    private static final float B = 1.5f;
    private static final float NEAR = A * A;
    private static final float FAR = B * B;
    private static final double[] POINTS = {0, A, -A, B, -B};

    private Winograd() {}

    /**
     * B' times six rows, or six columns, of the inputs of many tiles and channels.
     *
     * @param from six arrays
     * @param to room for six
     * @param n values of each array
     */
    static void inputs(float[][] from, float[][] to, int n) {
        three(NEAR * FAR, from[0], -NEAR - FAR, from[2], from[4], to[0], n);
        pair(-FAR, from[2], from[4], -FAR * A, from[1], A, from[3], to[1], to[2], n);
        pair(-NEAR, from[2], from[4], -NEAR * B, from[1], B, from[3], to[3], to[4], n);
        three(NEAR * FAR, from[1], -NEAR - FAR, from[3], from[5], to[5], n);
    }

    private static void three(float a, float[] x, float b, float[] y, float[] z, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a * x[i] + b * y[i] + z[i];
        }
    }

    private static void pair(
            float a, float[] w, float[] x, float b, float[] y, float c, float[] z, float[] sum, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            float even = a * w[i] + x[i];
            float odd = b * y[i] + c * z[i];
            sum[i] = even + odd;
            difference[i] = even - odd;
        }
    }

    /** A' times six rows, or six columns, of products: four arrays. */
    static void results(float[][] from, float[][] to, int n) {
        even(from[0], from[1], from[2], from[3], from[4], to[0], to[2], n);
        odd(from[1], from[2], from[3], from[4], from[5], to[1], to[3], n);
    }

    private static void even(
            float[] zero, float[] a, float[] minusA, float[] b, float[] minusB, float[] y, float[] z, int n) {
        for (int i = 0; i < n; i++) {
            float near = a[i] + minusA[i];
            float far = b[i] + minusB[i];
            y[i] = zero[i] + near + far;
            z[i] = NEAR * near + FAR * far;
        }
    }

    private static void odd(
            float[] a, float[] minusA, float[] b, float[] minusB, float[] infinite, float[] y, float[] z, int n) {
        for (int i = 0; i < n; i++) {
            float near = A * (a[i] - minusA[i]);
            float far = B * (b[i] - minusB[i]);
            y[i] = near + far;
            z[i] = NEAR * near + FAR * far + infinite[i];
        }
    }

    /**
     * A kernel as the factors of the products.
     *
     * @param weights [3, 3, inputs, outputs]
     * @return [36, inputs, outputs]
     */
    static float[] factors(float[] weights) {
        int tap = weights.length / 9;
        double[][] transform = new double[SIDE][3];
        for (int i = 0; i < POINTS.length; i++) {
            double scale = value(polynomial(i), POINTS[i]);
            for (int k = 0; k < 3; k++) {
                transform[i][k] = Math.pow(POINTS[i], k) / scale;
            }
        }
        transform[POINTS.length][2] = 1;
        float[] factors = new float[PRODUCTS * tap];
        double[] sum = new double[tap];
        for (int product = 0; product < PRODUCTS; product++) {
            java.util.Arrays.fill(sum, 0);
            for (int k = 0; k < 9; k++) {
                double share = transform[product / SIDE][k / 3] * transform[product % SIDE][k % 3];
                for (int i = 0; i < tap; i++) {
                    sum[i] += share * weights[k * tap + i];
                }
            }
            for (int i = 0; i < tap; i++) {
                factors[product * tap + i] = (float) sum[i];
            }
        }
        return factors;
    }

    /** The coefficients, lowest power first, of the product of (x - p) over all points but one; over all for infinity. */
    private static double[] polynomial(int without) {
        double[] coefficients = new double[SIDE];
        coefficients[0] = 1;
        for (int j = 0; j < POINTS.length; j++) {
            if (j != without) {
                for (int i = SIDE - 1; i >= 0; i--) {
                    coefficients[i] = (i == 0 ? 0 : coefficients[i - 1]) - POINTS[j] * coefficients[i];
                }
            }
        }
        return coefficients;
    }

    private static double value(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
