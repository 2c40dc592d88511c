package io.github.activationatlas.umap.internal.linalg;

/**
 * A function of a squared distance, from a table over the bits of the float: an exponent has 128 entries, between which lines are drawn. It
 * is right to about 1e-5 and several times faster than a power.
 */
public final class GradientTable {
    /** At most four times the rate along a coordinate. */
    public static final float CLIP = 4;

    public static final int SHIFT = 16;
    public static final int LOWEST = Float.floatToIntBits(1e-8f) >>> SHIFT;
    private static final int HIGHEST = Float.floatToIntBits(1e8f) >>> SHIFT;
    public static final float FRACTION = 1f / (1 << SHIFT);

    private final float[] values = new float[HIGHEST - LOWEST + 2];

    public GradientTable(java.util.function.DoubleUnaryOperator function) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(Float.intBitsToFloat(LOWEST + i << SHIFT));
        }
    }

    /** A step, cut off at four times the rate either way. */
    public static float clip(float v, float rate) {
        float most = CLIP * rate;
        return v > most ? most : v < -most ? -most : v;
    }

    /** The values between which lines are drawn; not to be changed. */
    public float[] values() {
        return values;
    }

    public float at(float d2) {
        int bits = Float.floatToRawIntBits(d2);
        int i = (bits >>> SHIFT) - LOWEST;
        if (i < 0) {
            return values[0];
        }
        if (i >= values.length - 1) {
            return values[values.length - 1];
        }
        float low = values[i];
        return low + (bits & (1 << SHIFT) - 1) * FRACTION * (values[i + 1] - low);
    }
}
