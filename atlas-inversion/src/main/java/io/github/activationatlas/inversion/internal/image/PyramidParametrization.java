package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Images as sums of planes of falling size. Parameters are, level by level, [y, line, x]. */
final class PyramidParametrization implements ImageParametrization {
    private static final double SPREAD = 0.01;

    private final int n;
    private final int batch;
    private final int channels;
    private final ColorDecoder decoder;
    private final Upsampling[] levels;
    private final float[] plane;

    PyramidParametrization(int size, int batch, Colors colors, int levels) {
        this.n = size;
        this.batch = batch;
        this.channels = colors.channels();
        this.decoder = new ColorDecoder(colors, batch, n);
        this.levels = new Upsampling[levels];
        for (int k = 0; k < levels; k++) {
            this.levels[k] = new Upsampling(Math.max(1, size >> k), size);
        }
        this.plane = new float[n * lines() * n];
    }

    private int lines() {
        return batch * channels;
    }

    @Override
    public int length() {
        return Arrays.stream(levels)
                        .mapToInt(level -> level.side() * level.side())
                        .sum()
                * lines();
    }

    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        // The first level alone is noisy: the others would only add to it.
        Arrays.fill(parameters, 0);
        Noise.start(seed, numbers, batch, n, channels * n, SPREAD, parameters);
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        Arrays.fill(parameters, 0);
        decoder.encode(images, plane);
        System.arraycopy(plane, 0, parameters, 0, plane.length);
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        Arrays.fill(plane, 0);
        int from = 0;
        for (Upsampling level : levels) {
            level.add(parameters, from, lines(), plane);
            from += level.side() * level.side() * lines();
        }
        decoder.decode(plane, images);
    }

    @Override
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        decoder.reverse(images, gradient, plane);
        Arrays.fill(byParameters, 0);
        int to = 0;
        for (Upsampling level : levels) {
            level.reverse(plane, lines(), byParameters, to);
            to += level.side() * level.side() * lines();
        }
    }

    @Override
    public void close() {
        // Nothing lies off the heap.
    }
}
