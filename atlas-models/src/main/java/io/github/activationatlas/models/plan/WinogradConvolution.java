package io.github.activationatlas.models.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A 3 x 3 convolution with stride 1 by {@link Winograd}'s products. The transforms are made on the Java heap, a row of tiles at a time: row
 * and column of a place in its tile are the outermost dimensions there, so that all tiles and channels of a row are one vector. The products
 * are ND4J's, of many rows of tiles at once.
 */
final class WinogradConvolution implements Step {
    /** Tiles at a time, or few less: the products' matrices want to be high, the cache wants them low. */
    private static final int BLOCK = Integer.getInteger("block", 256);

    private final Shape in;
    private final Shape out;
    private final Margins margins;
    private final INDArray from;
    private final INDArray to;
    /** For each value of a row. */
    private final float @Nullable [] bias;
    /** Tiles in a row of tiles. */
    private final int columns;
    /** Positions that a row of tiles sees. */
    private final int width;
    /** Rows of tiles in the whole batch. */
    private final int rows;
    /** Rows of tiles in a block. */
    private final int height;

    private final INDArray seen;
    private final INDArray products;
    private final Step[] multiply = new Step[Winograd.PRODUCTS];
    private final float[][] lines;
    private final float[][] halves;
    private final float[][] tiles;
    private final float[][] transformed;

    /**
     * Binds to arrays.
     *
     * @param in the shape of one input image
     * @param margins what the windows reach over its sides, none of it negative
     * @param factors the kernel's, [36 x inputs, outputs]
     * @param bias for each output, null for none
     * @param from [batch, height, width, inputs]
     * @param to [batch, height, width, outputs]
     */
    WinogradConvolution(
            Shape in,
            Margins margins,
            INDArray factors,
            float @Nullable [] bias,
            INDArray from,
            INDArray to,
            Memory memory) {
        this.in = in;
        this.out = new Shape((int) to.size(1), (int) to.size(2), (int) to.size(3));
        this.margins = margins;
        this.from = from;
        this.to = to;
        this.bias = bias == null ? null : repeated(bias, out.width());
        columns = tiles(out.width());
        rows = tiles(out.height()) * (int) from.size(0);
        int blocks = (rows * columns + BLOCK - 1) / BLOCK;
        height = (rows + blocks - 1) / blocks;
        long count = (long) Winograd.PRODUCTS * height * columns;
        seen = memory.scratch(4, count, in.channels());
        products = memory.scratch(5, count, out.channels());
        for (int i = 0; i < multiply.length; i++) {
            multiply[i] = Ops.matmul(part(seen, i), part(factors, i), part(products, i));
        }
        int widest = Math.max(in.channels(), out.channels());
        width = Winograd.STEP * columns + 2;
        lines = memory.heap("lines", Winograd.SIDE, width * widest);
        halves = memory.heap("halves", Winograd.SIDE, width * widest);
        tiles = memory.heap("tiles", Winograd.SIDE, columns * widest);
        transformed = memory.heap("transformed", Winograd.SIDE, columns * widest);
    }

    /** What belongs to one of the 36 products. */
    private static INDArray part(INDArray rows, int product) {
        long count = rows.size(0) / Winograd.PRODUCTS;
        return rows.get(NDArrayIndex.interval(product * count, (product + 1) * count), NDArrayIndex.all());
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[times * values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }

    /** Tiles that cover a number of positions. */
    static int tiles(int positions) {
        return (positions + Winograd.STEP - 1) / Winograd.STEP;
    }

    @Override
    public void run() {
        FloatBuffer source = Host.values(from);
        FloatBuffer before = Host.values(seen);
        FloatBuffer after = Host.values(products);
        FloatBuffer target = Host.values(to);
        for (int first = 0; first < rows; first += height) {
            int end = Math.min(height, rows - first);
            for (int row = 0; row < end; row++) {
                cut(source, first + row, before, row);
            }
            Host.written(seen);
            for (Step product : multiply) {
                product.run();
            }
            Host.values(products);
            for (int row = 0; row < end; row++) {
                put(after, row, target, first + row);
            }
        }
        Host.written(to);
    }

    /** Transforms the inputs of a row of tiles, rows first: then what belongs to a tile overlaps with its neighbours in columns only. */
    private void cut(FloatBuffer source, int row, FloatBuffer before, int slot) {
        int c = in.channels();
        int n = columns * c;
        int image = row / tiles(out.height());
        int top = row % tiles(out.height()) * Winograd.STEP - margins.top();
        for (int i = 0; i < Winograd.SIDE; i++) {
            read(source, image, top + i, lines[i]);
        }
        Winograd.inputs(lines, halves, width * c);
        for (int i = 0; i < Winograd.SIDE; i++) {
            for (int j = 0; j < Winograd.SIDE; j++) {
                for (int tile = 0; tile < columns; tile++) {
                    System.arraycopy(halves[i], (tile * Winograd.STEP + j) * c, tiles[j], tile * c, c);
                }
            }
            Winograd.inputs(tiles, transformed, n);
            for (int j = 0; j < Winograd.SIDE; j++) {
                before.put(((i * Winograd.SIDE + j) * height + slot) * n, transformed[j], 0, n);
            }
        }
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

    /** Transforms the products of a row of tiles, columns first, and puts them into an image without what hangs over its sides. */
    private void put(FloatBuffer after, int slot, FloatBuffer target, int row) {
        int c = out.channels();
        int n = columns * c;
        int length = out.width() * c;
        for (int i = 0; i < Winograd.SIDE; i++) {
            for (int j = 0; j < Winograd.SIDE; j++) {
                after.get(((i * Winograd.SIDE + j) * height + slot) * n, tiles[j], 0, n);
            }
            Winograd.results(tiles, transformed, n);
            for (int x = 0; x < out.width(); x++) {
                float[] part = transformed[x % Winograd.STEP];
                System.arraycopy(part, x / Winograd.STEP * c, lines[i], x * c, c);
            }
        }
        Winograd.results(lines, halves, length);
        int image = row / tiles(out.height());
        int top = row % tiles(out.height()) * Winograd.STEP;
        for (int i = 0; i < Math.min(Winograd.STEP, out.height() - top); i++) {
            if (bias != null) {
                add(bias, halves[i]);
            }
            target.put((image * out.height() + top + i) * length, halves[i], 0, length);
        }
    }

    private static void add(float[] bias, float[] to) {
        for (int i = 0; i < bias.length; i++) {
            to[i] += bias[i];
        }
    }
}
