package io.github.activationatlas.models.internal.kernel;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.window.Margins;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts images into rows of tiles for {@link WinogradConvolution}, and puts rows of tiles into images. On the Java heap an array holds what
 * has the same place in each tile of a row, for all tiles and channels, so that a transform combines long vectors.
 */
final class WinogradRows {
    private final Shape in;
    private final Shape out;
    private final Margins margins;
    /** For each value of a row of the image. */
    private final float @Nullable [] bias;
    /** Tiles in a row of tiles. */
    private final int columns;
    /** Positions that a row of tiles sees. */
    private final int width;
    /** Rows of tiles in a block. */
    private final int height;

    private final float[][] raw;
    /** For each row of tiles six rows, of which columns are transformed: of inputs, then of products. */
    private final float[][][] lines;

    private final float[][] tiles;
    private final float[][] transformed;

    WinogradRows(Shape in, Shape out, Margins margins, float @Nullable [] bias, int height, Memory memory) {
        this.in = in;
        this.out = out;
        this.margins = margins;
        this.bias = bias == null ? null : repeated(bias, out.width());
        this.height = height;
        columns = Winograd.tiles(out.width());
        width = Winograd.STEP * columns + 2;
        int widest = Math.max(in.channels(), out.channels());
        raw = memory.heap("raw", Winograd.SIDE, width * widest);
        lines = new float[height][][];
        for (int row = 0; row < height; row++) {
            lines[row] = memory.heap("line " + row, Winograd.SIDE, width * widest);
        }
        tiles = memory.heap("tiles", Winograd.SIDE, columns * widest);
        transformed = memory.heap("transformed", Winograd.SIDE, columns * widest);
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[times * values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }

    /**
     * Cuts a row of tiles out of an image and transforms columns of inputs: of tiles that overlap, what they share is transformed once.
     *
     * @param row a row of tiles of the batch
     * @param slot its place in the block
     */
    void cut(FloatBuffer source, int row, int slot) {
        int image = row / Winograd.tiles(out.height());
        int top = row % Winograd.tiles(out.height()) * Winograd.STEP - margins.top();
        for (int i = 0; i < Winograd.SIDE; i++) {
            read(source, image, top + i, raw[i]);
        }
        WinogradTransforms.inputs(raw, lines[slot], width * in.channels());
    }

    /** Reads a row of an image; what lies in the padding is zero. */
    private void read(FloatBuffer source, int image, int y, float[] line) {
        int left = margins.left() * in.channels();
        int length = in.width() * in.channels();
        boolean inside = y >= 0 && y < in.height();
        if (inside) {
            source.get((image * in.height() + y) * length, line, left, length);
        }
        Arrays.fill(line, 0, left, 0);
        Arrays.fill(line, inside ? left + length : left, width * in.channels(), 0);
    }

    /**
     * Transforms one row of inputs of each tile of a row of tiles.
     *
     * @param slot the row of tiles
     * @param row the row in the tiles
     * @param seen room for [6, rows of the block, columns, inputs]
     */
    void transformInputs(int slot, int row, FloatBuffer seen) {
        int c = in.channels();
        int n = columns * c;
        for (int j = 0; j < Winograd.SIDE; j++) {
            for (int tile = 0; tile < columns; tile++) {
                System.arraycopy(lines[slot][row], (tile * Winograd.STEP + j) * c, tiles[j], tile * c, c);
            }
        }
        WinogradTransforms.inputs(tiles, transformed, n);
        for (int j = 0; j < Winograd.SIDE; j++) {
            seen.put((j * height + slot) * n, transformed[j], 0, n);
        }
    }

    /**
     * Transforms one row of products of each tile, which takes the place of the inputs.
     *
     * @param products [6, rows of the block, columns, outputs]
     */
    void transformProducts(int slot, int row, FloatBuffer products) {
        int c = out.channels();
        int n = columns * c;
        for (int j = 0; j < Winograd.SIDE; j++) {
            products.get((j * height + slot) * n, tiles[j], 0, n);
        }
        WinogradTransforms.results(tiles, transformed, n);
        for (int x = 0; x < out.width(); x++) {
            float[] part = transformed[x % Winograd.STEP];
            System.arraycopy(part, x / Winograd.STEP * c, lines[slot][row], x * c, c);
        }
    }

    /** Transforms columns of products and puts a row of tiles into an image, without what hangs over its sides. */
    void put(FloatBuffer target, int row, int slot) {
        int length = out.width() * out.channels();
        WinogradTransforms.results(lines[slot], raw, length);
        int image = row / Winograd.tiles(out.height());
        int top = row % Winograd.tiles(out.height()) * Winograd.STEP;
        for (int i = 0; i < Math.min(Winograd.STEP, out.height() - top); i++) {
            if (bias != null) {
                add(bias, raw[i]);
            }
            target.put((image * out.height() + top + i) * length, raw[i], 0, length);
        }
    }

    private static void add(float[] bias, float[] to) {
        for (int i = 0; i < bias.length; i++) {
            to[i] += bias[i];
        }
    }
}
