package io.github.activationatlas.inversion;

import java.util.Arrays;

/** Pictures held as sums of planes of falling size. Parameters are, level by level, [y, line, x]. */
final class PyramidImages implements Images {
    private static final double SPREAD = 0.01;

    private final int n;
    private final int batch;
    private final Colors colors;
    private final Upscale[] levels;
    private final float[] plane;
    private final float[] row;

    PyramidImages(int size, int batch, Colors colors, int levels) {
        this.n = size;
        this.batch = batch;
        this.colors = colors;
        this.levels = new Upscale[levels];
        for (int k = 0; k < levels; k++) {
            this.levels[k] = new Upscale(Math.max(1, size >> k), size);
        }
        this.plane = new float[n * lines() * n];
        this.row = new float[colors.channels() * n];
    }

    private int lines() {
        return batch * colors.channels();
    }

    @Override
    public int length() {
        return Arrays.stream(levels)
                        .mapToInt(level -> level.side() * level.side())
                        .sum()
                * lines();
    }

    @Override
    public void start(long seed, int firstImage, float[] parameters) {
        // The first level alone is noisy: the others would only add to it.
        Arrays.fill(parameters, 0);
        Noise.start(seed, firstImage, batch, n, colors.channels() * n, SPREAD, parameters);
    }

    @Override
    public void fit(float[] pictures, float[] parameters) {
        Arrays.fill(parameters, 0);
        colors.invert(pictures, batch, n, plane);
        System.arraycopy(plane, 0, parameters, 0, plane.length);
    }

    @Override
    public void draw(float[] parameters, float[] pictures) {
        Arrays.fill(plane, 0);
        int from = 0;
        for (Upscale level : levels) {
            level.add(parameters, from, lines(), plane);
            from += level.side() * level.side() * lines();
        }
        colors.draw(plane, batch, n, row, pictures);
    }

    @Override
    public void reverse(float[] pictures, float[] gradient, float[] byParameters) {
        colors.reverse(pictures, gradient, batch, n, plane);
        Arrays.fill(byParameters, 0);
        int to = 0;
        for (Upscale level : levels) {
            level.reverse(plane, lines(), byParameters, to);
            to += level.side() * level.side() * lines();
        }
    }

    @Override
    public void close() {
        // Nothing lies off the heap.
    }
}
