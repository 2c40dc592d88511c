package io.github.activationatlas.inversion.internal.view;

import io.github.activationatlas.inversion.Transform;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The changes of a view's values: a factor and a shift for each channel, then noise. */
final class ColorJitter {
    private final float[] factor;
    private final float[] shift;
    private double noise;
    private long noiseSeed;
    private boolean unchanged;

    ColorJitter(int channels) {
        factor = new float[channels];
        shift = new float[channels];
        reset();
    }

    void reset() {
        Arrays.fill(factor, 1);
        Arrays.fill(shift, 0);
        noise = 0;
        unchanged = true;
    }

    void draw(Transform t, RandomGenerator random) {
        unchanged = false;
        if (t instanceof Transform.GaussianNoise added) {
            noise = Math.hypot(noise, added.deviation());
            noiseSeed = random.nextLong();
        } else if (t instanceof Transform.ColorJitter colors) {
            for (int c = 0; c < factor.length; c++) {
                float by = (float) (1 + colors.reach() * (2 * random.nextDouble() - 1));
                factor[c] *= by;
                shift[c] = shift[c] * by + (float) (colors.reach() / 2 * (2 * random.nextDouble() - 1));
            }
        }
    }

    /** Works on values that lie a step from pixel to pixel and a plane from channel to channel. */
    void apply(float[] values, int offset, int pixels, int step, int plane) {
        if (unchanged) {
            return;
        }
        SplittableRandom random = new SplittableRandom(noiseSeed);
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < factor.length; c++) {
                int at = offset + i * step + c * plane;
                values[at] = values[at] * factor[c] + shift[c];
                if (noise > 0) {
                    values[at] += (float) (noise * random.nextGaussian());
                }
            }
        }
    }

    void reverse(float[] gradient, int offset, int pixels, int step, int plane) {
        if (unchanged) {
            return;
        }
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < factor.length; c++) {
                gradient[offset + i * step + c * plane] *= factor[c];
            }
        }
    }
}
