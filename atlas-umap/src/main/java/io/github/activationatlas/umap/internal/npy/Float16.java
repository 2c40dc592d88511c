package io.github.activationatlas.umap.internal.npy;

/** Half-precision floats (IEEE 754 binary16), by a table of all of them. */
public final class Float16 {
    private static final float INFINITE = 65520;
    private static final float SMALLEST_NORMAL = 0x1p-14f;
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

    /** The bits of the nearest half-precision float, ties to even; infinite from 65520 on, as in NumPy. */
    public static short bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float size = Math.abs(value);
        int rounded;
        if (Float.isNaN(value)) {
            rounded = 0x7E00;
        } else if (size >= INFINITE) {
            rounded = 0x7C00;
        } else if (size < SMALLEST_NORMAL) {
            // Subnormal numbers are multiples of 2^-24; 1024 of them have the bits of the smallest normal number.
            rounded = (int) Math.rint(size * 0x1p24f);
        } else {
            int magnitude = bits & 0x7FFFFFFF;
            int even = magnitude >>> 13 & 1;
            // Of 23 bits of the fraction 10 are left, and the exponent's bias is 15 instead of 127.
            rounded = (magnitude + 0xFFF + even >>> 13) - (127 - 15 << 10);
        }
        return (short) (sign | rounded);
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
