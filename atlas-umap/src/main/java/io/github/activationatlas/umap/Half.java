package io.github.activationatlas.umap;

/** Half-precision floats (IEEE 754 binary16), by a table of all of them. */
final class Half {
    /** Half way from the largest half to what would follow it. */
    private static final float OVERFLOW = 65520;

    private static final float LEAST_NORMAL = 0x1p-14f;
    private static final float[] VALUES = new float[1 << 16];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = convert(i);
        }
    }

    private Half() {}

    static float value(short bits) {
        return VALUES[bits & 0xFFFF];
    }

    /** The nearest half, of two equally near ones the even one; infinite beyond all of them. NaN stays NaN. */
    static short nearest(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        if (size >= OVERFLOW) {
            return (short) (sign | 0x7C00);
        }
        if (size < LEAST_NORMAL) {
            // Steps of 2^-24, as whole numbers.
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int magnitude = bits & 0x7FFFFFFF;
        int odd = magnitude >>> 13 & 1;
        // Rounding may carry into the exponent, which is right.
        return (short) (sign | (magnitude + 0xFFF + odd >>> 13) - (112 << 10));
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
