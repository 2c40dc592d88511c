package io.github.activationatlas.inversion.internal.image;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Images with an alpha channel, over backgrounds that are random spectra as in Lucid. */
final class AlphaParametrization implements ImageParametrization {
    private static final int RGBA = 4;
    private static final float GREY = 0.5f;
    /** How opaque an image is that is started from. */
    private static final float OPAQUE = 0.9f;
    /** Lucid's spread of a background's spectrum, 0.5, over the one that images start from, 0.01. */
    private static final float LOUDER = 50;

    private static final long STEP_STRIDE = 0x2545F4914F6CDD1DL;
    private final int pixels;
    private final float share;
    private final ImageParametrization colors;
    private final ImageParametrization backgrounds;
    private final float[] noise;
    private final float[] background;
    private final float[] rgba;
    private final float[] byRgba;
    private long seed;
    private IntToLongFunction numbers = i -> i;

    AlphaParametrization(int size, int batch, Colors colors, Parametrization.Alpha settings) {
        checkArgument(colors.channels() == 3, "an alpha channel goes with 3 channels, not %s", colors.channels());
        this.pixels = size * size;
        this.share = (float) (settings.opacityCost() / size / size);
        this.colors = ImageParametrization.of(settings.color(), size, batch, withAlpha(colors));
        this.backgrounds = ImageParametrization.of(Parametrization.fourier(), size, batch, colors);
        this.noise = new float[backgrounds.length()];
        this.background = new float[batch * size * size * 3];
        this.rgba = new float[batch * size * size * RGBA];
        this.byRgba = new float[rgba.length];
    }

    /** Colours with one more channel, which is not mixed with them. */
    private static Colors withAlpha(Colors colors) {
        float[][] wider = new float[RGBA][RGBA];
        for (int i = 0; i < RGBA * RGBA; i++) {
            int channel = i / RGBA;
            int value = i % RGBA;
            boolean color = channel < 3 && value < 3;
            wider[channel][value] = color ? colors.mix(channel, value) : channel == value ? 1 : 0;
        }
        return Colors.of(wider);
    }

    @Override
    public int length() {
        return colors.length();
    }

    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        colors.start(seed, numbers, parameters);
    }

    @Override
    public void begin(long seed, IntToLongFunction numbers) {
        this.seed = seed;
        this.numbers = numbers;
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        Arrays.fill(rgba, OPAQUE);
        for (int i = 0; i < images.length; i++) {
            rgba[color(i)] = images[i];
        }
        colors.fit(rgba, parameters);
    }

    @Override
    public void draw(int step, float[] parameters, float[] images) {
        backgrounds.start(seed + (step + 1) * STEP_STRIDE, numbers, noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= LOUDER;
        }
        backgrounds.draw(noise, background);
        colors.draw(parameters, rgba);
        compose(images);
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        Arrays.fill(background, GREY);
        colors.draw(parameters, rgba);
        compose(images);
    }

    @Override
    public void contrast(double factor, float[] images) {
        for (int i = 0; i < images.length; i++) {
            images[i] = rgba[color(i)];
        }
        ImageConversion.contrast(images, factor);
        for (int i = 0; i < images.length; i++) {
            rgba[color(i)] = images[i];
        }
        compose(images);
    }

    /** Where value i of images without an alpha channel lies in those with one. */
    private int color(int i) {
        return i + i / (3 * pixels) * pixels;
    }

    /** Where the opacity of value i of images without an alpha channel lies. */
    private int alpha(int i) {
        return (i / (3 * pixels) * RGBA + 3) * pixels + i % pixels;
    }

    private void compose(float[] images) {
        for (int i = 0; i < images.length; i++) {
            images[i] = background[i] + rgba[alpha(i)] * (rgba[color(i)] - background[i]);
        }
    }

    @Override
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        Arrays.fill(byRgba, -share);
        for (int i = 0; i < gradient.length; i++) {
            byRgba[color(i)] = rgba[alpha(i)] * gradient[i];
            byRgba[alpha(i)] += gradient[i] * (rgba[color(i)] - background[i]);
        }
        colors.reverse(rgba, byRgba, byParameters);
    }

    @Override
    public BufferedImage image(float[] images, int b, int size, int channels) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < pixels; i++) {
            int at = b * RGBA * pixels + i;
            int argb = Math.round(255 * rgba[at + 3 * pixels]);
            for (int c = 0; c < 3; c++) {
                argb = argb << 8 | Math.round(255 * rgba[at + c * pixels]);
            }
            image.setRGB(i % size, i / size, argb);
        }
        return image;
    }

    @Override
    public void close() {
        colors.close();
        backgrounds.close();
    }
}
