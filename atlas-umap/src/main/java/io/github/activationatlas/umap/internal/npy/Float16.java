package io.github.activationatlas.umap.internal.npy;

/** Half-precision floats (IEEE 754 binary16), by a table of all of them. */
public final class Float16 {
    private static final float[] VALUES = new float[1 << 16];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = convert(i);
        }
    }

    private Float16() {}

    public static float value(short bits) {
        return VALUES[bits & 0xFFFF];
    }

    private static float convert(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size;
        if (exponent == 31) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else {
            size = Math.scalb(1024.0 + fraction, exponent - 25);
        }
        return (float) (bits >> 15 == 0 ? size : -size);
    }
}
