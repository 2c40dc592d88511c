package io.github.activationatlas.inversion.internal.image;

/**
 * 1 / (1 + exp(-v)) within 1e-6, by the quotient of polynomials for tanh(v / 2) that Eigen gives: Math.exp would be the most costly part of
 * drawing. Free of branches and look-ups, so that the compiler works on many values at once.
 */
final class Sigmoid {
    private static final float REACH = 7.90531f;

    private Sigmoid() {}

    static float of(float v) {
        float h = 0.5f * v;
        // h held within the reach. Math.max is not compiled for many values at once.
        float x = 0.5f * (Math.abs(h + REACH) - Math.abs(h - REACH));
        float s = x * x;
        float p = -2.7607684e-16f * s + 2.000188e-13f;
        p = p * s - 8.604672e-11f;
        p = p * s + 5.1222973e-08f;
        p = p * s + 1.48572235e-05f;
        p = p * s + 0.00063726195f;
        p = p * s + 0.0048935246f;
        float q = 1.1982584e-06f * s + 0.00011853471f;
        q = q * s + 0.0022684347f;
        q = q * s + 0.004893525f;
        return 0.5f + 0.5f * x * p / q;
    }

    /** Puts sigmoids in the places of values. */
    static void of(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = of(values[i]);
        }
    }

    /** Turns a gradient with respect to sigmoids into that with respect to what they were taken of. */
    static void reverse(float[] sigmoids, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            float v = sigmoids[i];
            gradient[i] *= v * (1 - v);
        }
    }
}
