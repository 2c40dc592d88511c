package io.github.activationatlas.models.internal.kernel;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.NativeCpu;
import java.util.Arrays;

/**
 * The arithmetic of a 3 x 3 convolution by Winograd's minimal filtering F(4 x 4, 3 x 3): a tile of 4 x 4 results takes 36 products instead
 * of 144 (Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4). With the one-dimensional transforms G of a
 * kernel g, B of 6 inputs d and A of 6 products, the results are A' ((G g G') o (B' d B)) A.
 *
 * <p>In one dimension three taps and four results are polynomials; the transforms evaluate and interpolate their product at five points and
 * at infinity. The points 0, 3/4, -3/4, 3/2, -3/2 halve the paper's rounding error, whose points are 0, 1, -1, 2, -2: in float32 it is about
 * 7e-7 of the results' size, where adding up directly gives 1.4e-7. All entries of A and B are exact in float32.
 */
public final class Winograd {
    /** Rows and columns of results in a tile. */
    static final int STEP = 4;

    /** Rows and columns of inputs that a tile sees. */
    static final int SIDE = 6;

    /** Products for a tile, an input channel and an output channel. */
    public static final int PRODUCTS = SIDE * SIDE;

    /** The points but zero and infinity, with both signs. */
    static final float A = 0.75f;

    static final float B = 1.5f;

    private static final double[] POINTS = {0, A, -A, B, -B};

    private Winograd() {}

    /**
     * Whether this takes less time than the direct way. Time goes into products and, per channel, into transforms and memory. The figures
     * are from processors with AVX-512, one thread, batches of 1 and 4, images of 12 to 56 positions a side, 32 to 256 channels; it breaks even
     * with about 80 channels on both sides. Smaller images leave too few tiles to each of the 36 matrices.
     */
    public static boolean pays(Shape result, long inputs, long outputs) {
        long tiles = (long) tiles(result.height()) * tiles(result.width());
        long positions = (long) result.height() * result.width();
        return NativeCpu.OPERATIONS != null
                && tiles >= 16
                && positions * inputs * outputs >= 5.5 * tiles * (inputs * outputs + 80 * (inputs + outputs));
    }

    /** Tiles that cover a number of positions. */
    static int tiles(int positions) {
        return (positions + STEP - 1) / STEP;
    }

    /**
     * A kernel as the factors of the products.
     *
     * @param weights [3, 3, inputs, outputs]
     * @return [36, inputs, outputs]
     */
    public static float[] factors(float[] weights) {
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
            Arrays.fill(sum, 0);
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
