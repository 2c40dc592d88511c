package io.github.activationatlas.inversion;

/**
 * From free values to pixels in [0, 1]: three channels are mixed so that their changes are as independent as the colours of natural pictures
 * (the square root of ImageNet's colour covariance, as Lucid gives it, divided by its largest column norm 0.461952), then a sigmoid. Other
 * numbers of channels get the sigmoid alone.
 */
final class ColorSpace {
    private static final float NORM = 0.461952f;
    private static final float[] MIX = {
        0.26f / NORM,
        0.09f / NORM,
        0.02f / NORM,
        0.27f / NORM,
        0,
        -0.05f / NORM,
        0.27f / NORM,
        -0.09f / NORM,
        0.03f / NORM
    };

    private ColorSpace() {}

    /** Turns [count, channels] with a stride between channels and between pixels into pixels [count, channels]. */
    static void pixel(float[] t, int at, int stride, int channels, float[] pixels, int to) {
        for (int c = 0; c < channels; c++) {
            float v = 0;
            if (channels == 3) {
                for (int k = 0; k < 3; k++) {
                    v += MIX[3 * c + k] * t[at + k * stride];
                }
            } else {
                v = t[at + c * stride];
            }
            pixels[to + c] = (float) (1 / (1 + Math.exp(-v)));
        }
    }

    /** The gradient of one pixel's free values. */
    static void reverse(float[] pixels, float[] gradient, int at, int channels, float[] t, int to, int stride) {
        for (int k = 0; k < channels; k++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                float mix = channels == 3 ? MIX[3 * c + k] : c == k ? 1 : 0;
                float p = pixels[at + c];
                sum += mix * gradient[at + c] * p * (1 - p);
            }
            t[to + k * stride] = sum;
        }
    }
}
