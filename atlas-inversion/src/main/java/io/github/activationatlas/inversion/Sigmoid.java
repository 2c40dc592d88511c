package io.github.activationatlas.inversion;

/** 1 / (1 + exp(-v)) from a table, within 1e-6: Math.exp would be the most costly part of drawing. */
final class Sigmoid {
    private static final int REACH = 16;
    private static final int STEPS = 256;
    private static final float[] TABLE = table();

    private Sigmoid() {}

    private static float[] table() {
        float[] table = new float[2 * REACH * STEPS + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) (1 / (1 + Math.exp(REACH - (double) i / STEPS)));
        }
        return table;
    }

    static float of(float v) {
        float at = (v + REACH) * STEPS;
        if (at <= 0) {
            return TABLE[0];
        }
        if (at >= TABLE.length - 1) {
            return TABLE[TABLE.length - 1];
        }
        int i = (int) at;
        return TABLE[i] + (at - i) * (TABLE[i + 1] - TABLE[i]);
    }
}
