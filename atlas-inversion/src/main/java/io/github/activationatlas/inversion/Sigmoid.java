package io.github.activationatlas.inversion;

/** 1 / (1 + exp(-v)) in single precision: Math.exp would be the most costly part of drawing. */
final class Sigmoid {
    private static final float LOG2E = (float) (1 / Math.log(2));
    private static final float LN2 = (float) Math.log(2);
    private static final float LIMIT = 80;

    private Sigmoid() {}

    static float of(float v) {
        return 1 / (1 + exp(-v));
    }

    /** 2^(whole + part): the whole goes into the exponent's bits, the part, within half, into exp's series; relative error below 1e-6. */
    private static float exp(float v) {
        float power = Math.max(-LIMIT, Math.min(LIMIT, v)) * LOG2E;
        int whole = (int) (power + (power < 0 ? -0.5f : 0.5f));
        float x = (power - whole) * LN2;
        float series = 1 + x * (1 + x * (0.5f + x * (1 / 6f + x * (1 / 24f + x * (1 / 120f + x * (1 / 720f))))));
        return series * Float.intBitsToFloat((whole + 127) << 23);
    }
}
